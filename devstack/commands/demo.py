"""`demo`: the whole system on this machine, with a simulated community that one can watch."""

import argparse
import asyncio
import sys
from zoneinfo import ZoneInfo

from devstack.commands.failure import tell_failure
from devstack.commands.interruption import Interrupted, stop_on_signals, unless_stopped
from devstack.commands.options import (
    add_stack_arguments,
    cadence_s,
    duration_s,
    facility_count,
    pace,
    stack_options,
)
from devstack.commands.progress import Progress
from devstack.commands.screen import Screen
from devstack.commands.stack_run import run_on_stack
from devstack.demo import memory
from devstack.demo.closing import close_books
from devstack.demo.run import DEFAULT_FACILITIES, Demo, DemoOptions, profiles_of
from devstack.demo.simulated_play import ZONE
from devstack.demo.summary import RunSummary, as_json
from devstack.demo.words import result_lines, stopped_lines
from devstack.devices.settings import FleetError
from devstack.people.person import people_at
from devstack.recordings.recording import RecordingError
from devstack.supervisor.events import StackError
from devstack.supervisor.stack import Stack

_SPEED = 60.0
_CADENCE_S = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the demo can be told."""
    add_stack_arguments(parser)
    parser.add_argument(
        "--for",
        dest="for_s",
        type=duration_s,
        metavar="DURATION",
        help="play so long, audit the books and end, e.g. 60s or 5m (default: until Ctrl-C)",
    )
    parser.add_argument(
        "--speed",
        type=pace,
        default=_SPEED,
        metavar="TIMES",
        help="event time per real time; 1 is live (default: %(default)g, until it reaches now)",
    )
    parser.add_argument(
        "--facilities",
        type=facility_count,
        metavar="COUNT",
        help=f"how many facilities the community has at least (default: {DEFAULT_FACILITIES})",
    )
    parser.add_argument(
        "--cadence",
        type=cadence_s,
        default=_CADENCE_S,
        metavar="SECONDS",
        help="event time between two readings of a device (default: %(default)g)",
    )
    parser.add_argument(
        "--json", action="store_true", help="no live view; a JSON summary on standard output"
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code: 1 when the books do not balance or a part cannot run."""
    progress = Progress()
    with stop_on_signals() as stop:
        try:
            summary = await _demo(arguments, progress, stop)
        except (StackError, FleetError, RecordingError) as error:
            tell_failure(arguments, progress, error)
            return 1
        except Interrupted:
            return 130
    if summary is None:
        return 0
    if arguments.json:
        sys.stdout.write(as_json(summary))
    return 0 if summary.books.balanced else 1


async def _demo(
    arguments: argparse.Namespace, progress: Progress, stop: asyncio.Event
) -> RunSummary | None:
    """None when a person stopped a demo that has no end of its own."""
    options = DemoOptions(
        facilities=arguments.facilities,
        cadence_s=arguments.cadence,
        speed=arguments.speed,
        for_s=arguments.for_s,
    )
    known = memory.load(arguments.state)
    profiles = asyncio.create_task(profiles_of(options, known))  # beside the start of the parts
    screen = Screen(progress, headless=arguments.json)

    async def body(stack: Stack) -> RunSummary | None:
        async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as people:
            demo = Demo(
                stack=stack,
                people=people,
                memory=known,
                options=options,
                step=progress.step,
                view=screen.demo_view,
            )
            cast, stage = await unless_stopped(demo.prepare(await profiles), stop)
            performance = await demo.play(cast, stage, stop)
            if options.for_s is None:
                progress.say("\n".join(stopped_lines(performance)))
                return None
            with progress.step("audit"):
                summary = await close_books(stage, performance)
            progress.say("\n".join(result_lines(summary, ZoneInfo(ZONE))))
            return summary

    try:
        return await run_on_stack(stack_options(arguments), body, tell=progress.tell, stop=stop)
    finally:
        profiles.cancel()
        await asyncio.gather(profiles, return_exceptions=True)

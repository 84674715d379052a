"""What `demo` and `seed` have in common: how the community is played, and what becomes of it."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from devstack.commands.failure import tell_failure
from devstack.commands.interruption import Interrupted, stop_on_signals, unless_stopped
from devstack.commands.options import cadence_s, duration_s, facility_count, pace
from devstack.commands.progress import Progress
from devstack.commands.screen import Screen
from devstack.demo import memory
from devstack.demo.closing import close_books
from devstack.demo.fleets import DeviceKind, of_simulator
from devstack.demo.memory import Memory
from devstack.demo.run import DEFAULT_FACILITIES, Demo, DemoOptions, profiles_of
from devstack.demo.simulated_play import ZONE
from devstack.demo.summary import RunSummary, as_json
from devstack.demo.system import System
from devstack.demo.words import result_lines, stopped_lines
from devstack.devices.settings import FleetError
from devstack.people.person import People
from devstack.recordings.profiles import FacilityProfile
from devstack.recordings.recording import RecordingError
from devstack.supervisor.events import StackError

_SPEED = 60.0
_CADENCE_S = 10.0
Work = Callable[[argparse.Namespace, Progress, asyncio.Event], Awaitable[RunSummary | None]]


def add_play_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, how fast, how many."""
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


async def told(arguments: argparse.Namespace, work: Work) -> int:
    """Do it, tell of it; the process's exit code: 1 when the books do not balance."""
    progress = Progress()
    with stop_on_signals() as stop:
        try:
            summary = await work(arguments, progress, stop)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPlay:
    """What was asked for, what earlier runs founded, and who takes part."""

    options: DemoOptions
    known: Memory
    profiles: Awaitable[Sequence[FacilityProfile]]
    headless: bool

    async def play(
        self,
        system: System,
        people: People,
        progress: Progress,
        stop: asyncio.Event,
        *,
        devices: DeviceKind | None = None,
    ) -> RunSummary | None:
        """`devices` None: the simulator's.

        None when a person stopped a play that has no end of its own.
        """
        demo = Demo(
            stack=system,
            people=people,
            memory=self.known,
            options=self.options,
            devices=devices or of_simulator(cadence_s=self.options.cadence_s),
            step=progress.step,
            view=Screen(progress, headless=self.headless).demo_view,
        )
        cast, stage = await unless_stopped(demo.prepare(await self.profiles), stop)
        performance = await demo.play(cast, stage, stop)
        if self.options.for_s is None:
            progress.say("\n".join(stopped_lines(performance)))
            return None
        with progress.step("audit"):
            summary = await close_books(stage, performance)
        progress.say("\n".join(result_lines(summary, ZoneInfo(ZONE))))
        return summary


@asynccontextmanager
async def planned(arguments: argparse.Namespace) -> AsyncIterator[PlannedPlay]:
    """Of `add_play_arguments` and --state; the facilities are simulated beside the body."""
    options = DemoOptions(
        facilities=arguments.facilities,
        cadence_s=arguments.cadence,
        speed=arguments.speed,
        for_s=arguments.for_s,
    )
    known = memory.load(arguments.state)
    profiles = asyncio.create_task(profiles_of(options, known))
    try:
        yield PlannedPlay(options=options, known=known, profiles=profiles, headless=arguments.json)
    finally:
        profiles.cancel()
        await asyncio.gather(profiles, return_exceptions=True)

"""`replay`: recorded consumption and production through real devices."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime, tzinfo
from typing import Final

from devstack.commands.failure import tell_failure
from devstack.commands.interruption import Interrupted, stop_on_signals, unless_stopped
from devstack.commands.options import REPLAY_STATE_FOLDER, add_stack_arguments, stack_options
from devstack.commands.progress import Progress
from devstack.commands.replay_options import add_replay_arguments, replay_options
from devstack.commands.screen import Screen
from devstack.commands.stack_run import run_on_stack
from devstack.demo import memory
from devstack.demo.cast import REPRESENTATIVE_EMAIL
from devstack.demo.summary import as_json
from devstack.demo.words import result_lines
from devstack.devices.settings import FleetError
from devstack.people.person import people_at
from devstack.recordings.csv_files.findings import CsvError
from devstack.recordings.csv_files.stamps import zone_named
from devstack.recordings.recording import RecordingError
from devstack.replay.prepared import PreparedReplay, prepare
from devstack.replay.run import Replay
from devstack.replay.summary import ReplaySummary
from devstack.replay.words import energy_table, plan_lines
from devstack.supervisor.events import StackError
from devstack.supervisor.stack import Stack

_UNUSABLE: Final = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which recordings, on which stack."""
    add_replay_arguments(parser)
    add_stack_arguments(parser, REPLAY_STATE_FOLDER)
    parser.add_argument(
        "--keep", action="store_true", help="when all is played, keep the app up until Ctrl-C"
    )
    parser.add_argument(
        "--json", action="store_true", help="no progress bar; a JSON summary on standard output"
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code: 2 for files that cannot be used, 1 when the books do not balance."""
    progress = Progress()
    try:
        now = datetime.now(UTC)
        prepared = await asyncio.to_thread(prepare, replay_options(arguments), now)
    except (CsvError, RecordingError) as error:
        tell_failure(arguments, progress, error)
        return _UNUSABLE
    progress.say("\n".join(plan_lines(prepared, zone_named(arguments.zone))))
    with stop_on_signals() as stop:
        try:
            summary = await _replay(arguments, prepared, progress, stop)
        except (StackError, FleetError) as error:
            tell_failure(arguments, progress, error)
            return 1
        except Interrupted:
            return 130
    return 0 if summary.books.balanced else 1


async def _replay(
    arguments: argparse.Namespace,
    prepared: PreparedReplay,
    progress: Progress,
    stop: asyncio.Event,
) -> ReplaySummary:
    known = memory.load(arguments.state)
    screen = Screen(progress, headless=arguments.json)
    zone = zone_named(arguments.zone)

    async def body(stack: Stack) -> ReplaySummary:
        async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as people:
            replay = Replay(
                stack=stack,
                people=people,
                memory=known,
                prepared=prepared,
                name=(arguments.load or arguments.pv).stem,
                step=progress.step,
            )
            cast, stage = await unless_stopped(replay.found(), stop)
            view = screen.replay_view(prepared.recording.readings, zone)
            performance = await replay.play(cast, stage, view, stop)
            with progress.step("audit"):
                summary = await replay.close(stage, performance)
            _tell(summary, zone, progress, json=arguments.json)
            if arguments.keep and not stop.is_set():
                progress.say(
                    f"\n{stack.url} shows it; sign in: {REPRESENTATIVE_EMAIL}  {known.password}"
                    "\nCtrl-C stops everything"
                )
                await stop.wait()
            return summary

    settings = prepared.settings(datetime.now(UTC))
    options = stack_options(arguments, settings)
    return await run_on_stack(options, body, tell=progress.tell, stop=stop)


def _tell(summary: ReplaySummary, zone: tzinfo, progress: Progress, *, json: bool) -> None:
    progress.say("\n".join(result_lines(summary, zone)))
    progress.console.print(energy_table(summary))
    if json:
        sys.stdout.write(as_json(summary))
        sys.stdout.flush()

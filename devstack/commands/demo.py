"""`demo`: the whole system on this machine."""

import argparse
import asyncio
import json
import sys
import time

from devstack.commands.interruption import Interrupted, stop_on_signals
from devstack.commands.options import add_stack_arguments, duration_s, stack_options
from devstack.commands.progress import Progress
from devstack.commands.stack_run import run_on_stack
from devstack.supervisor.events import StackError
from devstack.supervisor.stack import Stack

SUMMARY = "bring the whole system up on this machine and watch it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the demo can be told."""
    add_stack_arguments(parser)
    parser.add_argument(
        "--for",
        dest="for_s",
        type=duration_s,
        metavar="DURATION",
        help="end by itself after so long, e.g. 60s or 5m (default: until Ctrl-C)",
    )
    parser.add_argument(
        "--json", action="store_true", help="no live view; a JSON summary at the end"
    )


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code."""
    progress = Progress()

    async def body(stack: Stack) -> None:
        progress.say(f"\nMeriggio is at {stack.url} (Ctrl-C stops it)")
        started = time.monotonic()
        await _wait(stop, arguments.for_s)
        if arguments.json:
            ran_s = round(time.monotonic() - started, 3)
            sys.stdout.write(json.dumps({"url": stack.url, "ranS": ran_s}) + "\n")

    with stop_on_signals() as stop:
        try:
            await run_on_stack(stack_options(arguments), body, tell=progress.tell, stop=stop)
        except StackError as error:
            progress.problem(str(error))
            return 1
        except Interrupted:
            return 130
    return 0


async def _wait(stop: asyncio.Event, at_most_s: float | None) -> None:
    try:
        async with asyncio.timeout(at_most_s):
            await stop.wait()
    except TimeoutError:
        return

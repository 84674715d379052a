"""`replay`: recorded consumption and production through real devices."""

import argparse
from pathlib import Path

from devstack.commands.options import add_stack_arguments
from devstack.commands.progress import Progress

SUMMARY = "feed recordings (CSV) through the whole system"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which recordings, on which stack."""
    add_stack_arguments(parser)
    parser.add_argument("--load", type=Path, metavar="CSV", help="consumption, a column a facility")
    parser.add_argument("--pv", type=Path, metavar="CSV", help="production, a column a facility")


async def run(arguments: argparse.Namespace) -> int:
    """The process's exit code."""
    missing = [path for path in (arguments.load, arguments.pv) if path and not path.is_file()]
    if missing:
        Progress().problem(f"there is no file {missing[0]}")
        return 2
    Progress().problem("the replayer's devices are not connected yet")
    return 2

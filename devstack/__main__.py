"""`python -m devstack COMMAND`: see devstack/commands, one module a command."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
from typing import Final, Protocol

from devstack.commands import clean, demo, replay


class Command(Protocol):
    """What a module of devstack/commands has."""

    SUMMARY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its options."""

    async def run(self, arguments: argparse.Namespace) -> int:
        """Do it; the exit code."""


COMMANDS: Final[Mapping[str, Command]] = {"demo": demo, "replay": replay, "clean": clean}


def main() -> int:
    """Parse, run, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m devstack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_arguments(commands.add_parser(name, help=command.SUMMARY))
    arguments = parser.parse_args()
    try:
        return asyncio.run(COMMANDS[arguments.command].run(arguments))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

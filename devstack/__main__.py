"""`python -m devstack COMMAND`: see devstack/commands, one module a command."""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol, cast

COMMANDS: Final[Mapping[str, str]] = {
    "demo": "bring the whole system up on this machine and watch a community",
    "replay": "feed your own recordings (CSV) through the whole system",
    "clean": "remove what earlier runs left: data, logs, mails, secrets",
}


class Command(Protocol):
    """What a module of devstack/commands has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its options."""

    async def run(self, arguments: argparse.Namespace) -> int:
        """Do it; the exit code."""


def main(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m devstack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {name: commands.add_parser(name, help=said) for name, said in COMMANDS.items()}
    chosen = next((word for word in given if word in COMMANDS), None)
    command = None
    if chosen is not None:
        # Only what is used is loaded: the replayer's libraries alone take seconds.
        command = cast("Command", import_module(f"devstack.commands.{chosen}"))
        command.add_arguments(parsers[chosen])
    arguments = parser.parse_args(given)
    assert command is not None, "argparse lets no other command through"
    try:
        return asyncio.run(command.run(arguments))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m devstack COMMAND`: see devstack/commands, one module a command."""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from libs.chassis.version import tell_version


class CommandModule(Protocol):
    """What a module of devstack/commands has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its options."""

    async def run(self, arguments: argparse.Namespace) -> int:
        """Do it; the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command whose module is loaded when it is used: the replayer's libraries take seconds."""

    module: str
    summary: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare its options."""
        self._loaded().add_arguments(parser)

    async def run(self, arguments: argparse.Namespace) -> int:
        """Do it; the exit code."""
        return await self._loaded().run(arguments)

    def _loaded(self) -> CommandModule:
        return cast("CommandModule", import_module(f"devstack.commands.{self.module}"))


COMMANDS: Final[Mapping[str, Command]] = {
    "demo": Command("demo", "bring the whole system up on this machine and watch a community"),
    "replay": Command("replay", "feed your own recordings (CSV) through the whole system"),
    "devices": Command("devices", "thousands of simulated devices for a broker of yours"),
    "device": Command("device", "one simulated device, as any other build of one is called"),
    "secrets": Command("secrets", "make the secrets that compose.yaml gives to its containers"),
    "databases": Command("databases", "make the schemas and roles in a Postgres of compose.yaml"),
    "brokers": Command("brokers", "make authorities, and what compose.yaml's brokers read"),
    "seed": Command("seed", "found and play the demo's community on what compose.yaml runs"),
    "clean": Command("clean", "remove what earlier runs left: data, logs, mails, secrets"),
}


def main(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m devstack", description=__doc__)
    tell_version(parser)
    commands = parser.add_subparsers(dest="command", required=True)
    named = next((word for word in given if word in COMMANDS), None)
    for name, command in COMMANDS.items():
        of_command = commands.add_parser(name, help=command.summary)
        if name == named:
            command.add_arguments(of_command)
    arguments = parser.parse_args(given)
    try:
        return asyncio.run(COMMANDS[arguments.command].run(arguments))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What an operator types: `python -m services.NAME COMMAND`; one module a command."""

import argparse
from collections.abc import Sequence
from typing import Protocol

from libs.chassis.version import tell_version


class CommandFailedError(Exception):
    """A command cannot do what it was asked; the message is for the operator."""


class CommandModule(Protocol):
    """What a module of a service's room `commands` has."""

    def add_to(self, subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        """Declare the command; its parser's default `run` takes the arguments, gives the exit code.

        `run` may raise CommandFailedError, OSError.
        """


def run_one_of(
    modules: Sequence[CommandModule], given: Sequence[str], *, program: str, about: str | None
) -> int:
    """Parse, run, and return the exit code; what went wrong is on stderr."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    tell_version(parser)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in modules:
        module.add_to(subparsers)
    arguments = parser.parse_args(given)
    try:
        return int(arguments.run(arguments))
    except (CommandFailedError, OSError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")

"""What an operator types: `python -m services.device_gateway COMMAND`; one module a command."""

import argparse
from collections.abc import Sequence
from typing import Final, Protocol, cast

from services.device_gateway.commands import broker_config, firmware, keep_crl, operator_token, pki
from services.device_gateway.commands.failure import CommandFailedError


class CommandModule(Protocol):
    """What a module of this room has."""

    def add_to(self, subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        """Declare the command; its parser's default `run` takes the arguments, gives the exit code.

        `run` may raise CommandFailedError, OSError.
        """


COMMANDS: Final[Sequence[CommandModule]] = (
    cast("CommandModule", pki),
    cast("CommandModule", broker_config),
    cast("CommandModule", keep_crl),
    cast("CommandModule", operator_token),
    cast("CommandModule", firmware),
)


def run_command(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code; what went wrong is on stderr."""
    parser = argparse.ArgumentParser(prog="python -m services.device_gateway", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(subparsers)
    arguments = parser.parse_args(given)
    try:
        return int(arguments.run(arguments))
    except (CommandFailedError, OSError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")

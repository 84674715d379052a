"""What an operator types: `python -m services.energy COMMAND`; one module a command."""

from collections.abc import Sequence
from typing import Final, cast

from libs.chassis.commands import CommandModule, run_one_of
from services.energy.commands import operator_token, prices

COMMANDS: Final[Sequence[CommandModule]] = (
    cast("CommandModule", prices),
    cast("CommandModule", operator_token),
)


def run_command(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code; what went wrong is on stderr."""
    return run_one_of(COMMANDS, given, program="python -m services.energy", about=__doc__)

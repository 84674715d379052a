"""What an operator types: `python -m services.engagement COMMAND`; one module a command."""

from collections.abc import Sequence
from typing import Final, cast

from libs.chassis.commands import CommandModule, run_one_of
from services.engagement.commands import try_policy, web_push_key

COMMANDS: Final[Sequence[CommandModule]] = (
    cast("CommandModule", try_policy),
    cast("CommandModule", web_push_key),
)


def run_command(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code; what went wrong is on stderr."""
    return run_one_of(COMMANDS, given, program="python -m services.engagement", about=__doc__)

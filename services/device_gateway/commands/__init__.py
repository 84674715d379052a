"""What an operator types: `python -m services.device_gateway COMMAND`; one module a command."""

from collections.abc import Sequence
from typing import Final, cast

from libs.chassis.commands import CommandModule, run_one_of
from services.device_gateway.commands import (
    broker_config,
    firmware,
    integration_token,
    keep_crl,
    operator_token,
    pki,
)

COMMANDS: Final[Sequence[CommandModule]] = (
    cast("CommandModule", pki),
    cast("CommandModule", broker_config),
    cast("CommandModule", keep_crl),
    cast("CommandModule", operator_token),
    cast("CommandModule", integration_token),
    cast("CommandModule", firmware),
)


def run_command(given: Sequence[str]) -> int:
    """Parse, run, and return the exit code; what went wrong is on stderr."""
    return run_one_of(COMMANDS, given, program="python -m services.device_gateway", about=__doc__)

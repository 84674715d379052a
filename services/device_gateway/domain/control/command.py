"""What a device is to do once."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from libs.chassis.errors import ConflictError


class CommandKind(StrEnum):
    """What there is to do."""

    REBOOT = "reboot"
    RENEW_CERTIFICATE = "renew_certificate"
    PROVISION_AGAIN = "provision_again"
    IDENTIFY = "identify"


class Outcome(StrEnum):
    """How a command ended."""

    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    EXPIRED = "expired"


class CommandPendingError(ConflictError):
    """The device has not answered an earlier command of this kind."""

    code = "command_pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command to one device, and how it ended."""

    command_id: UUID
    device_id: str
    kind: CommandKind
    requested_at: datetime
    requested_by: str
    expires_at: datetime
    outcome: Outcome | None = None
    detail: str = ""
    finished_at: datetime | None = None

    @property
    def is_pending(self) -> bool:
        """Whether the device is still to be told."""
        return self.outcome is None


def finish(command: Command, outcome: Outcome, detail: str, *, now: datetime) -> Command:
    """The command after the device's word.

    The first word counts, but a device's word wins over our clock's: what expired here while the
    answer was on its way is what the device says it is.
    """
    if command.outcome not in {None, Outcome.EXPIRED}:
        return command
    return replace(command, outcome=outcome, detail=detail, finished_at=now)


def withdraw(command: Command, now: datetime) -> Command:
    """The command, ended before the device has answered: who gave it has the device no more."""
    if not command.is_pending:
        return command
    return replace(
        command, outcome=Outcome.EXPIRED, finished_at=now, detail="the device changed hands"
    )


def expire(command: Command, now: datetime) -> Command:
    """The command, ended when its time is over and nobody answered."""
    if not command.is_pending or now < command.expires_at:
        return command
    return replace(command, outcome=Outcome.EXPIRED, finished_at=command.expires_at)

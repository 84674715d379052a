"""Commands to one device."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

CommandKind = Literal["reboot", "provision_again", "identify"]
CommandOutcome = Literal["done", "failed", "refused", "expired"]


class CommandRequested(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/command`: do this once.

    Repeated until it is answered: a device that knows `commandId` answers again and does nothing.
    `reboot` is answered `done` after the restart; `provision_again` before the identity is given
    up; `identify` blinks.
    """

    command_id: UUID
    kind: CommandKind
    expires_at: Annotated[datetime, Meta(tz=True, description="After which it is not done.")]


class CommandFinished(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `report/{deviceId}/command`: what became of it."""

    command_id: UUID
    outcome: CommandOutcome
    detail: Annotated[str, Meta(max_length=200)] = ""

"""Commands to one device."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

CommandKind = Literal["reboot", "renew_certificate", "provision_again", "identify"]
CommandOutcome = Literal["done", "failed", "refused", "expired"]


class CommandRequested(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """System says, on `device/{deviceId}/command`: do this once.

    Repeated until it is answered: a device that knows `commandId` answers again and does nothing.
    `reboot` is answered `done` after the restart. `renew_certificate`: make a new key and ask for a
    certificate over this connection; answered at once. `provision_again`: begin with the batch's
    claim; answered before the identity is given up, and refused by a device that has erased its
    claim. `identify` blinks.
    """

    command_id: UUID
    kind: CommandKind
    expires_at: Annotated[datetime, Meta(tz=True, description="After which it is not done.")]


class CommandFinished(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Device says, on `report/{deviceId}/command`: what became of it."""

    command_id: UUID
    outcome: CommandOutcome
    detail: Annotated[str, Meta(max_length=200)] = ""

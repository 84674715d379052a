"""The trail of what happened to an account's security, which its owner can read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.user.domain.caller import NOWHERE, Device

SECURITY_EVENTS_KEPT: Final = timedelta(days=180)
MAX_EVENTS_OF_A_KIND: Final = 200
"""For each user the newest of every kind: a flood of one kind drives out no other."""


class SecurityEventKind(StrEnum):
    """What happened."""

    SIGNED_UP = "signed_up"
    CONFIRMED = "confirmed"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    NEW_DEVICE = "new_device"
    REFRESH_REUSED = "refresh_reused"
    SESSION_ENDED = "session_ended"
    PASSWORD_REFUSED = "password_refused"  # noqa: S105  # a name, not a secret
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # same
    PASSWORD_RESET = "password_reset"  # noqa: S105  # same
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    PASSKEY_REFUSED = "passkey_refused"
    DATA_EXPORTED = "data_exported"
    ACCOUNT_DELETED = "account_deleted"


MAX_EVENTS_OF_A_USER: Final = MAX_EVENTS_OF_A_KIND * len(SecurityEventKind)


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """One entry; `device` is where it was asked for."""

    user_id: UUID
    kind: SecurityEventKind
    occurred_at: datetime
    device: Device = NOWHERE
    session_id: UUID | None = None

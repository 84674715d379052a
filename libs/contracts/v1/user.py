"""Stream USERS: the only stream that carries personal data. Others carry ids alone."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder

Locale = Literal["it", "en"]


class UserConfirmed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A user confirmed the email address: from now on the user can sign in and be told things."""

    user_id: UUID
    version: int
    occurred_at: datetime
    email: str
    name: str
    locale: Locale
    time_zone: str


class UserChanged(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A confirmed user's contact after a change of the profile: the whole state."""

    user_id: UUID
    version: int
    occurred_at: datetime
    email: str
    name: str
    locale: Locale
    time_zone: str


class UserDeleted(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The account is gone. Replaces the user's last message, so no personal data stays."""

    user_id: UUID
    version: int
    occurred_at: datetime


UserEvent = UserConfirmed | UserChanged | UserDeleted
USER_DECODER: Final = EventDecoder[UserEvent](UserEvent)

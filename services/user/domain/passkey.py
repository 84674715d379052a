"""A second way in (WebAuthn): a device has a key pair, this server its public half."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.errors import (
    ConflictError,
    InvalidInputError,
    NotAuthorizedError,
    NotFoundError,
    UnauthenticatedError,
)
from services.user.domain.session import Session

MAX_PASSKEYS: Final = 20
MAX_PASSKEY_NAME_LENGTH: Final = 100
RECENT_SIGN_IN: Final = timedelta(minutes=10)
"""So long after a sign-in nobody has to prove again who they are to add a passkey."""


class UnacceptablePasskeyError(InvalidInputError):
    """The device's answer is not the one asked for, or does not verify: not said which."""

    code = "unacceptable_passkey"


class PasskeyKnownError(ConflictError):
    """This passkey was added before, to this account or another one."""

    code = "passkey_known"


class TooManyPasskeysError(ConflictError):
    """The account has as many passkeys as it may."""

    code = "too_many_passkeys"


class PasskeyNotFoundError(NotFoundError):
    """The user has no such passkey."""

    code = "passkey_not_found"


class PasskeyRefusedError(UnauthenticatedError):
    """The passkey is unknown, or its answer does not count: not said which."""

    code = "passkey_refused"


class SignInAgainError(NotAuthorizedError):
    """The session is too old for this without the password."""

    code = "sign_in_again"


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """What a device has made and proved to have: the public half of a key pair (COSE)."""

    credential_id: bytes
    public_key: bytes = field(repr=False)
    sign_count: int
    is_backed_up: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of a user. `sign_count` never goes back, or is always 0 where a device has none."""

    passkey_id: UUID
    user_id: UUID
    name: str
    made: MadePasskey
    created_at: datetime
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PasskeyUse:
    """What a device says of a key when it signs with it."""

    sign_count: int
    is_backed_up: bool


def require_room(present: Sequence[Passkey]) -> None:
    """Raises TooManyPasskeysError unless one more may be added to these."""
    if len(present) >= MAX_PASSKEYS:
        raise TooManyPasskeysError(f"An account has at most {MAX_PASSKEYS} passkeys: remove one.")


def is_recent(session: Session | None, user_id: UUID, now: datetime) -> bool:
    """True for a live session of the user that began a moment ago."""
    if session is None or session.user_id != user_id or not session.is_live(now):
        return False
    return now < session.started_at + RECENT_SIGN_IN


def used(passkey: Passkey, use: PasskeyUse, now: datetime) -> Passkey | None:
    """The passkey after this use; None when the count did not go up: the key may be a copy."""
    counts = use.sign_count > 0 or passkey.made.sign_count > 0
    if counts and use.sign_count <= passkey.made.sign_count:
        return None
    made = replace(passkey.made, sign_count=use.sign_count, is_backed_up=use.is_backed_up)
    return replace(passkey, made=made, last_used_at=now)

"""A person who uses the system: unconfirmed until the mailed code is entered."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from libs.chassis.errors import NotAuthorizedError, UnauthenticatedError
from services.user.domain.credential import Credential
from services.user.domain.email_address import EmailAddress

Locale = Literal["it", "en"]
DEFAULT_LOCALE: Final[Locale] = "it"
DEFAULT_TIME_ZONE: Final = "Europe/Rome"
MAX_NAME_LENGTH: Final = 100
UNCONFIRMED_KEPT: Final = timedelta(days=7)
"""An account whose address nobody confirmed for so long is deleted."""


class WrongCredentialsError(UnauthenticatedError):
    """Address or password is wrong, or the address is not confirmed yet: not said which."""

    code = "wrong_credentials"


class WrongPasswordError(NotAuthorizedError):
    """The signed-in user gave another password than the account's."""

    code = "wrong_password"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a user chooses freely. `time_zone` is an IANA name."""

    name: str = ""
    locale: Locale = DEFAULT_LOCALE
    time_zone: str = DEFAULT_TIME_ZONE


@dataclass(frozen=True, slots=True)
class User:
    """One account. `version` grows with each announced change.

    `sign_up_digest`: of the id that the newest sign-up was answered with, until it is confirmed.
    """

    user_id: UUID
    email: EmailAddress
    credential: Credential
    profile: Profile
    created_at: datetime
    confirmed_at: datetime | None = None
    version: int = 0
    sign_up_digest: bytes | None = field(default=None, repr=False)

    @property
    def is_confirmed(self) -> bool:
        """True once the mailed code was entered."""
        return self.confirmed_at is not None


class ContactNews(StrEnum):
    """What happened to a user's contact."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the other services are told: the whole contact, or of a deleted user the id alone."""

    news: ContactNews
    user: User
    occurred_at: datetime


def signed_up_again(
    user: User, *, credential: Credential, profile: Profile, sign_up_digest: bytes
) -> User:
    """An unconfirmed user starts over: all that counts is the newest sign-up's, its id too.

    Raises ValueError for a confirmed user, whose password only its owner may change.
    """
    if user.is_confirmed:
        raise ValueError("a confirmed user does not sign up again")
    return replace(user, credential=credential, profile=profile, sign_up_digest=sign_up_digest)


def confirmed(user: User, now: datetime) -> tuple[User, Announcement]:
    """The user after entering the right code. Raises ValueError when already confirmed."""
    if user.is_confirmed:
        raise ValueError("a confirmed user is not confirmed again")
    after = replace(user, confirmed_at=now, version=user.version + 1, sign_up_digest=None)
    return after, Announcement(ContactNews.CONFIRMED, after, now)


def with_profile(user: User, profile: Profile, now: datetime) -> tuple[User, Announcement | None]:
    """The user with that profile; nothing is announced when nothing changes."""
    if profile == user.profile:
        return user, None
    after = replace(user, profile=profile, version=user.version + 1)
    return after, Announcement(ContactNews.CHANGED, after, now)


def deletion(user: User, now: datetime) -> Announcement:
    """The news that the account is gone."""
    after = replace(user, version=user.version + 1)
    return Announcement(ContactNews.DELETED, after, now)

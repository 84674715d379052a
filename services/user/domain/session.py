"""A session is a family of refresh tokens, each replaced by the next (RFC 9700 section 4.14).

A token works once. Presented again at once it is a lost answer: the same successor is given
again. Presented later it was copied, and nobody knows by whom: the whole family ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import NotFoundError, UnauthenticatedError
from services.user.domain.caller import NOWHERE, Device

REFRESH_TOKEN_LIFETIME: Final = timedelta(days=30)
SESSION_LIFETIME: Final = timedelta(days=180)
LOST_ANSWER_GRACE: Final = timedelta(seconds=10)
MAX_LIVE_SESSIONS: Final = 20
"""A user's sessions beyond this number end, the oldest first."""


class RefreshRefusedError(UnauthenticatedError):
    """The refresh token is unknown, too old, used before, or its session has ended."""

    code = "refresh_token_refused"


class SessionNotFoundError(NotFoundError):
    """The user has no such session, or it has ended."""

    code = "session_not_found"


class SessionEnd(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    ENDED_ELSEWHERE = "ended_elsewhere"
    REUSE = "reuse"
    TOO_MANY_SESSIONS = "too_many_sessions"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # a name, not a secret
    PASSWORD_RESET = "password_reset"  # noqa: S105  # same
    ACCOUNT_DELETED = "account_deleted"


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in on one device. `generation` numbers its refresh tokens from 0."""

    session_id: UUID
    user_id: UUID
    started_at: datetime
    generation: int = 0
    rotated_at: datetime | None = None
    ended_at: datetime | None = None
    end: SessionEnd | None = None
    device: Device = NOWHERE
    """Where the session began."""

    @property
    def expires_at(self) -> datetime:
        """The latest end, however busy the session is."""
        return self.started_at + SESSION_LIFETIME

    @property
    def last_used_at(self) -> datetime:
        """The last sign-in or refresh: exact to the lifetime of an access token."""
        return self.rotated_at or self.started_at

    def is_live(self, now: datetime) -> bool:
        """True while tokens may be issued for it."""
        return self.ended_at is None and now < self.expires_at

    def can_be_refreshed(self, now: datetime) -> bool:
        """True while its newest refresh token counts."""
        return self.is_live(now) and now < self.last_used_at + REFRESH_TOKEN_LIFETIME


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What is kept of a refresh token: a digest, its place in the family and its successor's salt.

    The successor is derived from the token itself, the salt and a server key, so that a lost
    answer can be repeated although neither token is stored.
    """

    digest: bytes = field(repr=False)
    session_id: UUID
    generation: int
    expires_at: datetime
    successor_salt: str = field(repr=False)


class RefreshDecision(StrEnum):
    """What to do with a presented refresh token."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    END_FAMILY = "end_family"
    REFUSE = "refuse"


def decide_refresh(session: Session, token: RefreshToken, now: datetime) -> RefreshDecision:
    """What a token of this session is worth now."""
    if not session.is_live(now) or now >= token.expires_at:
        return RefreshDecision.REFUSE
    if token.generation == session.generation:
        return RefreshDecision.ROTATE
    if _answer_may_be_lost(session, token, now):
        return RefreshDecision.REPEAT
    return RefreshDecision.END_FAMILY


def _answer_may_be_lost(session: Session, token: RefreshToken, now: datetime) -> bool:
    # Only the last replaced token: once its successor was used, the answer had arrived.
    return (
        token.generation == session.generation - 1
        and session.rotated_at is not None
        and now - session.rotated_at <= LOST_ANSWER_GRACE
    )


def refresh_token_of(session: Session, digest: bytes, salt: str, now: datetime) -> RefreshToken:
    """The token of the session's present generation."""
    expires_at = min(now + REFRESH_TOKEN_LIFETIME, session.expires_at)
    return RefreshToken(digest, session.session_id, session.generation, expires_at, salt)


def rotated(session: Session, now: datetime) -> Session:
    """The session whose next refresh token is the valid one."""
    return replace(session, generation=session.generation + 1, rotated_at=now)


def ended(session: Session, end: SessionEnd, now: datetime) -> Session:
    """The session after its end; one that has ended stays as it is."""
    return session if session.ended_at is not None else replace(session, ended_at=now, end=end)


def surplus_sessions(live_sessions: Sequence[Session]) -> tuple[Session, ...]:
    """The sessions that must end so that one more fits, the oldest first."""
    oldest_first = sorted(live_sessions, key=lambda session: session.started_at)
    too_many = max(0, len(oldest_first) - MAX_LIVE_SESSIONS + 1)
    return tuple(oldest_first[:too_many])

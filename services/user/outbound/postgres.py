"""Users, codes and sessions in Postgres (schema `users`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

import asyncpg

from libs.chassis.clock import IdFactory
from libs.chassis.outbox import add_to_outbox
from services.user.domain.email_address import EmailAddress
from services.user.domain.letters import Letter
from services.user.domain.session import SESSION_LIFETIME, RefreshToken, Session, SessionEnd
from services.user.domain.user import Announcement, Profile, User
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.outbound.events import as_event
from services.user.outbound.postgres_post import put_into_post
from services.user.outbound.seal import Seal
from services.user.ports import Transaction

SCHEMA: Final = "users"
_ENDED_SESSIONS_KEPT: Final = timedelta(days=1)

# Two people signing up with one new address at once: there is no row to lock yet.
_LOCK_EMAIL: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
_USER: Final = (
    "select user_id, email, password_hash, name, locale, time_zone, created_at, confirmed_at,"
    " version from account"
)
_SAVE_USER: Final = """
    insert into account (user_id, email, password_hash, name, locale, time_zone, created_at,
                         confirmed_at, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (user_id) do update set
        email = excluded.email, password_hash = excluded.password_hash, name = excluded.name,
        locale = excluded.locale, time_zone = excluded.time_zone,
        confirmed_at = excluded.confirmed_at, version = excluded.version"""
_CODE: Final = (
    "select user_id, purpose, digest, expires_at, tries_left from verification_code"
    " where user_id = $1 and purpose = $2 for update"
)
_SAVE_CODE: Final = """
    insert into verification_code (user_id, purpose, digest, expires_at, tries_left)
    values ($1, $2, $3, $4, $5)
    on conflict (user_id, purpose) do update set
        digest = excluded.digest, expires_at = excluded.expires_at,
        tries_left = excluded.tries_left"""
_FORGET_CODE: Final = "delete from verification_code where user_id = $1 and purpose = $2"
_SESSION_COLUMNS: Final = (
    "s.session_id, s.user_id, s.started_at, s.generation, s.rotated_at, s.ended_at, s.end_reason"
)
_SESSION: Final = f"select {_SESSION_COLUMNS} from session s where session_id = $1 for update"  # noqa: S608  # constants
_LIVE_SESSIONS: Final = (
    f"select {_SESSION_COLUMNS} from session s"  # noqa: S608  # constants
    " where user_id = $1 and ended_at is null"
    " and started_at > $2 for update"
)
_SAVE_SESSION: Final = """
    insert into session (session_id, user_id, started_at, generation, rotated_at, ended_at,
                         end_reason)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (session_id) do update set
        generation = excluded.generation, rotated_at = excluded.rotated_at,
        ended_at = excluded.ended_at, end_reason = excluded.end_reason"""
_REFRESH_TOKEN: Final = (
    f"select {_SESSION_COLUMNS}, t.digest, t.generation as token_generation,"  # noqa: S608  # same
    " t.expires_at, t.successor_salt from refresh_token t join session s using (session_id)"
    " where t.digest = $1 for update of s"
)
_ADD_TO_FAMILY: Final = """
    insert into refresh_token (digest, session_id, generation, expires_at, successor_salt)
    values ($1, $2, $3, $4, $5)"""
_SESSION_IS_LIVE: Final = (
    "select exists (select from session where session_id = $1 and ended_at is null"
    " and started_at > $2)"
)
_REMOVE_OUTDATED: Final = (
    ("delete from verification_code where expires_at <= $1", timedelta(0)),
    ("delete from attempt_count where expires_at <= $1", timedelta(0)),
    ("delete from refresh_token where expires_at <= $1", timedelta(0)),
    ("delete from session where ended_at <= $1", _ENDED_SESSIONS_KEPT),
    ("delete from session where started_at <= $1", SESSION_LIFETIME),
)


class PostgresTransaction:
    """The port Transaction on one connection inside a database transaction."""

    def __init__(self, connection: Any, seal: Seal, ids: IdFactory) -> None:
        self._connection = connection
        self._seal = seal
        self._ids = ids

    async def user_with_email(self, email: EmailAddress) -> User | None:
        """The user; nobody else decides about this address until the transaction ends."""
        await self._connection.execute(_LOCK_EMAIL, email)
        row = await self._connection.fetchrow(f"{_USER} where email = $1 for update", email)
        return _user(row)

    async def user(self, user_id: UUID) -> User | None:
        """The user, locked until the transaction ends."""
        row = await self._connection.fetchrow(f"{_USER} where user_id = $1 for update", user_id)
        return _user(row)

    async def save_user(self, user: User) -> None:
        """Add the user or replace its state."""
        await self._connection.execute(
            _SAVE_USER,
            user.user_id,
            user.email,
            user.password_hash,
            user.profile.name,
            user.profile.locale,
            user.profile.time_zone,
            user.created_at,
            user.confirmed_at,
            user.version,
        )

    async def code(self, user_id: UUID, purpose: CodePurpose) -> VerificationCode | None:
        """The newest code, locked until the transaction ends."""
        row = await self._connection.fetchrow(_CODE, user_id, purpose.value)
        if row is None:
            return None
        return VerificationCode(
            row["user_id"],
            CodePurpose(row["purpose"]),
            row["digest"],
            row["expires_at"],
            row["tries_left"],
        )

    async def save_code(self, code: VerificationCode) -> None:
        """Keep the code in place of an older one of its user and purpose."""
        await self._connection.execute(
            _SAVE_CODE,
            code.user_id,
            code.purpose.value,
            code.digest,
            code.expires_at,
            code.tries_left,
        )

    async def forget_code(self, user_id: UUID, purpose: CodePurpose) -> None:
        """Nothing is worth this code any more."""
        await self._connection.execute(_FORGET_CODE, user_id, purpose.value)

    async def refresh_token(self, digest: bytes) -> tuple[Session, RefreshToken] | None:
        """The token and its session, the session locked until the transaction ends."""
        row = await self._connection.fetchrow(_REFRESH_TOKEN, digest)
        if row is None:
            return None
        token = RefreshToken(
            digest=row["digest"],
            session_id=row["session_id"],
            generation=row["token_generation"],
            expires_at=row["expires_at"],
            successor_salt=row["successor_salt"],
        )
        return _session(row), token

    async def session(self, session_id: UUID) -> Session | None:
        """The session, locked until the transaction ends."""
        row = await self._connection.fetchrow(_SESSION, session_id)
        return None if row is None else _session(row)

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions, locked until the transaction ends."""
        rows = await self._connection.fetch(_LIVE_SESSIONS, user_id, now - SESSION_LIFETIME)
        return [_session(row) for row in rows]

    async def save_session(self, session: Session) -> None:
        """Add the session or replace its state."""
        await self._connection.execute(
            _SAVE_SESSION,
            session.session_id,
            session.user_id,
            session.started_at,
            session.generation,
            session.rotated_at,
            session.ended_at,
            None if session.end is None else session.end.value,
        )

    async def add_refresh_token(self, token: RefreshToken) -> None:
        """Keep a token's digest."""
        await self._connection.execute(
            _ADD_TO_FAMILY,
            token.digest,
            token.session_id,
            token.generation,
            token.expires_at,
            token.successor_salt,
        )

    async def post(self, letter: Letter, now: datetime) -> None:
        """Put a letter into the post."""
        await put_into_post(self._connection, self._seal, self._ids.new_id(), letter, now)

    async def announce(self, announcement: Announcement) -> None:
        """Write the event into the outbox."""
        event = as_event(self._ids.new_id(), announcement)
        await add_to_outbox(self._connection, [event])


class PostgresUserStore:
    """The port UserStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]", seal: Seal, ids: IdFactory) -> None:
        self._pool = pool
        self._seal = seal
        self._ids = ids

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction, committed at the end of the block."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgresTransaction(connection, self._seal, self._ids)

    async def find_user(self, user_id: UUID) -> User | None:
        """The user as of now, without a lock."""
        return _user(await self._pool.fetchrow(f"{_USER} where user_id = $1", user_id))

    async def find_user_with_email(self, email: EmailAddress) -> User | None:
        """The user as of now, without a lock."""
        return _user(await self._pool.fetchrow(f"{_USER} where email = $1", email))

    async def session_is_live(self, session_id: UUID, now: datetime) -> bool:
        """True while the session has neither ended nor expired."""
        live = await self._pool.fetchval(_SESSION_IS_LIVE, session_id, now - SESSION_LIFETIME)
        return cast("bool", live)

    async def remove_outdated(self, now: datetime) -> int:
        """Delete what means nothing any more; how many rows."""
        removed = 0
        for statement, kept_for in _REMOVE_OUTDATED:
            tag = await self._pool.execute(statement, now - kept_for)
            removed += int(tag.removeprefix("DELETE "))
        return removed


def _user(row: Any) -> User | None:
    if row is None:
        return None
    return User(
        user_id=row["user_id"],
        email=EmailAddress(row["email"]),
        password_hash=row["password_hash"],
        profile=Profile(row["name"], row["locale"], row["time_zone"]),
        created_at=row["created_at"],
        confirmed_at=row["confirmed_at"],
        version=row["version"],
    )


def _session(row: Any) -> Session:
    return Session(
        session_id=row["session_id"],
        user_id=row["user_id"],
        started_at=row["started_at"],
        generation=row["generation"],
        rotated_at=row["rotated_at"],
        ended_at=row["ended_at"],
        end=None if row["end_reason"] is None else SessionEnd(row["end_reason"]),
    )

"""Users, codes and sessions in Postgres (schema `users`)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import asyncpg

from libs.chassis.clock import IdFactory
from libs.chassis.seal import Seal
from services.user.domain.caller import Device
from services.user.domain.email_address import EmailAddress
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import SESSION_LIFETIME, Session
from services.user.domain.user import UNCONFIRMED_KEPT, User
from services.user.outbound import sql
from services.user.outbound.postgres_rows import passkey_of, session_of, user_of
from services.user.outbound.postgres_transaction import PostgresTransaction
from services.user.ports import Transaction

SCHEMA: Final = "users"


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
        return user_of(await self._pool.fetchrow(sql.USER_BY_ID, user_id))

    async def find_user_with_email(self, email: EmailAddress) -> User | None:
        """The user as of now, without a lock."""
        return user_of(await self._pool.fetchrow(sql.USER_BY_EMAIL, email))

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions as of now, without a lock."""
        rows = await self._pool.fetch(sql.LIVE_SESSIONS, user_id, now - SESSION_LIFETIME)
        return [session_of(row) for row in rows]

    async def device_is_known(self, mark: bytes) -> bool:
        """True when the device with this mark was used with its account before."""
        return cast("bool", await self._pool.fetchval(sql.DEVICE_IS_KNOWN, mark))

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys as of now, the oldest first."""
        return [passkey_of(row) for row in await self._pool.fetch(sql.PASSKEYS, user_id)]

    async def find_passkey(self, credential_id: bytes) -> Passkey | None:
        """The passkey with this credential as of now, without a lock."""
        row = await self._pool.fetchrow(sql.PASSKEY_BY_CREDENTIAL, credential_id)
        return None if row is None else passkey_of(row)

    async def security_events(self, user_id: UUID, *, limit: int) -> list[SecurityEvent]:
        """The newest events of the user's trail, newest first."""
        rows = await self._pool.fetch(sql.SECURITY_EVENTS, user_id, limit)
        return [
            SecurityEvent(
                user_id=row["user_id"],
                kind=SecurityEventKind(row["kind"]),
                occurred_at=row["occurred_at"],
                device=Device(row["device"], row["network"]),
                session_id=row["session_id"],
            )
            for row in rows
        ]

    async def session_is_live(self, session_id: UUID, now: datetime) -> bool:
        """True while the session has neither ended nor expired."""
        live = await self._pool.fetchval(sql.SESSION_IS_LIVE, session_id, now - SESSION_LIFETIME)
        return cast("bool", live)

    async def remove_outdated(self, now: datetime) -> int:
        """Delete what means nothing any more; how many rows."""
        removed = 0
        for statement, kept_for in sql.REMOVE_OUTDATED:
            tag = await self._pool.execute(statement, now - kept_for)
            removed += int(tag.removeprefix("DELETE "))
        unconfirmed_before = now - UNCONFIRMED_KEPT
        gone = await self._pool.fetchval(sql.REMOVE_UNCONFIRMED, unconfirmed_before, now)
        return removed + cast("int", gone)

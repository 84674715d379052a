"""Presences in Postgres (migrations/0002_presence.sql), their events in the outbox."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.chassis.clock import IdFactory
from libs.chassis.outbox import add_to_outbox
from services.device_gateway.domain.presence.fleet import MOST_TRANSITIONS_KEPT
from services.device_gateway.domain.presence.listening import HeldSession, Listening
from services.device_gateway.domain.presence.presence import Decision, Presence, Transition
from services.device_gateway.domain.presence.silence import SilenceRules
from services.device_gateway.outbound.presence import sql
from services.device_gateway.outbound.presence.events import as_event
from services.device_gateway.outbound.presence.rows import (
    presence_of,
    values_of,
    values_of_rules,
)

_WRITTEN_TOGETHER: Final = 5_000


class PostgresPresences:
    """Fulfils PresenceStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]", ids: IdFactory) -> None:
        self._pool = pool
        self._ids = ids

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["PostgresPresenceTransaction"]:
        """All or nothing."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgresPresenceTransaction(connection, self._ids)

    async def put_heard(
        self, heard: Mapping[str, datetime], sessions: Sequence[HeldSession]
    ) -> None:
        """Both or nothing."""
        if not heard and not sessions:
            return
        async with self._pool.acquire() as connection, connection.transaction():
            device_ids = sorted(heard)
            for start in range(0, len(device_ids), _WRITTEN_TOGETHER):
                some = device_ids[start : start + _WRITTEN_TOGETHER]
                await connection.execute(sql.PUT_HEARD, some, [heard[each] for each in some])
            for held in sorted(sessions, key=lambda each: each.session):
                await connection.execute(
                    sql.PUT_SESSION,
                    held.session,
                    held.listening_since,
                    held.heard_until,
                    held.seen_at,
                )

    async def sessions(self) -> Sequence[HeldSession]:
        """In the order of their names."""
        return [
            HeldSession(
                session=row["replica_id"],
                listening_since=row["listening_since"],
                heard_until=row["heard_until"],
                seen_at=row["seen_at"],
            )
            for row in await self._pool.fetch(sql.SESSIONS)
        ]

    async def forget(
        self, *, transitions_before: datetime, sessions_before: datetime, limit: int
    ) -> int:
        """How many transitions were forgotten."""
        await self._pool.execute(sql.FORGET_SESSIONS, sessions_before)
        status = await self._pool.execute(sql.FORGET_TRANSITIONS, transitions_before, limit)
        return int(status.rsplit(" ", 1)[1])

    async def put_places(self, places: Mapping[str, UUID | None]) -> None:
        """A statement for some thousands of them."""
        device_ids = sorted(places)
        for start in range(0, len(device_ids), _WRITTEN_TOGETHER):
            some = device_ids[start : start + _WRITTEN_TOGETHER]
            await self._pool.execute(sql.PUT_PLACES, some, [places[each] for each in some])

    async def facilities(self) -> Mapping[str, UUID]:
        """Of all devices that measure somewhere."""
        return {row["device_id"]: row["facility_id"] for row in await self._pool.fetch(sql.PLACES)}

    async def learn_manufactured(self) -> int:
        """How many became known."""
        return int((await self._pool.execute(sql.LEARN_MANUFACTURED)).rsplit(" ", 1)[1])


class PostgresPresenceTransaction:
    """Fulfils PresenceTransaction within an open transaction."""

    def __init__(self, connection: Any, ids: IdFactory) -> None:
        self._connection = connection
        self._ids = ids

    async def lock(self, device_id: str) -> Presence:
        """Locked; made when there is none."""
        row = await self._connection.fetchrow(sql.LOCK, device_id)
        if row is None:
            await self._connection.execute(sql.ADD, device_id)
            row = await self._connection.fetchrow(sql.LOCK, device_id)
        return presence_of(row)

    async def lock_due(
        self, rules: SilenceRules, listening: Listening | None, now: datetime, *, limit: int
    ) -> Sequence[Presence]:
        """Locked; what others have locked is left out."""
        rows = await self._connection.fetch(
            sql.LOCK_DUE,
            *values_of_rules(rules),
            listening and listening.since,
            listening and listening.until,
            now,
            limit,
            listening and listening.connected_since,
        )
        return [presence_of(row) for row in rows]

    async def save(self, decisions: Sequence[Decision]) -> None:
        """With their transitions, as events and as history."""
        await self._connection.executemany(
            sql.SAVE, [values_of(decision.presence) for decision in decisions]
        )
        transitions = [each for decision in decisions for each in decision.transitions]
        if transitions:
            await self._record(transitions)
            await add_to_outbox(
                self._connection, [as_event(self._ids.new_id(), each) for each in transitions]
            )

    async def _record(self, transitions: Sequence[Transition]) -> None:
        await self._connection.executemany(
            sql.RECORD,
            [
                (each.device_id, each.change.value, each.fault, each.occurred_at)
                for each in transitions
            ],
        )
        devices = sorted({each.device_id for each in transitions})
        await self._connection.executemany(
            sql.FORGET_OLDEST_OF_DEVICE, [(each, MOST_TRANSITIONS_KEPT) for each in devices]
        )

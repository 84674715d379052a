"""A store under test, and a way to see what it would tell the other services."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg

from libs.chassis.outbox import OutgoingEvent
from services.user.outbound.events import as_event, as_session_ended
from services.user.outbound.memory import MemoryUserStore
from services.user.ports import UserStore

T = TypeVar("T")


@dataclass
class Subject:
    """An adapter; `pool` where it is Postgres."""

    store: UserStore
    pool: "asyncpg.Pool[Any] | None" = None

    async def outbox(self, prefix: str) -> list[OutgoingEvent]:
        """The events under subjects that begin so, in order."""
        events = await self._all_events()
        return [event for event in events if event.subject.startswith(prefix)]

    async def at_once(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
        """Run at the same time, on connections that are open already: else they queue for them."""
        if self.pool is not None:
            connections = [await self.pool.acquire() for _ in works]
            for connection in connections:
                await self.pool.release(connection)
        return await asyncio.gather(*works)

    async def _all_events(self) -> list[OutgoingEvent]:
        if isinstance(self.store, MemoryUserStore):
            told = [as_event(uuid4(), each) for each in self.store.announcements]
            return told + [as_session_ended(uuid4(), each) for each in self.store.ends]
        assert self.pool is not None
        rows = await self.pool.fetch(
            "select event_id, subject, payload from outbox order by position"
        )
        return [OutgoingEvent(*row) for row in rows]

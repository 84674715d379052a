"""A real database and a real bus, emptied before each history; a relay that can be killed."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import asyncpg
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from libs.chassis.bus import Bus, Stored
from libs.chassis.bus_connection import connect_bus
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.mail_post import POST_MIGRATIONS
from libs.chassis.outbox import OutboxRelay, OutgoingEvent
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.seal import Seal
from libs.chassis.testing.database import empty_tables
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams
from services.community.domain.audit import Action, Change
from services.community.outbound import registry_events
from services.community.outbound.postgres.registry import MIGRATIONS, SCHEMA, PostgresRegistry
from services.community.outbound.postgres.rows import to_community

_LOOK: Change = Change(None, Action.REMOVE_ACCOUNT)
_STREAM = streams.REGISTRY.name


class KilledError(Exception):
    """The relay's process is gone."""


class MortalBus:
    """Publishes that often; then the process dies, before or after the stream has the message."""

    def __init__(self, bus: Bus, *, publishes: int, stores_last: bool) -> None:
        self._bus = bus
        self._left = publishes
        self._stores_last = stores_last

    @property
    def js(self) -> JetStreamContext:
        """The bus' own."""
        return self._bus.js

    async def publish(self, subject: str, payload: bytes, **others: Any) -> Stored:
        """Raises KilledError when it is time."""
        if not self._left:
            if self._stores_last:
                await self._bus.publish(subject, payload, **others)
            raise KilledError
        self._left -= 1
        return await self._bus.publish(subject, payload, **others)


@dataclass
class Stage:
    """The registry on Postgres, and REGISTRY on NATS."""

    runner: asyncio.Runner
    pool: "asyncpg.Pool[Any]"
    bus: Bus

    @property
    def registry(self) -> PostgresRegistry:
        """The one under test."""
        return PostgresRegistry(self.pool, Seal(bytes(32)))

    async def reset(self) -> None:
        """Nothing is registered, and nothing was ever told."""
        await empty_tables(self.pool)
        with suppress(NotFoundError):  # before the first history
            await self.bus.js.delete_stream(_STREAM)
        await self.bus.declare([streams.REGISTRY])

    async def relay(self, *, publishes: int | None = None, stores_last: bool = False) -> None:
        """Relay until nothing waits, or until the relay dies after that many messages."""
        bus: Any = self.bus
        if publishes is not None:
            bus = MortalBus(self.bus, publishes=publishes, stores_last=stores_last)
        stop = asyncio.Event()
        relay = OutboxRelay(self.pool, cast("Bus", bus), schema=SCHEMA, streams=[streams.REGISTRY])
        running = asyncio.create_task(relay.run(WorkerContext("outbox", stop, Readiness())))

        async def is_over() -> bool:
            return running.done() or not await self._waiting()

        await eventually(is_over, interval_s=0.002)
        stop.set()
        try:
            await running
        except KilledError:
            assert publishes is not None

    async def _waiting(self) -> int:
        count: int = await self.pool.fetchval(
            "select count(*) from outbox where published_at is null"
        )
        return count

    async def told(self) -> dict[str, tuple[bytes, str]]:
        """The stream's last states: payload and message id by subject."""
        info = await self.bus.js.stream_info(_STREAM, subjects_filter=">")
        last = [await self.bus.js.get_last_msg(_STREAM, each) for each in info.state.subjects or ()]
        return {
            message.subject or "": (message.data or b"", (message.headers or {})["Nats-Msg-Id"])
            for message in last
        }

    async def times_told(self) -> tuple[int, int]:
        """How many messages the stream has stored, and how many there were to tell."""
        info = await self.bus.js.stream_info(_STREAM)
        written: int = await self.pool.fetchval("select count(*) from outbox")
        return info.state.last_seq, written

    async def in_tables(self) -> dict[str, tuple[bytes, str]]:
        """What the tables say the last states are."""
        events = [*await self._facilities(), *await self._communities()]
        return {event.subject: (event.payload, str(event.event_id)) for event in events}

    async def _facilities(self) -> list[OutgoingEvent]:
        rows = await self.pool.fetch("select facility_id, removed_at from facility")
        events = []
        async with self.registry.transaction(_LOOK) as transaction:
            for row in rows:
                if row["removed_at"] is None:
                    facility = await transaction.facilities.lock(row["facility_id"])
                    assert facility is not None
                    events.append(registry_events.facility_changed(facility))
                else:
                    removed = await transaction.facilities.lock_removed(row["facility_id"])
                    assert removed is not None
                    events.append(registry_events.facility_removed(removed.facility))
        return events

    async def _communities(self) -> list[OutgoingEvent]:
        rows = await self.pool.fetch("select * from community")
        return [
            registry_events.community_changed(to_community(row))
            if row["removed_at"] is None
            else registry_events.community_removed(to_community(row))
            for row in rows
        ]


@contextmanager
def open_stage(dsn: str, nats_url: str) -> Iterator[Stage]:
    """The tables made, the bus connected, in a loop of their own."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def enter() -> Stage:
            pool = await stack.enter_async_context(connect_pool(dsn, schema=SCHEMA))
            folders = [OUTBOX_MIGRATIONS, POST_MIGRATIONS, MIGRATIONS]
            await migrate(pool, schema=SCHEMA, folders=folders)
            bus = await stack.enter_async_context(connect_bus(nats_url, name="history"))
            return Stage(runner, pool, bus)

        try:
            yield runner.run(enter())
        finally:
            runner.run(stack.aclose())

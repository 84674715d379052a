import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.bus import Bus, PublishFailedError, Stored
from libs.chassis.bus_connection import connect_bus
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.outbox import OutboxRelay, OutgoingEvent, add_to_outbox
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.SURPLUS])
        yield bus


def _events(numbers: range) -> list[OutgoingEvent]:
    return [OutgoingEvent(UUID(int=n), "surplus.v1.c", str(n).encode()) for n in numbers]


async def _stored(bus: Bus) -> list[int]:
    info = await bus.js.stream_info("SURPLUS")
    numbers = []
    for sequence in range(info.state.first_seq, info.state.last_seq + 1):
        message = await bus.js.get_msg("SURPLUS", sequence)
        numbers.append(int(message.data or b""))
    return numbers


async def test_events_of_a_rolled_back_transaction_are_never_published(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    async with pool.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await add_to_outbox(connection, _events(range(1, 3)))
        await transaction.rollback()
        async with connection.transaction():
            await add_to_outbox(connection, _events(range(3, 5)))
    await _relay_until(pool, bus, [3, 4])


async def test_many_events_are_published_once_and_in_order_by_two_replicas(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    stop = asyncio.Event()
    replicas = [
        Worker(f"r{n}", OutboxRelay(pool, bus, schema="test", streams=[streams.SURPLUS]).run)
        for n in range(2)
    ]
    running = asyncio.create_task(run_workers(replicas, readiness=Readiness(), stop=stop))
    for start in range(1, 501, 50):
        async with pool.acquire() as connection, connection.transaction():
            await add_to_outbox(connection, _events(range(start, start + 50)))
    await eventually(lambda: _all_published(pool))
    stop.set()
    await running
    assert await _stored(bus) == list(range(1, 501))


class _DiesAfterPublishing:
    """A bus whose relay dies between JetStream's acknowledgement and marking the row."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.js = bus.js

    async def publish(self, subject: str, payload: bytes, **others: Any) -> Stored:
        await self._bus.publish(subject, payload, **others)
        raise ZeroDivisionError


async def test_a_relay_killed_between_publish_and_mark_tells_nothing_twice(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await add_to_outbox(connection, _events(range(1, 4)))
    dying: Any = _DiesAfterPublishing(bus)
    with pytest.raises(ExceptionGroup):
        await run_workers(
            [
                Worker(
                    "relay", OutboxRelay(pool, dying, schema="test", streams=[streams.SURPLUS]).run
                )
            ],
            readiness=Readiness(),
        )
    await _relay_until(pool, bus, [1, 2, 3])


class _AwayAtFirst:
    def __init__(self, bus: Bus, failures: int) -> None:
        self._bus = bus
        self.js = bus.js
        self.failures = failures

    async def publish(self, subject: str, payload: bytes, **others: Any) -> Stored:
        if self.failures:
            self.failures -= 1
            raise PublishFailedError("away")
        return await self._bus.publish(subject, payload, **others)


async def test_a_bus_that_is_away_delays_events_and_loses_none(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await add_to_outbox(connection, _events(range(1, 4)))
    flaky: Any = _AwayAtFirst(bus, failures=1)
    await _relay_until(pool, flaky, [1, 2, 3], read_from=bus)


async def _relay_until(
    pool: "asyncpg.Pool[Any]", bus: Bus, expected: list[int], read_from: Bus | None = None
) -> None:
    stop = asyncio.Event()
    relay = Worker("relay", OutboxRelay(pool, bus, schema="test", streams=[streams.SURPLUS]).run)
    running = asyncio.create_task(run_workers([relay], readiness=Readiness(), stop=stop))
    await eventually(lambda: _all_published(pool))
    stop.set()
    await running
    assert await _stored(read_from or bus) == expected


async def _all_published(pool: "asyncpg.Pool[Any]") -> bool:
    waiting = await pool.fetchval("select count(*) from outbox where published_at is null")
    return bool(waiting == 0)

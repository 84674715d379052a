"""A stream that was lost with its disk is told again what its owner's database knows (NF4)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import prometheus_client
import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_streams import missing_of
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.lost_streams import lost_streams_worker
from libs.chassis.outbox import OutboxRelay, OutgoingEvent, add_to_outbox
from libs.chassis.outbox_states import tell_lost_again
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams

_STREAMS = (streams.USERS, streams.SURPLUS)


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare(_STREAMS)
        yield bus


def _state(user: int, version: int) -> OutgoingEvent:
    event_id = UUID(int=1000 * user + version)
    return OutgoingEvent(event_id, f"user.v1.{user}", f"{user}v{version}".encode(), is_state=True)


async def _add(pool: "asyncpg.Pool[Any]", *events: OutgoingEvent) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await add_to_outbox(connection, events)


@asynccontextmanager
async def _running(*workers: Worker) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(run_workers(workers, readiness=Readiness(), stop=stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def _relay(pool: "asyncpg.Pool[Any]", bus: Bus) -> None:
    """Until it has looked for losses, and nothing waits."""
    async with pool.acquire() as connection:
        await tell_lost_again(connection, bus, _STREAMS)

    async def is_done() -> bool:
        waiting = await pool.fetchval("select count(*) from outbox where published_at is null")
        return bool(waiting == 0)

    async with _running(
        Worker("relay", OutboxRelay(pool, bus, schema="test", streams=_STREAMS).run)
    ):
        await eventually(is_done)


async def _told(bus: Bus, stream: str) -> list[str]:
    info = await bus.js.stream_info(stream)
    numbers = range(info.state.first_seq, info.state.last_seq + 1)
    return [((await bus.js.get_msg(stream, each)).data or b"").decode() for each in numbers]


async def _lose(bus: Bus, stream: str) -> None:
    await bus.js.delete_stream(stream)
    await bus.declare(_STREAMS)


async def test_the_last_state_of_each_subject_is_told_again(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    await _add(pool, _state(1, 1), _state(2, 1), _state(1, 2))
    await _add(pool, _state(1, 3))
    await _relay(pool, bus)
    await pool.execute("delete from outbox")  # published more than an hour ago
    await _lose(bus, "USERS")
    await _relay(pool, bus)
    assert sorted(await _told(bus, "USERS")) == ["1v3", "2v1"]


async def test_more_states_than_a_page_are_told_again(pool: "asyncpg.Pool[Any]", bus: Bus) -> None:
    await _add(pool, *(_state(user, 1) for user in range(2_001)))
    await pool.execute("delete from outbox")
    async with pool.acquire() as connection:
        await tell_lost_again(connection, bus, _STREAMS)
        await _lose(bus, "USERS")
        await tell_lost_again(connection, bus, _STREAMS)
    assert await pool.fetchval("select count(distinct subject) from outbox") == 2_001


async def test_events_of_the_last_hour_are_told_again_in_order(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    await _add(pool, *(OutgoingEvent(UUID(int=n), "surplus.v1.c", b"%d" % n) for n in range(1, 4)))
    await _relay(pool, bus)
    await _lose(bus, "SURPLUS")
    await _relay(pool, bus)
    assert await _told(bus, "SURPLUS") == ["1", "2", "3"]


async def test_a_stream_that_holds_less_than_it_confirmed_is_told_again(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    await _add(pool, _state(1, 1))
    await _relay(pool, bus)
    await pool.execute("delete from outbox")
    # As if 40 had been confirmed before a copy of the stream was put back.
    await pool.execute("update stream_reach set last_sequence = 40 where stream = 'USERS'")
    async with pool.acquire() as connection:
        await tell_lost_again(connection, bus, _STREAMS)
    assert await pool.fetchval("select subject from outbox where published_at is null") == (
        "user.v1.1"
    )


async def test_nothing_is_told_again_when_nothing_was_lost(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    await _add(pool, _state(1, 1), _state(2, 1))
    for _ in range(2):
        await _relay(pool, bus)
    info = await bus.js.stream_info("USERS")
    assert info.state.last_seq == 2


async def test_a_change_under_way_comes_after_what_is_told_again(
    pool: "asyncpg.Pool[Any]", bus: Bus
) -> None:
    await _add(pool, _state(1, 1))
    await _relay(pool, bus)
    await pool.execute("delete from outbox")
    await _lose(bus, "USERS")
    async with pool.acquire() as changing, pool.acquire() as telling:
        change = changing.transaction()
        await change.start()
        await add_to_outbox(changing, [_state(1, 2)])
        task = asyncio.create_task(tell_lost_again(telling, bus, _STREAMS))

        async def waits() -> bool:
            return bool(await pool.fetchval("select count(*) from pg_locks where not granted"))

        await eventually(waits)
        await change.commit()
        await task
    await _relay(pool, bus)
    assert (await _told(bus, "USERS"))[-1] == "1v2"


async def test_a_stream_that_is_gone_is_declared_again_and_counted(bus: Bus) -> None:
    def lost() -> float:
        counted = prometheus_client.REGISTRY.get_sample_value
        return counted("meriggio_bus_streams_lost_total", {"stream": "USERS"}) or 0

    before = lost()
    await bus.js.delete_stream("USERS")

    async def is_back() -> bool:
        return lost() > before and not await missing_of(bus.js, _STREAMS)

    async with _running(lost_streams_worker(bus, _STREAMS, looks_every_s=0.05)):
        await eventually(is_back)
    assert lost() == before + 1
    assert (await bus.js.stream_info("USERS")).config.max_msgs_per_subject == 1

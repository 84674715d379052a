"""follow, consume and atomic batches on a real JetStream."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

import pytest
from nats.js.errors import NotFoundError
from structlog.testing import capture_logs

from devstack.servers.ports import LOOPBACK
from libs.chassis import pull
from libs.chassis.batch_publisher import MAX_BATCH_MESSAGES, AtomicBatchPublisher
from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import MAX_DELIVERIES, Handle, Rejection, consume, consumer_config
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext, run_workers
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from libs.contracts import streams


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.READINGS])
        yield bus


class _DeadLetters:
    def __init__(self) -> None:
        self.kept: list[tuple[bytes, str]] = []

    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        self.kept.append((message.data, reason))


def _subject(device: int) -> str:
    return f"reading.v1.1.community.device{device}"


async def _run(stop: asyncio.Event, *workers: Callable[[WorkerContext], Awaitable[None]]) -> None:
    named = [Worker(str(number), worker) for number, worker in enumerate(workers)]
    await run_workers(named, readiness=Readiness(), stop=stop)


async def test_a_batch_is_stored_whole_and_in_order(bus: Bus) -> None:
    publisher = AtomicBatchPublisher(bus)
    for size in (1, 2, MAX_BATCH_MESSAGES):
        await publisher.publish([(_subject(n), b"%d" % n) for n in range(size)])
    info = await bus.js.stream_info("READINGS")
    assert info.state.messages == 3 + MAX_BATCH_MESSAGES


async def test_a_batch_with_a_message_the_stream_refuses_stores_nothing(bus: Bus) -> None:
    too_large = b"x" * (streams.READINGS.max_message_bytes + 1)
    with pytest.raises(PublishFailedError):
        await AtomicBatchPublisher(bus).publish([(_subject(1), b"good"), (_subject(2), too_large)])
    assert (await bus.js.stream_info("READINGS")).state.messages == 0


@pytest.mark.parametrize("size", [0, MAX_BATCH_MESSAGES + 1])
async def test_a_batch_outside_the_limits_is_refused_before_it_is_sent(bus: Bus, size: int) -> None:
    with pytest.raises(ValueError, match="messages"):
        await AtomicBatchPublisher(bus).publish([(_subject(1), b"")] * size)


async def test_follow_gives_the_last_of_each_subject_then_everything_new(bus: Bus) -> None:
    publisher = AtomicBatchPublisher(bus)
    for value in (b"old", b"newest"):
        await publisher.publish([(_subject(n), value) for n in range(10)])
    seen: list[BusMessage] = []
    seen_when_caught_up: list[int] = []
    stop = asyncio.Event()

    async def apply(batch: Sequence[BusMessage]) -> None:
        seen.extend(batch)

    async def worker(context: WorkerContext) -> None:
        await follow(
            bus,
            stream="READINGS",
            subjects=["reading.v1.1.>"],
            apply=apply,
            caught_up=lambda: seen_when_caught_up.append(len(seen)),
            context=context,
        )

    running = asyncio.create_task(_run(stop, worker))
    await eventually(lambda: seen_when_caught_up)
    assert ([m.data for m in seen], seen_when_caught_up) == ([b"newest"] * 10, [10])
    await publisher.publish([(_subject(1), b"a"), (_subject(1), b"b")])
    await eventually(lambda: len(seen) == 12)
    assert [m.data for m in seen[10:]] == [b"a", b"b"]
    assert [(m.sequence, m.delivery, m.deliveries) for m in seen[10:]] == [(21, 11, 1), (22, 12, 1)]
    assert seen[-1].pending == 0
    stop.set()
    await running


async def test_follow_starts_over_when_the_server_forgets_its_consumer(bus: Bus) -> None:
    await AtomicBatchPublisher(bus).publish([(_subject(n), b"x") for n in range(3)])
    caught_up: list[int] = []
    seen: list[BusMessage] = []
    stop = asyncio.Event()

    async def apply(batch: Sequence[BusMessage]) -> None:
        seen.extend(batch)

    async def worker(context: WorkerContext) -> None:
        await follow(
            bus,
            stream="READINGS",
            subjects=["reading.v1.>"],
            apply=apply,
            caught_up=lambda: caught_up.append(1),
            context=context,
        )

    running = asyncio.create_task(_run(stop, worker))
    await eventually(lambda: caught_up)
    for consumer in await bus.js.consumers_info("READINGS"):
        await bus.js.delete_consumer("READINGS", consumer.name)
    await eventually(lambda: len(caught_up) == 2)
    assert len(seen) == 6
    stop.set()
    await running


async def test_a_reader_without_work_stops_at_once(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at the next heartbeat, which here would come long after the test's time is up."""
    monkeypatch.setattr(pull, "_HEARTBEAT_S", 10)
    caught_up = asyncio.Event()
    stop = asyncio.Event()

    async def apply(_batch: Sequence[BusMessage]) -> None:
        raise AssertionError("there is nothing to read")

    async def worker(context: WorkerContext) -> None:
        await follow(
            bus,
            stream="READINGS",
            subjects=["reading.v1.>"],
            apply=apply,
            caught_up=caught_up.set,
            context=context,
        )

    running = asyncio.create_task(_run(stop, worker))
    await caught_up.wait()
    stop.set()
    async with asyncio.timeout(5):
        await running


def _consuming(
    bus: Bus,
    handle: Handle,
    dead_letters: _DeadLetters,
    batch_size: int = 50,
) -> Callable[[WorkerContext], Awaitable[None]]:
    async def worker(context: WorkerContext) -> None:
        await consume(
            bus,
            stream="READINGS",
            durable="books",
            subjects=["reading.v1.>"],
            handle=handle,
            dead_letters=dead_letters,
            context=context,
            batch_size=batch_size,
        )

    return worker


async def _nothing_left(bus: Bus) -> bool:
    try:
        info = await bus.js.consumer_info("READINGS", "books")
    except NotFoundError:
        return False
    return (info.num_pending, info.num_ack_pending) == (0, 0)


async def test_competing_consumers_share_the_work_and_acknowledge_it(bus: Bus) -> None:
    await AtomicBatchPublisher(bus).publish([(_subject(n), b"%d" % n) for n in range(500)])
    seen: list[bytes] = []
    stop = asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        seen.extend(message.data for message in batch)
        return []

    worker = _consuming(bus, handle, _DeadLetters())
    running = asyncio.create_task(_run(stop, worker, worker))
    await eventually(lambda: _nothing_left(bus))
    stop.set()
    await running
    assert sorted(seen, key=int) == [b"%d" % n for n in range(500)]


async def test_a_pull_ends_with_its_bytes_and_the_next_one_goes_on(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = b"x" * 1000
    monkeypatch.setattr(pull, "MAX_BYTES", 10_000)
    await AtomicBatchPublisher(bus).publish([(_subject(1), payload)] * 100)
    sizes: list[int] = []
    stop = asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        sizes.append(len(batch))
        return []

    with capture_logs() as logs:
        running = asyncio.create_task(_run(stop, _consuming(bus, handle, _DeadLetters())))
        await eventually(lambda: _nothing_left(bus))
        stop.set()
        await running
    assert "consume_restarts" not in [entry["event"] for entry in logs], "it is no failure"
    assert sum(sizes) == 100, "each once: none was given back"
    assert max(sizes) <= 2 * 10_000 // len(payload)


async def test_a_pull_that_was_answered_in_full_is_no_failure(bus: Bus) -> None:
    """The server says so of every pull that has a limit in bytes."""
    await AtomicBatchPublisher(bus).publish([(_subject(1), b"x")] * 100)
    await bus.js.add_consumer("READINGS", consumer_config("books", ["reading.v1.>"], 50))
    read = 0
    async with pull.pull_reader(
        bus, stream="READINGS", consumer="books", batch_size=50, stop=asyncio.Event()
    ) as reader:
        while read < 100:
            read += len(await reader.next_batch())
        assert await reader.next_batch() == [], "quiet, and not lost"


async def test_a_database_that_is_away_makes_the_batch_wait_and_not_be_lost(bus: Bus) -> None:
    await AtomicBatchPublisher(bus).publish([(_subject(n), b"%d" % n) for n in range(10)])
    outcomes = [ConnectionRefusedError(), ConnectionResetError(), None]
    stored: list[bytes] = []
    stop = asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        outcome = outcomes.pop(0) if outcomes else None
        if outcome is not None:
            raise outcome
        stored.extend(message.data for message in batch)
        return []

    running = asyncio.create_task(_run(stop, _consuming(bus, handle, _DeadLetters())))
    await eventually(lambda: len(stored) == 10)
    await eventually(lambda: _nothing_left(bus))
    stop.set()
    await running
    assert len(stored) == 10


async def test_rejected_messages_go_to_the_dead_letters_and_the_rest_is_done(bus: Bus) -> None:
    await AtomicBatchPublisher(bus).publish([(_subject(n), b"%d" % n) for n in range(3)])
    dead_letters, stop = _DeadLetters(), asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        return [
            Rejection(index, "bad", "one is bad")
            for index, message in enumerate(batch)
            if message.data == b"1"
        ]

    running = asyncio.create_task(_run(stop, _consuming(bus, handle, dead_letters)))
    await eventually(lambda: dead_letters.kept)
    await eventually(lambda: _nothing_left(bus))
    stop.set()
    await running
    assert dead_letters.kept == [(b"1", "bad")]


async def test_a_bug_ends_the_worker_and_a_message_that_does_it_always_is_put_aside(
    bus: Bus,
) -> None:
    await AtomicBatchPublisher(bus).publish([(_subject(1), b"poison"), (_subject(2), b"good")])
    dead_letters = _DeadLetters()
    stored: list[bytes] = []
    stop = asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        if any(message.data == b"poison" for message in batch):
            raise ZeroDivisionError
        stored.extend(message.data for message in batch)
        return []

    for _ in range(MAX_DELIVERIES):
        with pytest.raises(ExceptionGroup):
            await _run(asyncio.Event(), _consuming(bus, handle, dead_letters, batch_size=1))
    running = asyncio.create_task(_run(stop, _consuming(bus, handle, dead_letters, batch_size=1)))
    await eventually(lambda: dead_letters.kept and stored)
    stop.set()
    await running
    assert (dead_letters.kept, stored) == ([(b"poison", "too_many_deliveries")], [b"good"])


async def test_a_listener_outlives_the_connection_it_began_on(
    nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.chassis.bus._ROUND_TRIP_TIMEOUT_S", 0.2)
    port = int(nats_url.rsplit(":", 1)[1])
    async with (
        fault_proxy(LOOPBACK, port) as proxy,
        connect_bus(f"nats://{LOOPBACK}:{proxy.port}", name="test") as bus,
    ):

        async def hear() -> bytes:
            async with bus.subscribe_live("live.v1.test") as messages:
                return (await anext(messages)).data

        proxy.silence()
        hearing = asyncio.create_task(hear())
        await eventually(lambda: bus.nc._pongs)  # the round trip waits for its answer
        proxy.cut()
        proxy.silence(silent=False)

        async def is_heard() -> bool:
            await bus.publish_live("live.v1.test", b"now")
            return hearing.done()

        await eventually(is_heard)
        assert await hearing == b"now"


async def test_a_listener_that_falls_behind_does_not_write_a_line_for_each_message(
    nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.chassis.bus._LIVE_QUEUE_MESSAGES", 1)
    with capture_logs() as logged:
        async with (
            connect_bus(nats_url, name="test") as bus,
            bus.subscribe_live("live.v1.test") as messages,
        ):
            for number in range(100):
                await bus.publish_live("live.v1.test", b"%d" % number)
            await bus.nc.flush()
            assert (await anext(messages)).data == b"0"
    told = [line for line in logged if line["log_level"] == "warning"]
    assert [line["event"] for line in told if line["event"] != "bus_disconnected"] == [
        "live_messages_dropped"
    ]

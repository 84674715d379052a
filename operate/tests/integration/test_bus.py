"""Streams and projections on a real JetStream."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime

import pytest
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import Rejection, consume
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.testing.eventually import eventually
from libs.contracts import consumers, streams, subjects
from operate.failures import Exit
from operate.tests.conftest import Meriggio
from operate.tests.integration.stage import (
    READING,
    SUBJECT,
    on_the_bus,
    readings_on_the_bus,
)


def test_streams_are_listed_with_who_reads_them(at_bus: Meriggio, nats_url: str) -> None:
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))

    said = at_bus("streams", "list", "--json")

    assert said.code == Exit.DONE
    found = {each["name"]: each for each in said.answer["streams"]}
    assert set(found) == {spec.name for spec in streams.ALL}
    readings = found["READINGS"]
    assert (readings["messages"], readings["limitBytes"]) == (1, streams.READINGS.max_bytes)
    assert [(each["name"], each["pendingMessages"]) for each in readings["readers"]] == [
        ("energy", 1)
    ]


def test_a_missing_stream_is_trouble(at_bus: Meriggio, nats_url: str) -> None:
    on_the_bus(nats_url, lambda js: js.delete_stream("SURPLUS"))

    said = at_bus("streams", "list")

    assert said.code == Exit.TROUBLE
    assert "MISSING" in said.out


def test_lag_beyond_the_limit_is_trouble(at_bus: Meriggio, nats_url: str) -> None:
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))

    assert at_bus("streams", "lag", "--at-most", 1).code == Exit.DONE
    assert at_bus("streams", "lag", "--at-most", 0, "--json").answer["late"] is True
    assert at_bus("streams", "lag", "--at-most", 0).code == Exit.TROUBLE


def test_purging_asks_and_keeps_what_it_is_told(at_bus: Meriggio, nats_url: str) -> None:
    for _ in range(3):
        on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))

    asked = at_bus("streams", "purge", "READINGS", "--keep", 1)
    assert asked.code == Exit.NOT_CONFIRMED
    assert "although 3 have not been read" in asked.err
    assert at_bus("streams", "purge", "READINGS", "--keep", 1, "--dry-run").code == Exit.DONE
    assert len(readings_on_the_bus(nats_url)) == 3
    assert at_bus("streams", "purge", "READINGS", "--keep", 1, "--yes").code == Exit.DONE
    assert len(readings_on_the_bus(nats_url)) == 1
    assert at_bus("streams", "purge", "REGISTRY", "--keep", 1, "--yes").code == Exit.REFUSED


def test_what_is_in_work_is_told_before_it_is_purged(at_bus: Meriggio, nats_url: str) -> None:
    """It has been delivered, and is not stored yet."""
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))

    async def take(js: JetStreamContext) -> None:
        reader = await js.pull_subscribe_bind(consumers.BOOKS.durable, consumers.BOOKS.stream)
        assert len(await reader.fetch(1)) == 1

    on_the_bus(nats_url, take)

    asked = at_bus("streams", "purge", "READINGS", "--keep", 0)
    assert "although 1 have not been read" in asked.err


def test_a_stream_is_nearly_full_by_the_limit_that_it_has(at_bus: Meriggio, nats_url: str) -> None:
    """Which the operator chooses: ours is only what it begins with."""

    async def fill(js: JetStreamContext) -> None:
        await js.publish(SUBJECT, READING)
        info = await js.stream_info(streams.READINGS.name)
        info.config.max_bytes = info.state.bytes
        await js.update_stream(info.config)

    def bus_check() -> dict[str, str]:
        checks = {each["name"]: each for each in at_bus("health", "--json").answer["checks"]}
        found: dict[str, str] = checks["bus"]
        return found

    assert bus_check()["state"] == "well"
    on_the_bus(nats_url, fill)
    assert bus_check()["state"] == "trouble"
    assert "READINGS is" in bus_check()["detail"]


async def test_a_rebuilt_projection_has_read_everything_once_more(
    at_bus: Meriggio, nats_url: str
) -> None:
    """While its reader runs, which loses its place and finds the beginning by itself."""
    seen: list[bytes] = []
    stop = asyncio.Event()

    async def handle(batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        seen.extend(message.data for message in batch)
        return ()

    async with connect_bus(nats_url, name="energy") as bus:
        for number in range(5):
            await bus.publish(SUBJECT, b"%d" % number, message_id=str(number))
        reading = asyncio.create_task(
            consume(
                bus,
                stream=consumers.BOOKS.stream,
                durable=consumers.BOOKS.durable,
                subjects=consumers.BOOKS.subjects,
                handle=handle,
                dead_letters=_NoLetters(),
                context=WorkerContext("books", stop, Readiness()),
            )
        )
        await eventually(lambda: _are(seen, 5), timeout_s=10)

        dry = await asyncio.to_thread(at_bus, "projections", "rebuild", "books", "--dry-run")
        assert (dry.code, len(seen)) == (Exit.DONE, 5)
        done = await asyncio.to_thread(at_bus, "projections", "rebuild", "books", "--yes", "--json")

        assert done.code == Exit.DONE, done.err
        assert '"complete": true' in done.out, "beside what the reader logs here"
        assert sorted(seen) == sorted([b"%d" % number for number in range(5)] * 2)
        stop.set()
        await reading


async def test_a_projection_is_made_anew_without_the_reader_that_was_killed(
    at_bus: Meriggio, nats_url: str
) -> None:
    """Its consumer is there until the server finds that nobody asks for it."""
    seen: list[bytes] = []
    stop = asyncio.Event()

    async def apply(batch: Sequence[BusMessage]) -> None:
        seen.extend(message.data for message in batch)

    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.USERS])
        killed = ConsumerConfig(ack_policy=AckPolicy.NONE, inactive_threshold=300)
        await bus.js.add_consumer(streams.USERS.name, killed)
        await bus.publish("user.v1.one", b"{}", message_id="1")
        reading = asyncio.create_task(
            follow(
                bus,
                stream=streams.USERS.name,
                subjects=[subjects.USERS],
                apply=apply,
                caught_up=lambda: None,
                context=WorkerContext("users", stop, Readiness()),
            )
        )
        await eventually(lambda: _are(seen, 1))

        words = ("projections", "rebuild", "users", "--yes", "--json")
        done = await asyncio.to_thread(at_bus, *words)

        assert done.code == Exit.DONE, done.err
        assert '"complete": true' in done.out, "beside what the reader logs here"
        assert seen == [b"{}"] * 2
        stop.set()
        await reading


async def test_a_projection_is_not_complete_while_a_reader_is_not_back(
    at_bus: Meriggio, nats_url: str
) -> None:
    """One of two that asked before: its service has died meanwhile."""
    seen: list[bytes] = []
    stop = asyncio.Event()

    async def apply(batch: Sequence[BusMessage]) -> None:
        seen.extend(message.data for message in batch)

    async with connect_bus(nats_url, name="test") as bus:
        await bus.publish("user.v1.one", b"{}", message_id="1")
        one_off = await bus.js.add_consumer(
            streams.USERS.name, ConsumerConfig(ack_policy=AckPolicy.NONE, inactive_threshold=300)
        )
        reader = await bus.js.pull_subscribe_bind(one_off.name, streams.USERS.name)
        await reader.fetch(1)
        asking = asyncio.create_task(reader.fetch(1, timeout=60))
        following = asyncio.create_task(
            follow(
                bus,
                stream=streams.USERS.name,
                subjects=[subjects.USERS],
                apply=apply,
                caught_up=lambda: None,
                context=WorkerContext("users", stop, Readiness()),
            )
        )
        await eventually(lambda: _are(seen, 1))
        await eventually(lambda: _asks(bus, one_off.name))

        words = ("projections", "rebuild", "users", "--yes", "--wait", "3", "--json")
        done = await asyncio.to_thread(at_bus, *words)

        assert done.code == Exit.TROUBLE, done.err
        assert '"complete": false' in done.out, "beside what the reader logs here"
        asking.cancel()
        stop.set()
        await following


def test_a_projection_that_nobody_reads_is_not_complete(at_bus: Meriggio, nats_url: str) -> None:
    on_the_bus(nats_url, lambda js: js.publish(SUBJECT, READING))

    said = at_bus("projections", "rebuild", "books", "--yes", "--wait", 0, "--json")

    assert (said.code, said.answer["complete"]) == (Exit.TROUBLE, False)


def test_a_bus_that_is_away_is_told_without_its_password(
    meriggio: Meriggio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERIGGIO_NATS_URL", "nats://me:hidden@127.0.0.1:1")

    said = meriggio("streams", "list", "--json")

    assert (said.code, said.out) == (Exit.UNREACHABLE, "")
    assert "127.0.0.1:1" in said.err
    assert "hidden" not in said.err


class _NoLetters:
    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        raise AssertionError(json.dumps({"reason": reason, "detail": detail}))


async def _asks(bus: Bus, consumer: str) -> bool:
    return bool((await bus.js.consumer_info(streams.USERS.name, consumer)).num_waiting)


async def _are(seen: list[bytes], count: int) -> bool:
    return len(seen) == count

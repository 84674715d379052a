"""Declaring all streams and consumers on a real JetStream."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from nats.js.api import ConsumerConfig, StreamConfig

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.contracts import consumers, streams
from libs.jetstream import declare as declaring
from libs.jetstream.connection import NATS_URL_VARIABLE
from libs.jetstream.declare import declare


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        yield bus


async def test_all_streams_and_consumers_are_there_afterwards(bus: Bus) -> None:
    await declare(bus)
    names = {info.config.name for info in await bus.js.streams_info()}
    assert {spec.name for spec in streams.ALL} <= names
    for spec in consumers.ALL:
        info = await bus.js.consumer_info(spec.stream, spec.durable)
        assert info.config.filter_subjects == list(spec.subjects)
        assert info.config.max_ack_pending == 10 * spec.batch_size


async def test_several_at_once_and_again_change_nothing(bus: Bus) -> None:
    await asyncio.gather(*(declare(bus) for _ in range(3)))
    before = [info.config for info in await bus.js.streams_info()]
    await declare(bus)
    assert [info.config for info in await bus.js.streams_info()] == before


async def test_a_consumer_that_exists_stays_as_its_reader_made_it(bus: Bus) -> None:
    await declare(bus, durables=())
    spec = consumers.ACCOUNTS
    made = ConsumerConfig(
        durable_name=spec.durable, filter_subjects=list(spec.subjects), max_ack_pending=7
    )
    await bus.js.add_consumer(spec.stream, made)
    await declare(bus)
    info = await bus.js.consumer_info(spec.stream, spec.durable)
    assert info.config.max_ack_pending == 7


async def test_a_service_that_starts_leaves_the_copies_alone(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One server holds one copy, so what is asked of it is looked at instead."""
    await declare(bus)
    asked: list[int | None] = []
    info_of, update = bus.js.stream_info, bus.js.update_stream

    async def info_of_a_cluster(name: str) -> object:
        info = await info_of(name)
        info.config.num_replicas = 3
        return info

    async def update_and_tell(config: StreamConfig) -> object:
        asked.append(config.num_replicas)
        config.num_replicas = 1
        return await update(config)

    monkeypatch.setattr(bus.js, "stream_info", info_of_a_cluster)
    monkeypatch.setattr(bus.js, "update_stream", update_and_tell)
    await bus.declare([streams.READINGS])
    assert asked == [], "all is as it is wanted"
    await bus.declare([replace(streams.READINGS, max_age_s=3600)])
    await bus.declare([streams.READINGS], replicas=5)
    assert asked == [3, 5]


async def test_a_stream_that_was_made_larger_stays_so(bus: Bus) -> None:
    async def limit() -> int | None:
        return (await bus.js.stream_info(streams.READINGS.name)).config.max_bytes

    await declare(bus)
    assert await limit() == streams.READINGS.max_bytes
    larger = 2 * streams.READINGS.max_bytes
    await declare(bus, max_bytes={streams.READINGS.name: larger})
    assert await limit() == larger
    await bus.declare([streams.READINGS])
    assert await limit() == larger, "as a service at its start"
    await declare(bus, max_bytes={streams.READINGS.name: streams.READINGS.max_bytes})
    assert await limit() == streams.READINGS.max_bytes, "smaller when it is said"


@pytest.mark.parametrize("wrong", ["READINGS", "READINGS=64GB", "READINGS=0", "OTHERS=1Gi"])
def test_a_size_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    declaring.add_to(parser.add_subparsers())
    with pytest.raises(SystemExit):
        parser.parse_args(["declare", "--max-bytes", wrong])
    assert "--max-bytes" in capsys.readouterr().err


def test_sizes_are_those_of_kubernetes() -> None:
    parser = argparse.ArgumentParser()
    declaring.add_to(parser.add_subparsers())
    given = ["declare", "--max-bytes", "READINGS=64Gi", "--max-bytes", "USERS=1048576"]
    assert parser.parse_args(given).max_bytes == [("READINGS", 64 * 1024**3), ("USERS", 1024**2)]


@pytest.mark.parametrize(("variable", "code"), [(True, 0), (False, 1)])
async def test_the_command_tells_how_it_went(nats_url: str, variable: bool, code: int) -> None:
    environment = {**os.environ, **({NATS_URL_VARIABLE: nats_url} if variable else {})}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "libs.jetstream", "declare"),
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    _, said = await process.communicate()
    assert process.returncode == code, said
    assert (b"streams_declared" if variable else b"MERIGGIO_NATS_URL is not set") in said

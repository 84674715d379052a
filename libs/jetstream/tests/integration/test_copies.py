"""Copies of streams are taken and put back, and the bus is rewound, on a real JetStream."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import nats.js.errors
import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.contracts import consumers, streams
from libs.jetstream.connection import NATS_URL_VARIABLE
from libs.jetstream.declare import declare
from libs.jetstream.rewind import rewind

_MESSAGES = 300


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await declare(bus)
        yield bus


async def _command(nats_url: str, *words: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "libs.jetstream", *words),
        env={**os.environ, NATS_URL_VARIABLE: nats_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    return process.returncode or 0, told.decode()


async def test_a_stream_comes_back_from_its_copy(bus: Bus, nats_url: str, tmp_path: Path) -> None:
    """More than one chunk: what is put back has every message, and its consumers' places."""
    payload = os.urandom(4_000)
    for number in range(_MESSAGES):
        await bus.publish("dead-letter.v1.energy.x", payload, message_id=str(number))
    before = await bus.js.stream_info("DEAD_LETTERS")

    assert (await _command(nats_url, "backup", str(tmp_path), "DEAD_LETTERS", "SURPLUS"))[0] == 0
    await bus.js.delete_stream("DEAD_LETTERS")
    await bus.js.delete_stream("SURPLUS")
    code, told = await _command(nats_url, "restore", str(tmp_path))

    assert code == 0, told
    after = await bus.js.stream_info("DEAD_LETTERS")
    assert (after.state.messages, after.state.last_seq) == (_MESSAGES, before.state.last_seq)
    assert after.created != before.created  # so its owner sees that it is not the one it knew
    assert ((await bus.js.get_msg("DEAD_LETTERS", after.state.last_seq)).data) == payload
    assert await bus.js.consumer_info("SURPLUS", consumers.CALLS.durable)


async def test_a_stream_that_is_there_is_not_overwritten(
    bus: Bus, nats_url: str, tmp_path: Path
) -> None:
    assert (await _command(nats_url, "backup", str(tmp_path), "SURPLUS"))[0] == 0
    code, told = await _command(nats_url, "restore", str(tmp_path))
    assert code == 1
    assert "JetStream did not do it" in told


async def test_a_folder_without_copies_is_told(nats_url: str, tmp_path: Path) -> None:
    code, told = await _command(nats_url, "restore", str(tmp_path))
    assert (code, "no copy of a stream" in told) == (1, True)


async def test_a_rewound_bus_has_no_states_and_no_readers_places(bus: Bus) -> None:
    await bus.publish("surplus.v1.c", b"", message_id="1")
    await rewind(bus)
    await rewind(bus)  # as often as one likes
    for name in ("REGISTRY", "USERS"):
        with pytest.raises(nats.js.errors.NotFoundError):
            await bus.js.stream_info(name)
    for durable in consumers.ALL:
        with pytest.raises(nats.js.errors.NotFoundError):
            await bus.js.consumer_info(durable.stream, durable.durable)
    kept = {info.config.name for info in await bus.js.streams_info()}
    assert kept >= {spec.name for spec in streams.ALL} - {"REGISTRY", "USERS"}
    assert (await bus.js.stream_info("SURPLUS")).state.messages == 1

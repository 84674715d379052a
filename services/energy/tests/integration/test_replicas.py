"""Two replicas share a stream; kill -9 of one in the middle leaves exact books (NF4)."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams
from services.energy.config import Settings
from services.energy.tests.integration.test_service import (
    all_acknowledged,
    consumer,
    count_at_least,
    day_of_readings,
    expected_books,
    publish,
    stored_books,
)

ROOT = Path(__file__).parents[4]


@asynccontextmanager
async def replica(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        f"MERIGGIO_ENERGY_{name.upper()}": str(value)
        for name, value in {
            "nats_url": settings.nats_url,
            "postgres_dsn": settings.postgres_dsn.get_secret_value(),
            "jwks_url": settings.jwks_url,
            "http_port": free_port(),
            "batch_max_readings": 100,
            "log_level": "error",
        }.items()
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.energy", cwd=ROOT, env={**os.environ, **environment}
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def hurry_redelivery(bus: Bus) -> None:
    """What a killed replica held comes back after a second instead of half a minute."""
    info = await consumer(bus)
    assert info is not None
    info.config.ack_wait = 1
    await bus.js.add_consumer(streams.READINGS.name, info.config)


async def both_ask(bus: Bus) -> bool:
    info = await consumer(bus)
    return info is not None and (info.num_waiting or 0) >= 2


@pytest.mark.slow
async def test_replicas_keep_exact_books_whoever_is_killed(
    settings: Settings, bus: Bus, database: "asyncpg.Connection[Any]"
) -> None:
    messages = day_of_readings(devices=25, count=400, seed=2)
    async with AsyncExitStack() as replicas:
        victim = await replicas.enter_async_context(replica(settings))
        survivor = await replicas.enter_async_context(replica(settings))
        await eventually(lambda: both_ask(bus), timeout_s=60)
        await hurry_redelivery(bus)

        await publish(bus, messages)
        await eventually(lambda: count_at_least(database, len(messages) // 5), timeout_s=60)
        victim.send_signal(signal.SIGKILL)
        assert not await all_acknowledged(bus), "it was killed in the middle"
        await eventually(lambda: all_acknowledged(bus), timeout_s=30)

        survivor.terminate()
        assert await survivor.wait() == 0
        assert await victim.wait() == -signal.SIGKILL

    assert await stored_books(database) == expected_books(messages)
    assert (await bus.js.stream_info(streams.DEAD_LETTERS.name)).state.messages == 0

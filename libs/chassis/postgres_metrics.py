"""Whether the database answers, and how many of the pool's connections are in use."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
from prometheus_client import Gauge

REACHABLE: Final = Gauge(
    "meriggio_postgres_reachable",
    "1 while the database answers; asked every 10 seconds, and given 5 to answer.",
)
CONNECTIONS: Final = Gauge(
    "meriggio_postgres_connections",
    "Connections of the pool, by whether they are in use.",
    ["state"],
)
_EVERY_S: Final = 10.0
_PATIENCE_S: Final = 5.0


@asynccontextmanager
async def watched(pool: "asyncpg.Pool[Any]") -> AsyncIterator[None]:
    """For the length of the block."""
    REACHABLE.set(1)
    CONNECTIONS.labels("idle").set_function(pool.get_idle_size)
    CONNECTIONS.labels("busy").set_function(lambda: pool.get_size() - pool.get_idle_size())
    asking = asyncio.create_task(_ask(pool))
    try:
        yield
    finally:
        asking.cancel()


async def _ask(pool: "asyncpg.Pool[Any]") -> None:
    while True:
        await asyncio.sleep(_EVERY_S)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await pool.fetchval("select 1")
        except Exception:  # noqa: BLE001  whatever it is, nobody is served
            REACHABLE.set(0)
        else:
            REACHABLE.set(1)

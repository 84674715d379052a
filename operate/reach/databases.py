"""A service's database, for the little that has no HTTP operation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import asyncpg

from operate.failures import UNREACHABLE, explained

SCHEMAS: Final = {
    "user": "users",
    "community": "community",
    "energy": "energy",
    "engagement": "engagement",
    "device_gateway": "device_gateway",
}
_CONNECT_S: Final = 5.0


@asynccontextmanager
async def pool_of(service: str, dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """Connections that see the service's schema. Raises OperateError when there is no way in."""
    host = urlsplit(dsn).hostname or "?"
    try:
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=2,
            timeout=_CONNECT_S,
            command_timeout=30.0,
            server_settings={"search_path": SCHEMAS[service], "application_name": "meriggio"},
        )
    except (*UNREACHABLE, ValueError) as error:
        raise explained(error, f"the database of {service} at {host}") from error
    try:
        yield pool
    finally:
        try:
            async with asyncio.timeout(_CONNECT_S):
                await pool.close()
        except TimeoutError:
            pool.terminate()

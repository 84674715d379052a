"""The promises of the ports, checked on the adapter and on its twin."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.engagement.bootstrap import MIGRATIONS, SCHEMA
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.outbound.postgres import (
    PostgresDeliveryQueue,
    PostgresInbox,
    PostgresSurplusStore,
)
from services.engagement.tests.contract.books import Books

_EMPTY: Final = "truncate outbox, delivery, notification, episode, surplus_state"


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str) -> Iterator[str]:
    """One database for all of these tests: making one takes longer than most of them."""
    name = f"engagement_{uuid4().hex}"
    asyncio.run(_execute(postgres_server_dsn, f'create database "{name}"'))
    dsn = urlunsplit(urlsplit(postgres_server_dsn)._replace(path=f"/{name}"))
    asyncio.run(_migrate(dsn))
    yield dsn
    asyncio.run(_execute(postgres_server_dsn, f'drop database "{name}" with (force)'))


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _migrate(dsn: str) -> None:
    async with connect_pool(dsn, schema=SCHEMA, max_connections=1) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])


@pytest.fixture(params=["memory", "postgres"])
def books_dsn(request: pytest.FixtureRequest) -> str | None:
    """Where the books are; None for memory."""
    if request.param == "memory":
        return None
    dsn: str = request.getfixturevalue("migrated_dsn")
    return dsn


@pytest.fixture
async def books(books_dsn: str | None) -> AsyncIterator[Books]:
    """Empty books of either kind."""
    if books_dsn is None:
        memory = MemoryBooks()
        yield Books(memory, memory, memory, memory)
        return
    async with connect_pool(books_dsn, schema=SCHEMA, max_connections=4) as pool:
        await pool.execute(_EMPTY)
        yield Books(
            PostgresSurplusStore(pool), PostgresInbox(pool), PostgresDeliveryQueue(pool), pool
        )

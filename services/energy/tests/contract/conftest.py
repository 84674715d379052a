"""The books in Postgres and their twin in memory."""

from collections.abc import AsyncIterator

import pytest

from libs.chassis.postgres import connect_pool, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.outbound.memory import MemoryBooks
from services.energy.outbound.postgres import PostgresBooks

Store = MemoryBooks | PostgresBooks


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryBooks()
        return
    dsn = request.getfixturevalue("database_dsn")
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        yield PostgresBooks(pool)

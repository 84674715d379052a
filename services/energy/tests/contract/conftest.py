"""The books and what they say, in Postgres and in memory."""

from collections.abc import AsyncIterator

import pytest

from libs.chassis.postgres import connect_pool, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.history.postgres import PostgresHistory


class MemoryStore(MemoryBooks, MemoryHistory):
    """Books that tell their own history."""

    def __init__(self) -> None:
        MemoryBooks.__init__(self)
        MemoryHistory.__init__(self, self)


class PostgresStore(PostgresBooks, PostgresHistory):
    """The same on a pool."""


Store = MemoryStore | PostgresStore


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    dsn = request.getfixturevalue("database_dsn")
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        yield PostgresStore(pool)

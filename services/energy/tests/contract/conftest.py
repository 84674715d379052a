"""The books and what they say, in Postgres and in memory."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.fakes import FakeClock
from services.energy.bootstrap import SCHEMA
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.tests.samples import NOON


class MemoryStore(MemoryBooks, MemoryHistory):
    """Books that tell their own history."""

    def __init__(self) -> None:
        MemoryBooks.__init__(self)
        MemoryHistory.__init__(self, self)


class PostgresStore(PostgresBooks, PostgresHistory):
    """The same on a pool. Its clock stands at NOON, when the samples' day is not over."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self.clock = FakeClock(NOON)
        self.days = PostgresFacilityDays(pool, self.clock)
        PostgresBooks.__init__(self, pool)
        PostgresHistory.__init__(self, pool, self.days)


Store = MemoryStore | PostgresStore


@pytest.fixture
async def own_pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """In place of `pool` where partitions are made or dropped: on a database of the test's own."""
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        yield pool


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    pool = request.getfixturevalue("pool")
    return PostgresStore(pool)

"""The same books twice: in Postgres, where days that are over are kept, and in memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.fakes import FakeClock
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.outbound.curves.memory import MemoryCurves
from services.energy.outbound.curves.postgres import PostgresCurves
from services.energy.outbound.days.memory import MemoryFacilityDays
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.outbound.sharing.hourly import PostgresHourlyBooks
from services.energy.outbound.sharing.memory import MemoryHourlyBooks
from services.energy.ports.books import Books
from services.energy.ports.curves import Curves
from services.energy.ports.days import FacilityDays
from services.energy.ports.history import History
from services.energy.ports.sharing import HourlyBooks

MORNING = datetime(2025, 10, 27, 7, tzinfo=UTC)
"""After the day of 25 hours, which is over."""


@dataclass(frozen=True)
class Shelf:
    """Writing and reading share a clock."""

    clock: FakeClock
    books: Books
    curves: Curves
    days: FacilityDays
    history: History
    hourly: HourlyBooks


def in_memory() -> Shelf:
    clock, books = FakeClock(MORNING), MemoryBooks()
    return Shelf(
        clock,
        books,
        MemoryCurves(books),
        MemoryFacilityDays(books, clock),
        MemoryHistory(books),
        MemoryHourlyBooks(books),
    )


@pytest.fixture
async def in_postgres(database_dsn: str) -> AsyncIterator[Shelf]:
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        clock = FakeClock(MORNING)
        days = PostgresFacilityDays(pool, clock)
        yield Shelf(
            clock,
            PostgresBooks(pool),
            PostgresCurves(pool),
            days,
            PostgresHistory(pool, days),
            PostgresHourlyBooks(days),
        )


@pytest.fixture(params=["memory", "postgres"])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    if request.param == "memory":
        return in_memory()
    found: Shelf = request.getfixturevalue("in_postgres")
    return found

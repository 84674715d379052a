"""The same books twice: in Postgres, where days that are over are kept, and in memory."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from libs.chassis.testing.fakes import FakeClock
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
def in_postgres(pool: "asyncpg.Pool[Any]") -> Shelf:
    clock = FakeClock(MORNING)
    days = PostgresFacilityDays(pool, clock)
    return Shelf(
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

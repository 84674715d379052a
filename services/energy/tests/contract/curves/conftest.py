"""Official curves in Postgres and in memory, beside the histories that tell them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.fakes import FakeClock
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import FacilityDay
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.curves.memory import MemoryCurves
from services.energy.outbound.curves.postgres import PostgresCurves
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.ports.curves import Curves
from services.energy.ports.history import History
from services.energy.tests.samples import NOON

Restated = dict[FacilityDay, int]


@dataclass(frozen=True)
class Shelf:
    curves: Curves
    history: History
    restated: Callable[[], Awaitable[Restated]]
    """How often the past was changed."""


@pytest.fixture(params=["memory", "postgres"])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[Shelf]:
    if request.param == "memory":
        books = MemoryBooks()
        curves = MemoryCurves(books)

        async def restated_in_memory() -> Restated:
            return dict(books.restated[Basis.OFFICIAL])

        yield Shelf(curves, MemoryHistory(books), restated_in_memory)
        return
    dsn = request.getfixturevalue("database_dsn")
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])

        async def restated_in_postgres() -> Restated:
            rows = await pool.fetch(
                "select facility_id, day, times from restated_day where basis = 'official'"
            )
            return {FacilityDay(facility_id, day): times for facility_id, day, times in rows}

        yield Shelf(
            PostgresCurves(pool),
            PostgresHistory(pool, PostgresFacilityDays(pool, FakeClock(NOON))),
            restated_in_postgres,
        )

"""Official curves in Postgres and in memory, beside the histories that tell them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from libs.chassis.testing.fakes import FakeClock
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
def shelf(request: pytest.FixtureRequest) -> Shelf:
    if request.param == "memory":
        books = MemoryBooks()
        curves = MemoryCurves(books)

        async def restated_in_memory() -> Restated:
            return dict(books.restated[Basis.OFFICIAL])

        return Shelf(curves, MemoryHistory(books), restated_in_memory)
    pool = request.getfixturevalue("pool")

    async def restated_in_postgres() -> Restated:
        rows = await pool.fetch(
            "select facility_id, day, times from restated_day where basis = 'official'"
        )
        return {FacilityDay(facility_id, day): times for facility_id, day, times in rows}

    return Shelf(
        PostgresCurves(pool),
        PostgresHistory(pool, PostgresFacilityDays(pool, FakeClock(NOON))),
        restated_in_postgres,
    )

"""Official curves in Postgres and in memory, beside the histories that tell them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest

from libs.chassis.postgres import connect_pool, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.curves.memory import MemoryCurves
from services.energy.outbound.curves.postgres import PostgresCurves
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.ports.curves import Curves
from services.energy.ports.history import History

Due = dict[tuple[UUID, date], datetime]


@dataclass(frozen=True)
class Shelf:
    curves: Curves
    history: History
    due: Callable[[], Awaitable[Due]]
    """What is to be computed again."""


@pytest.fixture(params=["memory", "postgres"])
async def shelf(request: pytest.FixtureRequest) -> AsyncIterator[Shelf]:
    if request.param == "memory":
        books = MemoryBooks()
        curves = MemoryCurves(books)

        async def due_in_memory() -> Due:
            return dict(curves.restatement_due)

        yield Shelf(curves, MemoryHistory(books), due_in_memory)
        return
    dsn = request.getfixturevalue("database_dsn")
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])

        async def due_in_postgres() -> Due:
            rows = await pool.fetch("select facility_id, month, changed_at from restatement_due")
            return {(facility_id, month): at for facility_id, month, at in rows}

        yield Shelf(PostgresCurves(pool), PostgresHistory(pool), due_in_postgres)

"""The store that is made with COPY and SQL is the one that the service would have made."""

from datetime import timedelta

import asyncpg
import pytest

from benchmarks.energy_books.plan import YEAR, BooksPlan
from benchmarks.energy_books.store import make_store
from libs.chassis.postgres import connect_pool, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.domain.books.quarter_hours import books_change
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.quantities import epoch_ms
from services.energy.outbound.books.rows import newest_of_row, reading_of_row
from services.energy.outbound.history import statements

PLAN = BooksPlan(readings=10, facilities=3, ingested=1, asked=1, scenario_s=1.0)
MONTHS = YEAR.start + timedelta(days=70)
"""Until then: two borders of partitions."""


@pytest.mark.timeout(300)
async def test_quarter_hours_are_those_of_the_books(database_dsn: str) -> None:
    async with connect_pool(database_dsn, schema=SCHEMA, max_connections=1) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
    connection = await asyncpg.connect(database_dsn)
    try:
        store = await make_store(connection, PLAN, lambda _: None)
        device = PLAN.communities()[0].members[0]
        rows = await connection.fetch(
            statements.READINGS, [device.device_id], YEAR.start, MONTHS, 1_000_000
        )
        quarters = await connection.fetch(
            "select quarter_start, import_uj, export_uj, coverage_ms from quarter_hour"
            " where facility_id = $1 and quarter_start < $2",
            device.facility_id,
            MONTHS - timedelta(minutes=15),
        )
        newest = await connection.fetch(statements.NEWEST_OF_DEVICES, [device.device_id])
    finally:
        await connection.close()

    change = books_change(
        ReadingColumns.of([reading_of_row(row) for row in rows]), NewestColumns.of([])
    )
    expected = {quarter.start_ms: energy for quarter, energy in change.energy.quarters().items()}
    assert {epoch_ms(row[0]): tuple(row[1:]) for row in quarters} == expected
    assert (store.readings, store.quarter_hours) == (PLAN.stored, 3 * 4 * 8_760)
    assert store.partitions == 13
    (last,) = (newest_of_row(row) for row in newest)
    assert (last.reading.measured_at, last.interval_ms) == (YEAR.end, 900_000)

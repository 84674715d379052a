"""What the capacity page reckons with is what Postgres and the bus really take for a reading."""

from collections.abc import Iterator

import asyncpg
import pytest

from benchmarks.capacity import FIGURES
from libs.chassis.testing.database import migrated_database
from services.energy.bootstrap import MIGRATIONS, SCHEMA

_DEVICES = 100
_EACH = 600
_ROWS = f"""
    from generate_series(0, {_EACH - 1}) tick, generate_series(1, {_DEVICES}) device
    order by tick, device"""
_SIZE = "select sum(pg_total_relation_size(relid)) from pg_partition_tree($1::regclass)"


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    """The energy service's tables."""
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=[MIGRATIONS]) as dsn:
        yield dsn


@pytest.mark.parametrize(
    ("table", "insert"),
    [
        (
            "reading",
            f"""insert into reading select 'meter-' || lpad(device::text, 8, '0'),
            timestamptz '2027-03-01' + tick * interval '1 minute', gen_random_uuid(), 1200000,
            now(), tick, 1000000000 + tick, 2000000000 + tick {_ROWS}""",
        ),
        (
            "quarter_hour",
            f"""insert into quarter_hour select ('00000000-0000-4000-8000-' ||
            lpad(device::text, 12, '0'))::uuid,
            timestamptz '2027-03-01' + tick * interval '15 minutes', 1000000000, 0, 900000
            {_ROWS}""",
        ),
    ],
)
async def test_a_row_takes_what_the_page_says(database_dsn: str, table: str, insert: str) -> None:
    connection = await asyncpg.connect(database_dsn)
    try:
        await connection.execute(f"set search_path to {SCHEMA}")
        await connection.execute(
            "create table reading_of_march partition of reading "
            "for values from ('2027-03-01') to ('2027-04-01')"
        )
        empty = await _size(connection, table)
        await connection.execute(insert)
        measured = (await _size(connection, table) - empty) / (_DEVICES * _EACH)
    finally:
        await connection.close()

    assert FIGURES[f"{table}_bytes"].value == pytest.approx(measured, rel=0.15)


async def _size(connection: "asyncpg.Connection[asyncpg.Record]", table: str) -> int:
    size: int | None = await connection.fetchval(
        _SIZE if table == "reading" else "select pg_total_relation_size($1::regclass)", table
    )
    return int(size or 0)

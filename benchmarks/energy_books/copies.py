"""What ingest is held against: COPY puts the same rows into the same partitioned table."""

import os
from collections.abc import Sequence
from typing import Any, Final

from benchmarks.baselines.timing import Stopwatch
from benchmarks.energy_books.copied_readings import COLUMNS
from benchmarks.results import Baseline

_NAMES: Final = ", ".join(COLUMNS)
_ROWS: Final = f"select {_NAMES} from reading order by received_at, device_id, measured_at"  # noqa: S608  constants
_FEW_ROWS: Final = 1_000

# The rules of energy_between, for a stream without corrections and with small registers: sixty-four
# bits hold energies times milliseconds.
_QUARTER_HOURS: Final = """
insert into quarter_hour (facility_id, quarter_start, import_uj, export_uj, coverage_ms)
select facility_id, timestamptz 'epoch' + step_ms * interval '1 millisecond',
       sum(import_uj * until_ms / length_ms - import_uj * from_ms / length_ms),
       sum(export_uj * until_ms / length_ms - export_uj * from_ms / length_ms),
       sum(until_ms - from_ms)
from (
    select facility_id, before_ms, at_ms - before_ms as length_ms,
           coalesce(case when import_counted >= 0 then import_counted end,
                    greatest(power_mw, 0) * (at_ms - before_ms)) as import_uj,
           coalesce(case when export_counted >= 0 then export_counted end,
                    greatest(-power_mw, 0) * (at_ms - before_ms)) as export_uj
    from (
        select facility_id, at_ms, power_mw, lag(at_ms) over device as before_ms,
               lag(facility_id) over device as before_facility_id,
               import_uj - lag(import_uj) over device as import_counted,
               export_uj - lag(export_uj) over device as export_counted
        from (
            select *, floor(extract(epoch from measured_at) * 1000)::bigint as at_ms from reading
        ) as timed
        window device as (partition by device_id order by measured_at)
    ) as pair
    where facility_id = before_facility_id and at_ms - before_ms between 1 and 3600000
) as measured
cross join lateral
    generate_series(before_ms / 900000 * 900000, before_ms + length_ms - 1, 900000) as step_ms
cross join lateral (
    select greatest(step_ms - before_ms, 0) as from_ms,
           least(step_ms + 900000 - before_ms, length_ms) as until_ms
) as part
group by facility_id, step_ms
"""
_NEWEST: Final = """
insert into newest_reading
select distinct on (device_id)
       device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj,
       (extract(epoch from measured_at - lag(measured_at) over device) * 1000)::integer
from reading
window device as (partition by device_id order by measured_at)
order by device_id, measured_at desc
"""
_DIFFERENT: Final = """
select count(*)
from (select * from quarter_hour except select * from stored_quarter_hour) as other
"""


async def measure_copies(
    connection: Any, postgres_pid: int, *, batch_rows: int
) -> tuple[list[Baseline], bool]:
    """COPY of the rows that the service stored, and whether SQL finds its quarter-hours too.

    In one transaction, in as many rows a transaction as the service stored (`batch_rows`), in few;
    then in one, with quarter-hours and newest readings by one statement each.
    """
    rows = await rows_as_they_came(connection)
    await connection.execute("create temporary table stored_quarter_hour as table quarter_hour")
    pids = {"postgres": postgres_pid, "asyncpg": os.getpid()}
    found = []
    for name, size in (
        ("one COPY of all rows", len(rows)),
        (f"COPY, {batch_rows:,} rows a transaction, as the service", batch_rows),
        (f"COPY, {_FEW_ROWS:,} rows a transaction", _FEW_ROWS),
    ):
        await empty_books(connection)
        with Stopwatch(pids) as watch:
            await _copy(connection, rows, size)
        found.append(watch.baseline(name, len(rows)))
    await empty_books(connection)
    with Stopwatch(pids) as watch:
        async with connection.transaction():
            await _copy(connection, rows, len(rows))
            await connection.execute(_QUARTER_HOURS)
            await connection.execute(_NEWEST)
    found.append(watch.baseline("one COPY, then the books by SQL", len(rows)))
    return found, not await connection.fetchval(_DIFFERENT)


async def rows_as_they_came(connection: Any) -> list[tuple[Any, ...]]:
    """The readings that are stored, each its columns in the order of `Reading`."""
    return [tuple(row) for row in await connection.fetch(_ROWS)]


async def empty_books(connection: Any) -> None:
    """No reading is stored any more, and the database has written what it had to."""
    await connection.execute("truncate reading, quarter_hour, newest_reading")
    await connection.execute("checkpoint")


async def _copy(connection: Any, rows: Sequence[tuple[Any, ...]], size: int) -> None:
    for start in range(0, len(rows), size):
        await connection.copy_records_to_table(
            "reading", records=rows[start : start + size], columns=COLUMNS
        )

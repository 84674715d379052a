"""The big store: a year of readings by COPY, quarter-hours of them by SQL, prices."""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from benchmarks.communities import Member
from benchmarks.energy_books.copied_readings import COLUMNS, copied
from benchmarks.energy_books.plan import YEAR, ZONE, BooksPlan
from benchmarks.energy_books.results import Store
from benchmarks.measurement import Say
from services.energy.bootstrap import SCHEMA
from services.energy.domain.retention.policy import month_after, start_of
from services.energy.outbound.books.partitions import partition_name

# Of powers over whole parts of quarter-hours, so the sums are exact, as the books' own. In order of
# time, as they would have come: that is how they lie on the disk.
_QUARTER_HOURS: Final = """
insert into quarter_hour (facility_id, quarter_start, import_uj, export_uj, coverage_ms)
select facility_id, quarter_start, sum(greatest(power_mw, 0))::bigint * {interval_ms},
       sum(greatest(-power_mw, 0))::bigint * {interval_ms}, count(*) * {interval_ms}
from (
    select facility_id, power_mw,
           date_bin('15 minutes', measured_at - interval '1 microsecond', timestamptz '{first}')
               as quarter_start
    from reading where measured_at > timestamptz '{first}' and measured_at <= timestamptz '{last}'
) as placed
group by facility_id, quarter_start
order by quarter_start, facility_id
"""
_NEWEST: Final = """
insert into newest_reading
select {columns}, {interval_ms} from reading where measured_at = timestamptz '{last}'
"""
_PRICES: Final = """
insert into zonal_price
    (zone, hour_start, price_ueur_mwh, revision, source, imported_by, imported_at)
select '{zone}', hour, 60000000 + 1000000 * (extract(epoch from hour)::bigint / 3600 % 97),
       0, 'benchmark', 'benchmark', hour
from generate_series(timestamptz '{first}', timestamptz '{last}' - interval '1 hour',
                     interval '1 hour') as hour
"""


async def make_store(connection: Any, plan: BooksPlan, say: Say) -> Store:
    """Into the service's empty tables. Raises asyncpg.PostgresError."""
    members = [member for community in plan.communities() for member in community.members]
    started_at, copy_s = time.perf_counter(), 0.0
    await connection.execute(f"set search_path to {SCHEMA}")
    await connection.execute("set maintenance_work_mem = '1GB'; set work_mem = '512MB'")
    for month, ticks in months_of(plan):
        copy_s += await _copy_month(connection, month, members, ticks, plan.interval_s)
        say(f"{month:%Y-%m}: {len(ticks) * len(members):,} readings")
    quarters_s = await _make_quarter_hours(connection, plan)
    await connection.execute(
        _NEWEST.format(
            columns=", ".join(COLUMNS),
            interval_ms=plan.interval_s * 1000,
            last=YEAR.end.isoformat(),
        )
    )
    await connection.execute(
        _PRICES.format(zone=ZONE, first=YEAR.start.isoformat(), last=YEAR.end.isoformat())
    )
    await connection.execute("vacuum (analyze)", timeout=3_600)
    return await _told(connection, plan, started_at, copy_s, quarters_s)


def months_of(plan: BooksPlan) -> Iterator[tuple[date, range]]:
    """The months (UTC) of the year's readings, with the ticks in each."""
    month = YEAR.start.astimezone(UTC).date().replace(day=1)
    first = 0
    while first <= plan.ticks:
        after = _first_tick(plan, start_of(month_after(month)))
        yield month, range(first, after)
        month, first = month_after(month), after


def _first_tick(plan: BooksPlan, border: datetime) -> int:
    seconds = (border - YEAR.start).total_seconds()
    return min(plan.ticks + 1, -(-round(seconds) // plan.interval_s))


async def _copy_month(
    connection: Any, month: date, members: Sequence[Member], ticks: range, interval_s: int
) -> float:
    """Copied before the index is made: the partition is not there yet for anybody else."""
    name = partition_name(month)
    before = time.perf_counter()
    async with connection.transaction():
        await connection.execute(f"create table {name} (like reading)")
        await connection.copy_to_table(
            name,
            schema_name=SCHEMA,
            columns=COLUMNS,
            source=_pieces(copied(members, ticks, interval_s)),
            format="binary",
            timeout=3_600,
        )
    await connection.execute(
        f"alter table reading attach partition {name} for values "
        f"from ('{start_of(month).isoformat()}') to ('{start_of(month_after(month)).isoformat()}')",
        timeout=3_600,
    )
    return time.perf_counter() - before


async def _pieces(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def _make_quarter_hours(connection: Any, plan: BooksPlan) -> float:
    """Month by month, the index at the end."""
    before = time.perf_counter()
    await connection.execute("alter table quarter_hour drop constraint quarter_hour_pkey")
    for month, _ in months_of(plan):
        await connection.execute(
            _QUARTER_HOURS.format(
                interval_ms=plan.interval_s * 1000,
                first=max(YEAR.start, start_of(month)).isoformat(),
                last=start_of(month_after(month)).isoformat(),
            ),
            timeout=3_600,
        )
    await connection.execute(
        "alter table quarter_hour add primary key (facility_id, quarter_start)", timeout=3_600
    )
    return time.perf_counter() - before


async def _told(
    connection: Any, plan: BooksPlan, started_at: float, copy_s: float, quarters_s: float
) -> Store:
    counted = await connection.fetchrow(
        "select (select count(*) from reading) as readings,"
        " (select count(*) from quarter_hour) as quarter_hours,"
        " (select count(*) from pg_inherits where inhparent = 'reading'::regclass) as partitions,"
        " pg_database_size(current_database()) as bytes",
        timeout=3_600,
    )
    assert counted["readings"] == plan.stored
    return Store(
        readings=counted["readings"],
        quarter_hours=counted["quarter_hours"],
        partitions=counted["partitions"],
        interval_s=plan.interval_s,
        facilities=plan.facilities,
        bytes_on_disk=counted["bytes"],
        seconds=time.perf_counter() - started_at,
        copied_per_s=counted["readings"] / copy_s,
        quarter_hours_s=quarters_s,
    )

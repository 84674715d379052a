"""The SQL of facilities' days, with the index that answers each statement."""

from typing import Final

from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import QUARTER_MS

# One replica at a time does rounds; freed with the transaction, however it ends.
TRY_TURN: Final = "select pg_try_advisory_xact_lock(hashtextextended('days rounds', 0))"

# quarter_hour_pkey, official_quarter_hour_pkey: one range a period. The sub-select is answered
# before the join: without that the planner takes the ranges of many facilities for most of the
# table and reads all of it. All columns have a fixed width in COPY's binary format.
_QUARTERS: Final = """
select counted.facility_column, part.*
from unnest($1::int4[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
         as counted (facility_column, facility_id, counted_from, counted_to)
cross join lateral (
    select quarter_start, {energy}
    from {table} as books
    where books.facility_id = counted.facility_id
      and quarter_start >= counted_from and quarter_start < counted_to
    offset 0
) as part
"""
QUARTERS: Final = {
    Basis.MEASURED: _QUARTERS.format(
        table="quarter_hour", energy="import_uj, export_uj, coverage_ms"
    ),
    Basis.OFFICIAL: _QUARTERS.format(
        table="official_quarter_hour",
        energy=f"coalesce(import_uj, 0), coalesce(export_uj, 0), {QUARTER_MS}::int8",
    ),
}

# quarter_hour_pkey, official_quarter_hour_pkey: the first row of each facility's range.
_FIRST_QUARTER: Final = """
select min(first.quarter_start) as quarter_start
from unnest($1::uuid[]) as asked (facility_id)
cross join lateral (
    select quarter_start
    from {table} as books
    where books.facility_id = asked.facility_id
    order by quarter_start
    limit 1
) as first
"""
FIRST_QUARTER: Final = {
    Basis.MEASURED: _FIRST_QUARTER.format(table="quarter_hour"),
    Basis.OFFICIAL: _FIRST_QUARTER.format(table="official_quarter_hour"),
}

# restated_day_pkey, one range a facility. $1: facilities' columns; $3, $4: first and last day.
RESTATED: Final = """
select counted.facility_column, part.day, part.times
from unnest($1::int4[], $2::uuid[]) as counted (facility_column, facility_id)
cross join lateral (
    select day, times
    from restated_day
    where restated_day.facility_id = counted.facility_id and basis = $5
      and day >= $3 and day <= $4
    offset 0
) as part
"""

# facility_day_pkey, one range a facility.
_KEPT: Final = """
select counted.facility_column, part.*
from unnest($1::int4[], $2::uuid[], $3::date[], $4::date[])
         as counted (facility_column, facility_id, first_day, last_day)
cross join lateral (
    select {columns}
    from facility_day
    where facility_day.facility_id = counted.facility_id and basis = $5
      and day >= first_day and day <= last_day
    offset 0
) as part
"""
KEPT: Final = _KEPT.format(columns="day - $6::date as place, restatements, quarters")
KEPT_STATES: Final = _KEPT.format(columns="day - $6::date as place, restatements")

# facility_day_pkey. Given in the order of the key, so that two who keep the same days wait for one
# another instead of deadlocking. Who read the books earlier does not replace what is newer.
KEEP: Final = """
insert into facility_day as known (facility_id, basis, day, restatements, quarters)
select facility_id, $5, day, restatements, quarters
from unnest($1::uuid[], $2::date[], $3::bigint[], $4::bytea[])
         as read (facility_id, day, restatements, quarters)
on conflict (facility_id, basis, day) do update
set restatements = excluded.restatements, quarters = excluded.quarters
where known.restatements < excluded.restatements
"""

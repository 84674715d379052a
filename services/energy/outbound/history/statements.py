"""The SQL of histories, with the index that answers each statement."""

from collections.abc import Mapping
from typing import Final

from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import QUARTER_MS

# newest_reading_pkey.
NEWEST_OF_DEVICES: Final = """
select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj,
       interval_ms
from newest_reading
where device_id = any($1::text[]) and measured_at is not null
"""

# reading_pkey backwards, from the newest partition.
NEWEST_AT_FORMER_FACILITIES: Final = """
select newest.*
from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
         as former (device_id, facility_id, earliest, latest)
cross join lateral (
    select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj,
           export_uj
    from reading
    where reading.device_id = former.device_id
      and reading.facility_id = former.facility_id
      and reading.measured_at >= former.earliest
      and reading.measured_at < former.latest
    order by reading.measured_at desc
    limit 1
) as newest
"""

# reading_pkey, in the partitions of the period.
READINGS: Final = """
select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj
from reading
where device_id = any($1::text[]) and measured_at >= $2 and measured_at < $3
order by device_id, measured_at
limit $4
"""

# reading_pkey, in order, partition after partition: it stops at the limit, where a list of devices
# would be sorted whole.
PAGE: Final = """
select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj
from reading
where device_id = $1 and measured_at >= $2 and measured_at < $3
order by measured_at
limit $4
"""

# restated_day_pkey, one range a period; one row.
STATE: Final = """
select coalesce(sum(part.times), 0) as restated,
       (select kept_from from reading_retention) as kept_from
from unnest($1::uuid[], $2::date[], $3::date[]) as counted (facility_id, first_day, last_day)
cross join lateral (
    select sum(times) as times
    from restated_day
    where restated_day.facility_id = counted.facility_id and restated_day.basis = $4
      and day >= first_day and day <= last_day
) as part
"""

# quarter_hour_pkey, or official_quarter_hour_pkey: one range a period. Summed per period first:
# joined without that, the planner takes the ranges of many facilities for most of the table and
# reads all of it.
_BY_QUARTER: Final = """
select quarter_start as interval_start, sum(part.import_uj) as import_uj,
       sum(part.export_uj) as export_uj, sum(part.coverage_ms) as coverage_ms
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
         as counted (facility_id, counted_from, counted_to)
cross join lateral (
    select quarter_start, {energy}
    from {table} as books
    where books.facility_id = counted.facility_id
      and quarter_start >= counted_from and quarter_start < counted_to
    offset 0
) as part
group by 1
order by 1
"""

# As above. $4: hour, day or month, on Rome's clock.
_BY_INTERVAL: Final = """
select interval_start, sum(part.import_uj) as import_uj, sum(part.export_uj) as export_uj,
       sum(part.coverage_ms) as coverage_ms
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
         as counted (facility_id, counted_from, counted_to)
cross join lateral (
    select date_trunc($4, quarter_start, 'Europe/Rome') as interval_start, {energy}
    from {table} as books
    where books.facility_id = counted.facility_id
      and quarter_start >= counted_from and quarter_start < counted_to
    group by 1
) as part
group by 1
order by 1
"""

ENERGY_BY_QUARTER: Final[Mapping[Basis, str]] = {
    Basis.MEASURED: _BY_QUARTER.format(
        table="quarter_hour", energy="import_uj, export_uj, coverage_ms"
    ),
    Basis.OFFICIAL: _BY_QUARTER.format(
        table="official_quarter_hour",
        energy="coalesce(import_uj, 0) as import_uj, coalesce(export_uj, 0) as export_uj,"
        f" {QUARTER_MS} as coverage_ms",
    ),
}
ENERGY_BY_INTERVAL: Final[Mapping[Basis, str]] = {
    Basis.MEASURED: _BY_INTERVAL.format(
        table="quarter_hour",
        energy="sum(import_uj) as import_uj, sum(export_uj) as export_uj,"
        " sum(coverage_ms) as coverage_ms",
    ),
    Basis.OFFICIAL: _BY_INTERVAL.format(
        table="official_quarter_hour",
        energy="coalesce(sum(import_uj), 0) as import_uj,"
        f" coalesce(sum(export_uj), 0) as export_uj, count(*) * {QUARTER_MS} as coverage_ms",
    ),
}

"""The SQL of histories, with the index that answers each statement."""

from typing import Final

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

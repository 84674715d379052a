"""The SQL of the books, with the index that answers each statement."""

from typing import Final

# newest_reading_pkey. Rows are locked in the order of device_id, so that two batches with the
# same devices wait for one another instead of deadlocking.
LOCK_DEVICES: Final = """
select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj,
       interval_ms
from newest_reading
where device_id = any($1::text[])
order by device_id
for update
"""

REGISTER_DEVICES: Final = """
insert into newest_reading (device_id)
select unnest($1::text[])
on conflict do nothing
"""

# reading_pkey finds the duplicates.
KEEP_MISSING: Final = """
insert into reading (device_id, measured_at, facility_id, power_mw, received_at, sequence,
                     import_uj, export_uj)
select *
from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::bigint[], $5::timestamptz[],
            $6::bigint[], $7::bigint[], $8::bigint[])
on conflict do nothing
returning device_id, measured_at
"""

# unplaced_reading_pkey. What waits already was said first.
KEEP_UNPLACED: Final = """
insert into unplaced_reading (device_id, measured_at, received_at, power_w, sequence, import_wh,
                              export_wh)
select *
from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::float8[], $5::bigint[],
            $6::float8[], $7::float8[])
on conflict do nothing
"""

# unplaced_reading_pkey, one range a period.
UNPLACED: Final = """
select waiting.*
from unnest($2::timestamptz[], $3::timestamptz[]) as place (valid_from, valid_to)
cross join lateral (
    select device_id, measured_at, received_at, power_w, sequence, import_wh, export_wh
    from unplaced_reading
    where device_id = $1 and measured_at >= valid_from and measured_at < valid_to
    order by measured_at
    limit $4
) as waiting
order by measured_at
limit $4
"""

# unplaced_reading_pkey, from one device's first reading to the next one's.
DEVICES_WITH_UNPLACED: Final = """
with recursive waiting (device_id) as (
    (select device_id from unplaced_reading where device_id > $1 order by device_id limit 1)
    union all
    select (select device_id from unplaced_reading
            where unplaced_reading.device_id > waiting.device_id
            order by device_id limit 1)
    from waiting
    where waiting.device_id is not null
)
select device_id from waiting where device_id is not null limit $2
"""

# unplaced_reading_pkey. The bounds say again what the pairs say: a planner that knows nothing of
# the table yet would read all of it for them.
TAKE_UNPLACED: Final = """
delete from unplaced_reading
using unnest($1::text[], $2::timestamptz[]) as taken (device_id, measured_at)
where unplaced_reading.device_id = taken.device_id
  and unplaced_reading.measured_at = taken.measured_at
  and unplaced_reading.device_id = any($3::text[])
  and unplaced_reading.measured_at between $4 and $5
returning unplaced_reading.device_id, unplaced_reading.measured_at
"""

# reading_pkey, in the partitions of the bounds; they are for the planner, as above.
PLACE_READINGS: Final = """
update reading
set facility_id = placed.facility_id, power_mw = placed.power_mw, import_uj = placed.import_uj,
    export_uj = placed.export_uj
from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[])
         as placed (device_id, measured_at, facility_id, power_mw, import_uj, export_uj)
where reading.device_id = placed.device_id
  and reading.measured_at = placed.measured_at
  and reading.device_id = any($7::text[])
  and reading.measured_at between $8 and $9
"""

# reading_pkey, forwards and backwards, in the one or two partitions the hour touches.
NEIGHBOURS: Final = """
select neighbour.*
from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
         as late (device_id, measured_at, earliest, latest)
cross join lateral (
    (select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj,
            export_uj
     from reading
     where reading.device_id = late.device_id
       and reading.measured_at < late.measured_at
       and reading.measured_at >= late.earliest
     order by reading.measured_at desc
     limit 1)
    union all
    (select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj,
            export_uj
     from reading
     where reading.device_id = late.device_id
       and reading.measured_at > late.measured_at
       and reading.measured_at <= late.latest
     order by reading.measured_at
     limit 1)
) as neighbour
"""

# quarter_hour_pkey. Given in the order of the key: see LOCK_DEVICES. Times in milliseconds: of
# numbers this large a double is exact.
ADD_ENERGY: Final = """
insert into quarter_hour as books (facility_id, quarter_start, import_uj, export_uj, coverage_ms)
select facility_id, timestamptz 'epoch' + start_ms * interval '1 millisecond', import_uj, export_uj,
       coverage_ms
from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
         as added (facility_id, start_ms, import_uj, export_uj, coverage_ms)
on conflict (facility_id, quarter_start) do update
set import_uj = books.import_uj + excluded.import_uj,
    export_uj = books.export_uj + excluded.export_uj,
    coverage_ms = books.coverage_ms + excluded.coverage_ms
"""

# quarter_hour_pkey. A quarter-hour of which nothing is known any more has no row.
FORGET_EMPTY: Final = """
delete from quarter_hour
using unnest($1::uuid[], $2::bigint[]) as touched (facility_id, start_ms)
where quarter_hour.facility_id = touched.facility_id
  and quarter_hour.quarter_start = timestamptz 'epoch' + start_ms * interval '1 millisecond'
  and import_uj = 0 and export_uj = 0 and coverage_ms = 0
"""

# newest_reading_pkey. Times in microseconds, as in ADD_ENERGY.
REPLACE_NEWEST: Final = """
update newest_reading
set measured_at = timestamptz 'epoch' + new.measured_us * interval '1 microsecond',
    facility_id = new.facility_id, power_mw = new.power_mw,
    received_at = timestamptz 'epoch' + new.received_us * interval '1 microsecond',
    sequence = new.sequence, import_uj = new.import_uj,
    export_uj = new.export_uj, interval_ms = new.interval_ms
from unnest($1::text[], $2::bigint[], $3::uuid[], $4::bigint[], $5::bigint[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::integer[])
         as new (device_id, measured_us, facility_id, power_mw, received_us, sequence, import_uj,
                 export_uj, interval_ms)
where newest_reading.device_id = new.device_id
"""

# restated_day_pkey. Given in the order of the key: see LOCK_DEVICES.
COUNT_RESTATED: Final = """
insert into restated_day as known (facility_id, basis, day, times)
select facility_id, $3, day, 1
from unnest($1::uuid[], $2::date[]) as restated (facility_id, day)
on conflict (facility_id, basis, day) do update
set times = known.times + 1
"""

# reading_pkey in the partition of the moment; reading_revision_pkey.
REVISED: Final = """
select device_id, measured_at, facility_id, power_mw, received_at, sequence, import_uj, export_uj
from reading
where device_id = $1 and measured_at = $2
  and not exists (
      select from reading_revision as known
      where known.device_id = $1 and known.measured_at = $2 and known.revision >= $3
  )
"""

# reading_revision_pkey.
KEEP_REVISION: Final = """
insert into reading_revision (revision, device_id, measured_at, former_facility_id, former_power_mw,
                              former_received_at, former_sequence, former_import_uj,
                              former_export_uj)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

# reading_pkey in the partition of the moment.
REPLACE_READING: Final = """
update reading
set facility_id = $3, power_mw = $4, received_at = $5, sequence = $6, import_uj = $7,
    export_uj = $8
where device_id = $1 and measured_at = $2
"""

# One row.
KEPT_FROM: Final = "select kept_from from reading_retention"

# For partitions: their making is rare and waits for nobody but other makers (attaching a
# partition, unlike creating one in place, lets readings be stored meanwhile).
LOCK_PARTITIONS: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
PARTITION_EXISTS: Final = "select to_regclass($1) is not null"

"""The SQL of official curves, with the index that answers each statement."""

from typing import Final

_IMPORT_COLUMNS: Final = """
       id, facility_id, imported_by, imported_at, file_name, sha256, value_count, period_start,
       period_end, has_import, has_export, undone_by, undone_at, number"""

# One who changes a facility's curve at a time.
LOCK_CURVE: Final = "select pg_advisory_xact_lock(hashtextextended('official_curve ' || $1, 0))"

# official_quarter_hour_pkey.
VALUES: Final = """
select (extract(epoch from quarter_start) * 1000)::bigint as start_ms, import_uj, export_uj
from official_quarter_hour
where facility_id = $1 and quarter_start >= $2 and quarter_start < $3
order by quarter_start
"""

# official_value_pkey: the import's quarter-hours, then the newest value of each from its end; the
# few imports of a facility by official_import_pkey.
VALUES_WITHOUT: Final = """
select (extract(epoch from own.quarter_start) * 1000)::bigint as start_ms,
       (select import_uj
        from official_value v join official_import i on i.number = v.import_number
        where v.facility_id = $1 and v.quarter_start = own.quarter_start
          and v.import_number <> $2 and v.import_uj is not null and i.undone_at is null
        order by v.import_number desc limit 1) as import_uj,
       (select export_uj
        from official_value v join official_import i on i.number = v.import_number
        where v.facility_id = $1 and v.quarter_start = own.quarter_start
          and v.import_number <> $2 and v.export_uj is not null and i.undone_at is null
        order by v.import_number desc limit 1) as export_uj
from official_value own
where own.facility_id = $1 and own.quarter_start >= $3 and own.quarter_start < $4
  and own.import_number = $2
order by own.quarter_start
"""

# official_import_id_key.
IMPORT: Final = f"""
select {_IMPORT_COLUMNS}
from official_import
where id = $1 and facility_id = $2
"""  # noqa: S608  # columns, no input

# official_import_of_facility.
APPLIED_IMPORT: Final = f"""
select {_IMPORT_COLUMNS}
from official_import
where facility_id = $1 and sha256 = $2 and has_import = $3 and has_export = $4
  and undone_at is null
order by number
limit 1
"""  # noqa: S608  # columns, no input

# official_import_of_facility.
COUNT_IMPORTS: Final = "select count(*) from official_import where facility_id = $1"

# official_import_of_facility, backwards.
IMPORTS: Final = f"""
select {_IMPORT_COLUMNS}
from official_import
where facility_id = $1 and number < coalesce($2, 9223372036854775807)
order by number desc
limit $3
"""  # noqa: S608  # columns, no input

ADD_IMPORT: Final = """
insert into official_import (id, facility_id, imported_by, imported_at, file_name, sha256,
                             value_count, period_start, period_end, has_import, has_export)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
returning number
"""

ADD_VALUES: Final = """
insert into official_value (facility_id, quarter_start, import_number, import_uj, export_uj)
select $1, quarter_start, $2, import_uj, export_uj
from unnest($3::timestamptz[], $4::bigint[], $5::bigint[])
         as new (quarter_start, import_uj, export_uj)
"""

# official_import_id_key.
UNDO: Final = "update official_import set undone_by = $2, undone_at = $3 where id = $1"

# official_quarter_hour_pkey.
PUT_VALUES: Final = """
insert into official_quarter_hour (facility_id, quarter_start, import_uj, export_uj)
select $1, quarter_start, import_uj, export_uj
from unnest($2::timestamptz[], $3::bigint[], $4::bigint[])
         as new (quarter_start, import_uj, export_uj)
on conflict (facility_id, quarter_start) do update
set import_uj = excluded.import_uj, export_uj = excluded.export_uj
"""

# official_quarter_hour_pkey. The bounds are for the planner: one that knows nothing of the table
# yet would read all of it for the list.
REMOVE_VALUES: Final = """
delete from official_quarter_hour
where facility_id = $1 and quarter_start = any($2::timestamptz[])
  and quarter_start between $3 and $4
"""

# official_quarter_hour_pkey, one range a period. $4: minute (which stands for quarter-hours), hour,
# day or month, on Rome's clock.
INTERVALS: Final = """
select interval_start, sum(part.import_uj) as import_uj, sum(part.export_uj) as export_uj,
       sum(part.import_count) as import_count, sum(part.export_count) as export_count
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])
         as counted (facility_id, counted_from, counted_to)
cross join lateral (
    select date_trunc($4, quarter_start, 'Europe/Rome') as interval_start,
           sum(import_uj) as import_uj, sum(export_uj) as export_uj,
           count(import_uj) as import_count, count(export_uj) as export_count
    from official_quarter_hour
    where official_quarter_hour.facility_id = counted.facility_id
      and quarter_start >= counted_from and quarter_start < counted_to
    group by 1
) as part
group by 1
order by 1
"""

"""The SQL of shared energy, with the index that answers each statement."""

from typing import Final

from services.energy.domain.basis import Basis

# quarter_hour_pkey, official_quarter_hour_pkey: one range a period, summed before the join (see
# outbound/history/statements.py). All columns have a fixed width in COPY's binary format. Hours are
# UTC's: date_bin finds them in a third of the time of date_trunc, which asks for the time zone.
_FACILITY_HOURS: Final = """
select counted.facility_column::int4, part.hour_start, part.import_uj, part.export_uj,
       part.coverage_ms
from unnest($1::int4[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
         as counted (facility_column, facility_id, counted_from, counted_to)
cross join lateral (
    select date_bin('1 hour', quarter_start, timestamptz '2000-01-01T00:00:00Z') as hour_start,
           sum({import_uj})::int8 as import_uj, sum({export_uj})::int8 as export_uj,
           sum({coverage_ms})::int8 as coverage_ms
    from {table}
    where {table}.facility_id = counted.facility_id
      and quarter_start >= counted_from and quarter_start < counted_to
    group by 1
    offset 0
) as part
"""
FACILITY_HOURS: Final = {
    Basis.MEASURED: _FACILITY_HOURS.format(
        table="quarter_hour",
        import_uj="import_uj",
        export_uj="export_uj",
        coverage_ms="coverage_ms",
    ),
    Basis.OFFICIAL: _FACILITY_HOURS.format(
        table="official_quarter_hour",
        import_uj="coalesce(import_uj, 0)",
        export_uj="coalesce(export_uj, 0)",
        coverage_ms="900000",
    ),
}

# restated_day_pkey, one range a facility.
RESTATEMENTS: Final = """
select day, sum(times)::int8 as times
from restated_day
where basis = $4 and facility_id = any($1::uuid[]) and day >= $2 and day <= $3
group by day
"""

# shared_day_pkey.
KEPT_DAYS: Final = """
select day_start, imported_uj, fed_in_uj, withdrawn_uj, shared_uj, coverage_ms, member_ms, digest,
       restatements
from shared_day
where community_id = $1 and basis = $2 and day_start >= $3 and day_start < $4 and facts = $5
order by day_start
"""

# shared_day_pkey.
KEEP_DAYS: Final = """
insert into shared_day (community_id, basis, day_start, imported_uj, fed_in_uj, withdrawn_uj,
                        shared_uj, coverage_ms, member_ms, digest, restatements, facts)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (community_id, basis, day_start) do update
set imported_uj = excluded.imported_uj, fed_in_uj = excluded.fed_in_uj,
    withdrawn_uj = excluded.withdrawn_uj,
    shared_uj = excluded.shared_uj, coverage_ms = excluded.coverage_ms,
    member_ms = excluded.member_ms, digest = excluded.digest,
    restatements = excluded.restatements, facts = excluded.facts
"""

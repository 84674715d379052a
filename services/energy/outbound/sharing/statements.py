"""The SQL of shared energy, with the index that answers each statement."""

from typing import Final

# restated_day_pkey, one range a facility.
RESTATEMENTS: Final = """
select day, sum(times)::int8 as times
from restated_day
where basis = $4 and facility_id = any($1::uuid[]) and day >= $2 and day <= $3
group by day
"""

# shared_day_pkey.
KEPT_DAYS: Final = """
select day_start, hours, digest, restatements
from shared_day
where community_id = $1 and basis = $2 and day_start >= $3 and day_start < $4 and facts = $5
order by day_start
"""

# shared_day_pkey.
KEEP_DAYS: Final = """
insert into shared_day (community_id, basis, day_start, hours, digest, restatements, facts)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (community_id, basis, day_start) do update
set hours = excluded.hours, digest = excluded.digest, restatements = excluded.restatements,
    facts = excluded.facts
"""

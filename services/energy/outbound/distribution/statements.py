"""The SQL of distribution policies, with the index that answers each statement."""
# ruff: noqa: S608  # statements are put together from the constants of this file only

from typing import Final

_COLUMNS: Final = """
    number, valid_from, equal_ppb, consumption_ppb, production_ppb, coefficients_ppb, funds_ppb,
    social_ppb, facility_ids, coefficients, excess_to, decided_by, decided_at, note"""

# distribution_policy_pkey.
VERSIONS: Final = f"""
select {_COLUMNS}
from distribution_policy
where community_id = $1 and number < $2
order by number desc
limit $3
"""

# distribution_policy_in_force, backwards.
IN_FORCE: Final = f"""
select {_COLUMNS}
from distribution_policy
where community_id = $1 and valid_from <= $2
order by valid_from desc, number desc
limit 1
"""

# distribution_policy_in_force.
PLANNED: Final = f"""
select distinct on (valid_from) {_COLUMNS}
from distribution_policy
where community_id = $1 and valid_from > $2
order by valid_from, number desc
"""

# distribution_policy_pkey. Two who add the same number: the key refuses the second.
ADD: Final = f"""
insert into distribution_policy (community_id, {_COLUMNS})
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
where coalesce((select max(number) from distribution_policy where community_id = $1), 0)
      = $2::integer - 1
"""

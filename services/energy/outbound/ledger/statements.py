"""The SQL of the ledger, with the index that answers each statement."""

from typing import Final

# Until the end of the transaction: versions of one key are numbered one after the other.
LOCK: Final = "select pg_advisory_xact_lock(hashtextextended('ledger ' || $1, 0))"

# One replica at a time does rounds; freed with the transaction, however it ends.
TRY_TURN: Final = "select pg_try_advisory_xact_lock(hashtextextended('ledger rounds', 0))"

_HEAD: Final = """
select {distinct} id, community_id, basis, model, month, number, computed_at, fingerprint,
       rules_versions, policy_number, provisional, excess_ppb, shared_uj, year_shared_uj,
       year_fed_in_uj, year_has_grant, funds_neur, social_neur, octet_length(hours) as detail_bytes
from settlement
where community_id = $1 and basis = $2 and model = $3 and {which}
"""
# settlement_community_id_basis_model_month_number_key, all of them.
NEWEST: Final = _HEAD.format(distinct="", which="month = $4 order by number desc limit 1")
VERSION: Final = _HEAD.format(distinct="", which="month = $4 and number = $5")
VERSIONS: Final = _HEAD.format(
    distinct="",
    which="month = $4 and number < coalesce($5::int, 2147483647) order by number desc limit $6",
)
MONTHS: Final = _HEAD.format(
    distinct="distinct on (month)",
    which="month >= $4 and month <= $5 order by month, number desc",
)
YEAR_PARTS: Final = """
select distinct on (month) month, year_shared_uj, year_fed_in_uj, year_has_grant
from settlement
where community_id = $1 and basis = $2 and model = $3 and month >= $4 and month <= $5
order by month, number desc
"""
DETAIL: Final = """
select hours from settlement
where community_id = $1 and basis = $2 and model = $3 and month = $4 and number = $5
"""

# settlement_line_pkey.
LINES: Final = """
select settlement_id, facility_id, withdrawn_uj, fed_in_uj, shared_as_consumer_uj,
       shared_as_producer_uj, shared_as_plant_uj, premium_neur, valorization_neur, parts_neur,
       excess_neur, coverage_ms, member_ms
from settlement_line where settlement_id = any($1::bigint[])
order by settlement_id, facility_id
"""

ADD: Final = """
insert into settlement (community_id, basis, model, month, number, computed_at, fingerprint,
                        rules_versions, policy_number, provisional, excess_ppb, shared_uj,
                        year_shared_uj, year_fed_in_uj, year_has_grant, funds_neur, social_neur,
                        hours)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
returning id
"""
ADD_LINES: Final = """
insert into settlement_line (settlement_id, facility_id, withdrawn_uj, fed_in_uj,
                             shared_as_consumer_uj, shared_as_producer_uj, shared_as_plant_uj,
                             premium_neur, valorization_neur, parts_neur, excess_neur, coverage_ms,
                             member_ms)
select $1, * from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                         $7::bigint[], $8::bigint[], $9::bigint[], $10::jsonb[], $11::bigint[],
                         $12::bigint[], $13::bigint[])
"""

_GSE: Final = """
select id, number, brought_by, brought_at, note from gse_statement
where community_id = $1 and month = $2
"""
# gse_statement_community_id_month_number_key.
NEWEST_GSE: Final = f"{_GSE} order by number desc limit 1"
ONE_GSE: Final = f"{_GSE} and number = $3"
# gse_statement_line_pkey.
GSE_LINES: Final = """
select facility_id, shared_uj, premium_neur, valorization_neur
from gse_statement_line where statement_id = $1 order by place
"""
ADD_GSE: Final = """
insert into gse_statement (community_id, month, number, brought_by, brought_at, note)
values ($1, $2, $3, $4, $5, $6) returning id
"""
ADD_GSE_LINES: Final = """
insert into gse_statement_line (statement_id, place, facility_id, shared_uj, premium_neur,
                                valorization_neur)
select $1, * from unnest($2::int[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[])
"""

# settlement_check_pkey.
CHECKS: Final = """
select basis, month, settled_state, seen_state, seen_since
from settlement_check where community_id = $1 and model = $2
"""
KEEP_CHECKS: Final = """
insert into settlement_check (community_id, basis, model, month, settled_state, seen_state,
                              seen_since)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::bytea[], $6::bytea[],
                     $7::timestamptz[])
on conflict (community_id, basis, model, month) do update
set settled_state = excluded.settled_state, seen_state = excluded.seen_state,
    seen_since = excluded.seen_since
"""

# zonal_price_pkey, a range a month. A restated price has a higher revision.
PRICE_STATES: Final = """
select asked.month, part.state
from unnest($2::date[], $3::timestamptz[], $4::timestamptz[]) as asked (month, starts, ends)
cross join lateral (
    select count(*) + coalesce(sum(revision), 0)::int8 as state from zonal_price
    where zone = $1 and hour_start >= asked.starts and hour_start < asked.ends
    offset 0
) as part
"""

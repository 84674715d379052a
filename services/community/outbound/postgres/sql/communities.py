"""Statements about communities within a change."""

from typing import Final

LOCK: Final = """
    select * from community where community_id = $1 and removed_at is null for update
"""
HOLD: Final = """
    select * from community where community_id = $1 and removed_at is null for share
"""
HAS_FACILITIES: Final = """
    select exists (
        select from membership_interval where community_id = $1 and valid_to is null
    )
"""
OWNS_MEMBER_FACILITY: Final = """
    select exists (
        select from facility_access a
        join membership_interval m on m.facility_id = a.facility_id
        where a.user_id = $2 and a.role = 'owner' and m.community_id = $1 and m.valid_to is null
    )
"""
COUNT_REPRESENTED: Final = """
    select count(*) from community where representative_id = $1 and removed_at is null
"""
ADD: Final = """
    insert into community (
        community_id, version, changed_at, representative_id, name, primary_substation_code,
        market_zone, proposed_representative_id, surplus_threshold_w, surplus_threshold_ratio,
        surplus_end_ratio, surplus_minimum_duration_s, surplus_cooldown_s,
        surplus_maximum_age_s, surplus_minimum_fresh_ratio, surplus_quiet_from,
        surplus_quiet_to, surplus_time_zone, surplus_quiet_on_holidays, surplus_holidays,
        surplus_hold_out_ratio, surplus_watts_per_member, surplus_response_ratio
    ) values (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23
    )
"""
SAVE: Final = """
    update community set
        version = $2, changed_at = $3, representative_id = $4, name = $5,
        primary_substation_code = $6, market_zone = $7, proposed_representative_id = $8,
        surplus_threshold_w = $9, surplus_threshold_ratio = $10, surplus_end_ratio = $11,
        surplus_minimum_duration_s = $12, surplus_cooldown_s = $13,
        surplus_maximum_age_s = $14, surplus_minimum_fresh_ratio = $15,
        surplus_quiet_from = $16, surplus_quiet_to = $17, surplus_time_zone = $18,
        surplus_quiet_on_holidays = $19, surplus_holidays = $20, surplus_hold_out_ratio = $21,
        surplus_watts_per_member = $22, surplus_response_ratio = $23
    where community_id = $1 and version = $2 - 1
"""
REMOVE: Final = """
    update community set
        version = $2, changed_at = $3, removed_at = $3, proposed_representative_id = null
    where community_id = $1 and version = $2 - 1
"""

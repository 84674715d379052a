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
        market_zone, surplus_threshold_w, surplus_end_ratio, surplus_minimum_duration_s,
        surplus_cooldown_s, proposed_representative_id
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
SAVE: Final = """
    update community set
        version = $2, changed_at = $3, representative_id = $4, name = $5,
        primary_substation_code = $6, market_zone = $7, surplus_threshold_w = $8,
        surplus_end_ratio = $9, surplus_minimum_duration_s = $10, surplus_cooldown_s = $11,
        proposed_representative_id = $12
    where community_id = $1 and version = $2 - 1
"""
REMOVE: Final = """
    update community set
        version = $2, changed_at = $3, removed_at = $3, proposed_representative_id = null
    where community_id = $1 and version = $2 - 1
"""

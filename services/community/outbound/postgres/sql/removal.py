"""Statements about what was removed; tables and indexes are in migrations/0004_*.sql."""

from typing import Final

KEEP_ACCESSES: Final = """
    insert into removed_access (facility_id, user_id, role)
    select facility_id, user_id, role from facility_access where facility_id = $1
"""
LOCK_REMOVED_FACILITY: Final = """
    select * from facility
    where facility_id = $1 and removed_at is not null and purged_at is null
    for update
"""
REMOVED_ACCESSES: Final = """
    select user_id, role from removed_access where facility_id = $1 order by user_id
"""
DROP_REMOVED_ACCESSES: Final = "delete from removed_access where facility_id = $1"
RESTORE_FACILITY: Final = "update facility set removed_at = null where facility_id = $1"
LOCK_REMOVED_COMMUNITY: Final = """
    select * from community
    where community_id = $1 and removed_at is not null and purged_at is null
        and representative_id is not null
    for update
"""
RESTORE_COMMUNITY: Final = """
    update community set version = $2, changed_at = $3, removed_at = null
    where community_id = $1 and version = $2 - 1
"""
REMOVED_FACILITIES_OF_USER: Final = """
    select f.facility_id as entity_id, f.name, f.removed_at
    from removed_access a
    join facility f on f.facility_id = a.facility_id
    where a.user_id = $1 and a.role = 'owner' and (f.removed_at, f.facility_id) > ($2, $3)
        and f.removed_at > $5
    order by f.removed_at, f.facility_id
    limit $4
"""
REMOVED_COMMUNITIES_OF_USER: Final = """
    select community_id as entity_id, name, removed_at
    from community
    where representative_id = $1 and removed_at is not null and purged_at is null
        and (removed_at, community_id) > ($2, $3) and removed_at > $5
    order by removed_at, community_id
    limit $4
"""
PURGE_FACILITIES: Final = """
    with outdated as (
        select facility_id from facility
        where removed_at is not null and purged_at is null and removed_at <= $1
        order by removed_at limit $3
        for update skip locked
    ), accesses as (
        delete from removed_access a using outdated o where a.facility_id = o.facility_id
    ), entries as (
        delete from audit_entry e using outdated o where e.entity_id = o.facility_id
    ), former as (
        delete from former_facts f using outdated o where f.facility_id = o.facility_id
    )
    update facility f set
        purged_at = $2, name = '', region = '', primary_substation_code = '',
        member_type = 'consumer', meter_kind = 'GEMIS', transformation_constant = 1,
        max_consumption_w = 0, max_production_w = 0, commissioned_on = null,
        regional_bonus = false, incentives_reduction = 0, owner_kind = 'natural-person',
        plant_source = 'photovoltaic', storage_efficiency = null
    from outdated o where f.facility_id = o.facility_id
"""
PURGE_COMMUNITIES: Final = """
    with outdated as (
        select community_id from community
        where removed_at is not null and purged_at is null and removed_at <= $1
        order by removed_at limit $3
        for update skip locked
    ), entries as (
        delete from audit_entry e using outdated o where e.entity_id = o.community_id
    )
    update community c set
        purged_at = $2, name = '', primary_substation_code = '', market_zone = '',
        representative_id = null, proposed_representative_id = null
    from outdated o where c.community_id = o.community_id
"""

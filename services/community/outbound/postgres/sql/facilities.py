"""Statements about facilities within a change."""

from typing import Final

LOCK: Final = """
    select * from facility where facility_id = $1 and removed_at is null for update
"""
LOCK_MEMBERS: Final = """
    select * from facility
    where removed_at is null and facility_id in (
        select facility_id from membership_interval where community_id = $1 and valid_to is null
    )
    order by facility_id
    for update
"""
ACCESSES: Final = """
    select facility_id, user_id, role from facility_access
    where facility_id = any($1::uuid[]) order by facility_id, user_id
"""
DEVICE_INTERVALS: Final = """
    select * from device_interval
    where facility_id = any($1::uuid[]) order by facility_id, position
"""
MEMBERSHIP_INTERVALS: Final = """
    select * from membership_interval
    where facility_id = any($1::uuid[]) order by facility_id, position
"""
FORMER_FACTS: Final = """
    select * from former_facts where facility_id = any($1::uuid[]) order by facility_id, position
"""
LOCK_DEVICE: Final = "select pg_advisory_xact_lock($1, hashtext($2))"
COUNT_OWNED: Final = """
    select count(*) from facility_access where user_id = $1 and role = 'owner'
"""
DEVICE_ELSEWHERE: Final = """
    select * from device_interval
    where device_id = $1 and facility_id <> $2 and valid_to is distinct from valid_from
    order by valid_from desc, valid_to desc nulls first
    limit 1
"""
ADD: Final = """
    insert into facility (
        facility_id, version, changed_at, name, region, primary_substation_code, member_type,
        meter_kind, transformation_constant, max_consumption_w, max_production_w,
        commissioned_on, regional_bonus, incentives_reduction, owner_kind, plant_source,
        storage_efficiency
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
"""
SAVE: Final = """
    update facility set
        version = $2, changed_at = $3, name = $4, region = $5, primary_substation_code = $6,
        member_type = $7, meter_kind = $8, transformation_constant = $9, max_consumption_w = $10,
        max_production_w = $11, commissioned_on = $12, regional_bonus = $13,
        incentives_reduction = $14, owner_kind = $15, plant_source = $16, storage_efficiency = $17
    where facility_id = $1 and version = $2 - 1
"""
REMOVE: Final = "update facility set removed_at = $2 where facility_id = $1"
DROP_ACCESSES: Final = """
    delete from facility_access where facility_id = $1 and user_id <> all ($2::uuid[])
"""
SAVE_ACCESS: Final = """
    insert into facility_access (facility_id, user_id, role) values ($1, $2, $3)
    on conflict (facility_id, user_id) do update set role = excluded.role
    where facility_access.role <> excluded.role
"""
SAVE_DEVICE_INTERVAL: Final = """
    insert into device_interval (
        facility_id, position, device_id, transformation_constant, valid_from, valid_to
    ) values ($1, $2, $3, $4, $5, $6)
    on conflict (facility_id, position) do update set valid_to = excluded.valid_to
    where device_interval.valid_to is distinct from excluded.valid_to
"""
SAVE_MEMBERSHIP_INTERVAL: Final = """
    insert into membership_interval (facility_id, position, community_id, valid_from, valid_to)
    values ($1, $2, $3, $4, $5)
    on conflict (facility_id, position) do update set valid_to = excluded.valid_to
    where membership_interval.valid_to is distinct from excluded.valid_to
"""
SAVE_FORMER_FACTS: Final = """
    insert into former_facts (
        facility_id, position, member_type, owner_kind, incentives_reduction, valid_from, valid_to
    ) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (facility_id, position) do nothing
"""

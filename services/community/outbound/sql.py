"""Every statement of the registry; the indexes are in migrations/."""
# ruff: noqa: S608  # statements are put together from the constants of this file only

from typing import Final

_COMMUNITY_COUNTS: Final = """
    cross join lateral (
        select count(distinct m.facility_id) as facility_count,
               count(distinct o.user_id) as owner_count
        from membership_interval m
        left join facility_access o on o.facility_id = m.facility_id and o.role = 'owner'
        where m.community_id = c.community_id and m.valid_to is null
    ) counts
"""
_COMMUNITY_ROLE: Final = """
    case when c.representative_id = $1 then 'representative'
         when exists (
             select from membership_interval m
             join facility_access a on a.facility_id = m.facility_id and a.user_id = $1
             where m.community_id = c.community_id and m.valid_to is null
         ) then 'member'
    end as role
"""
_FACILITY_IN_FULL: Final = """
    left join device_interval d on d.facility_id = f.facility_id and d.valid_to is null
    left join membership_interval m on m.facility_id = f.facility_id and m.valid_to is null
    left join community c on c.community_id = m.community_id
"""
_FACILITY_COLUMNS: Final = """
    f.*, a.role,
    d.device_id, d.transformation_constant as fitted_constant, d.valid_from as device_from,
    m.community_id, c.name as community_name, m.valid_from as member_from
"""

FACILITY_SEEN: Final = f"""
    select {_FACILITY_COLUMNS}
    from facility f
    left join facility_access a on a.facility_id = f.facility_id and a.user_id = $2
    {_FACILITY_IN_FULL}
    where f.facility_id = $1 and f.removed_at is null
"""
FACILITY_ACCESS: Final = """
    select f.facility_id, a.role
    from facility f
    left join facility_access a on a.facility_id = f.facility_id and a.user_id = $2
    where f.facility_id = $1 and f.removed_at is null
"""
USERS_OF_FACILITY: Final = """
    select user_id, role from facility_access
    where facility_id = $1
    order by array_position(array['owner', 'manager', 'viewer'], role), user_id
"""
FACILITIES_OF_USER: Final = f"""
    select {_FACILITY_COLUMNS}
    from facility_access a
    join facility f on f.facility_id = a.facility_id and f.removed_at is null
    {_FACILITY_IN_FULL}
    where a.user_id = $1 and (f.name collate "C", f.facility_id) > ($2, $3)
        and ($5 = '' or f.member_type = $5)
    order by f.name collate "C", f.facility_id
    limit $4
"""
FACILITY_COMMUNITY: Final = f"""
    select c.*, counts.*, null as role
    from membership_interval own
    join community c on c.community_id = own.community_id
    {_COMMUNITY_COUNTS}
    where own.facility_id = $1 and own.valid_to is null
"""
COMMUNITY_SEEN: Final = f"""
    select c.*, counts.*, {_COMMUNITY_ROLE}
    from community c
    {_COMMUNITY_COUNTS}
    where c.community_id = $2 and c.removed_at is null
"""
COMMUNITY_ACCESS: Final = f"""
    select c.community_id, {_COMMUNITY_ROLE}
    from community c
    where c.community_id = $2 and c.removed_at is null
"""
_WANTED_COMMUNITIES: Final = """
        select * from community
        where removed_at is null and (name collate "C", community_id) > ($1, $2)
            and strpos(lower(name), lower($4)) > 0 and ($5 = '' or market_zone = $5)
"""
COMMUNITIES: Final = f"""
    select c.*, counts.*, null as role
    from (
        {_WANTED_COMMUNITIES}
        order by name collate "C", community_id limit $3
    ) c
    {_COMMUNITY_COUNTS}
    order by c.name collate "C", c.community_id
"""
COMMUNITIES_UNDER_SUBSTATION: Final = f"""
    select c.*, counts.*, null as role
    from (
        {_WANTED_COMMUNITIES} and primary_substation_code = $6
        order by name collate "C", community_id limit $3
    ) c
    {_COMMUNITY_COUNTS}
    order by c.name collate "C", c.community_id
"""
COMMUNITIES_OF_USER: Final = f"""
    with mine as (
        select community_id from community
        where representative_id = $1 and removed_at is null
        union
        select m.community_id
        from facility_access a
        join membership_interval m on m.facility_id = a.facility_id and m.valid_to is null
        where a.user_id = $1
    )
    select c.*, counts.*, {_COMMUNITY_ROLE}
    from mine
    join community c on c.community_id = mine.community_id
    {_COMMUNITY_COUNTS}
    where (c.name collate "C", c.community_id) > ($2, $3)
    order by c.name collate "C", c.community_id
    limit $4
"""
FACILITIES_OF_COMMUNITY: Final = """
    select f.facility_id, f.name, f.member_type, f.max_consumption_w, f.max_production_w,
           m.valid_from
    from membership_interval m
    join facility f on f.facility_id = m.facility_id
    where m.community_id = $1 and m.valid_to is null and (m.valid_from, f.facility_id) > ($2, $3)
    order by m.valid_from, f.facility_id
    limit $4
"""
POINTS_OF_COMMUNITY: Final = """
    select f.*, array(
        select a.user_id from facility_access a
        where a.facility_id = f.facility_id and a.role = 'owner' order by a.user_id
    ) as owner_ids
    from membership_interval m
    join facility f on f.facility_id = m.facility_id
    where m.community_id = $1 and m.valid_to is null
    order by f.facility_id
"""
DEVICES_OF_COMMUNITY: Final = """
    select d.device_id, d.facility_id, d.transformation_constant, d.valid_from
    from membership_interval m
    join device_interval d on d.facility_id = m.facility_id and d.valid_to is null
    where m.community_id = $1 and m.valid_to is null and d.device_id collate "C" > $2
    order by d.device_id collate "C"
    limit $3
"""
OFFERS_OF_COMMUNITY: Final = """
    select * from membership_offer
    where community_id = $1 and (offered_at, facility_id) > ($2, $3)
    order by offered_at, facility_id limit $4
"""
OFFERS_OF_FACILITY: Final = """
    select * from membership_offer
    where facility_id = $1 and (offered_at, community_id) > ($2, $3)
    order by offered_at, community_id limit $4
"""

LOCK_COMMUNITY: Final = """
    select * from community where community_id = $1 and removed_at is null for update
"""
HOLD_COMMUNITY: Final = """
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
LOCK_FACILITY: Final = """
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
LOCK_DEVICE: Final = "select pg_advisory_xact_lock($1, hashtext($2))"
LOCK_USER: Final = "select pg_advisory_xact_lock($1, hashtext($2))"
OWNED_FACILITIES: Final = """
    select count(*) from facility_access where user_id = $1 and role = 'owner'
"""
REPRESENTED_COMMUNITIES: Final = """
    select count(*) from community where representative_id = $1 and removed_at is null
"""
DEVICE_ELSEWHERE: Final = """
    select * from device_interval
    where device_id = $1 and facility_id <> $2 and valid_to is distinct from valid_from
    order by valid_from desc, valid_to desc nulls first
    limit 1
"""
CREATION: Final = "select * from keyed_creation where user_id = $1 and key = $2"
OFFER: Final = "select * from membership_offer where community_id = $1 and facility_id = $2"

KEEP_CREATION: Final = """
    insert into keyed_creation (user_id, key, fingerprint, entity_id, created_at)
    values ($1, $2, $3, $4, $5)
    on conflict (user_id, key) do update set fingerprint = excluded.fingerprint,
        entity_id = excluded.entity_id, created_at = excluded.created_at
"""
ADD_COMMUNITY: Final = """
    insert into community (
        community_id, version, changed_at, representative_id, name, primary_substation_code,
        market_zone, surplus_threshold_w, surplus_end_ratio, surplus_minimum_duration_s,
        surplus_cooldown_s, proposed_representative_id
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
SAVE_COMMUNITY: Final = """
    update community set
        version = $2, changed_at = $3, representative_id = $4, name = $5,
        primary_substation_code = $6, market_zone = $7, surplus_threshold_w = $8,
        surplus_end_ratio = $9, surplus_minimum_duration_s = $10, surplus_cooldown_s = $11,
        proposed_representative_id = $12
    where community_id = $1 and version = $2 - 1
"""
REMOVE_COMMUNITY: Final = """
    update community set version = $2, changed_at = $3, removed_at = $3
    where community_id = $1 and version = $2 - 1
"""
ADD_FACILITY: Final = """
    insert into facility (
        facility_id, version, changed_at, name, region, primary_substation_code, member_type,
        meter_kind, transformation_constant, max_consumption_w, max_production_w,
        commissioned_on, regional_bonus, incentives_reduction, owner_kind
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
"""
SAVE_FACILITY: Final = """
    update facility set
        version = $2, changed_at = $3, name = $4, region = $5, primary_substation_code = $6,
        member_type = $7, meter_kind = $8, transformation_constant = $9, max_consumption_w = $10,
        max_production_w = $11, commissioned_on = $12, regional_bonus = $13,
        incentives_reduction = $14, owner_kind = $15
    where facility_id = $1 and version = $2 - 1
"""
REMOVE_FACILITY: Final = "update facility set removed_at = $2 where facility_id = $1"
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
SAVE_OFFER: Final = """
    insert into membership_offer (
        community_id, facility_id, kind, offered_by, offered_at, valid_from
    ) values ($1, $2, $3, $4, $5, $6)
    on conflict (community_id, facility_id) do update set
        kind = excluded.kind, offered_by = excluded.offered_by,
        offered_at = excluded.offered_at, valid_from = excluded.valid_from
"""
DROP_OFFER: Final = (
    "delete from membership_offer where community_id = $1 and facility_id = $2 returning *"
)
DROP_OFFERS_OF_FACILITY: Final = "delete from membership_offer where facility_id = $1 returning *"
DROP_OFFERS_OF_COMMUNITY: Final = "delete from membership_offer where community_id = $1 returning *"

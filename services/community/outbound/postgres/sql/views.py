"""What people look at; the indexes are in migrations/."""
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
    select o.*, f.name, f.member_type, f.max_consumption_w, f.max_production_w
    from membership_offer o
    left join facility f on f.facility_id = o.facility_id and o.kind = 'request'
    where o.community_id = $1 and (o.offered_at, o.facility_id) > ($2, $3)
    order by o.offered_at, o.facility_id limit $4
"""
OFFERS_OF_FACILITY: Final = """
    select * from membership_offer
    where facility_id = $1 and (offered_at, community_id) > ($2, $3)
    order by offered_at, community_id limit $4
"""

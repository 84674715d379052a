"""Statements on balances of the past; their index is in migrations/."""

from typing import Final

ADD_MINUTES: Final = """
    insert into balance_minute as kept
        (community_id, minute, produced_mw, consumed_mw, facilities_fresh, facilities_measured,
         aged_produced_mw, aged_consumed_mw, facilities_aged)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::integer[],
                         $6::integer[], $7::bigint[], $8::bigint[], $9::integer[])
    on conflict (community_id, minute) do update set
        produced_mw = excluded.produced_mw, consumed_mw = excluded.consumed_mw,
        facilities_fresh = excluded.facilities_fresh,
        facilities_measured = excluded.facilities_measured,
        aged_produced_mw = excluded.aged_produced_mw,
        aged_consumed_mw = excluded.aged_consumed_mw, facilities_aged = excluded.facilities_aged
    where excluded.facilities_fresh > kept.facilities_fresh
"""

CORRECT_MINUTES: Final = ADD_MINUTES.replace(
    "where excluded.facilities_fresh > kept.facilities_fresh",
    """where excluded.facilities_fresh >= kept.facilities_fresh
        and (excluded.*) is distinct from (kept.*)""",
)

READ_MINUTES: Final = """
    select community_id, minute, produced_mw, consumed_mw, facilities_fresh, facilities_measured,
        aged_produced_mw, aged_consumed_mw, facilities_aged
    from balance_minute where community_id = $1 and minute >= $2 and minute < $3
    order by minute
"""

FORGET_MINUTES: Final = """
    with recursive community as (
        (select community_id from balance_minute order by community_id limit 1)
        union all
        select (select next.community_id from balance_minute as next
                where next.community_id > community.community_id
                order by next.community_id limit 1)
        from community where community.community_id is not null
    ), old as (
        select found.community_id, found.minute
        from community
        cross join lateral (
            select minute from balance_minute as any_of
            where any_of.community_id = community.community_id
            order by minute desc limit 1
        ) as newest
        cross join lateral (
            select community_id, minute from balance_minute as candidate
            where candidate.community_id = community.community_id
                and candidate.minute < newest.minute - $1::interval
            limit $2
        ) as found
        limit $2
    )
    delete from balance_minute using old
    where balance_minute.community_id = old.community_id and balance_minute.minute = old.minute
"""
"""By the primary key alone, community by community: most rounds find nothing to delete."""

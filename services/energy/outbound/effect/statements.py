"""Statements on calls and on what was consumed around them; their indexes are in migrations/."""

from typing import Final

ADD_CALL: Final = """
    insert into surplus_call
        (episode_id, community_id, called_at, excess_mw, told, held_out, number)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict do nothing
"""

CALLS_OF_COMMUNITY: Final = """
    select episode_id, community_id, called_at, excess_mw, told, held_out, number
    from surplus_call where community_id = $1 and called_at >= $2 and called_at < $3
    order by called_at, episode_id
"""

WINDOW_ENERGIES: Final = """
    select asked.facility_id, asked.number,
        sum(import_uj)::bigint as import_uj, sum(export_uj)::bigint as export_uj,
        sum(coverage_ms)::bigint as coverage_ms
    from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::timestamptz[])
        as asked (facility_id, number, starts, ends)
    join quarter_hour on quarter_hour.facility_id = asked.facility_id
        and quarter_start >= asked.starts and quarter_start < asked.ends
    group by asked.facility_id, asked.number
"""

LOCK_USUAL: Final = "select pg_try_advisory_xact_lock(hashtextextended('usual withdrawal', 0))"

WITHDRAWAL_BY_HOUR: Final = """
    select asked.id, sums.*
    from unnest($1::uuid[]) as asked (id)
    cross join lateral (
        select max(quarter_start) as newest from quarter_hour where facility_id = asked.id
    ) as last
    cross join lateral (
        select extract(isodow from quarter_start at time zone 'Europe/Rome') >= 6 as is_weekend,
            extract(hour from quarter_start at time zone 'Europe/Rome')::integer as hour,
            sum(import_uj)::bigint, sum(coverage_ms)::bigint, max(quarter_start)
        from quarter_hour
        where facility_id = asked.id and quarter_start > last.newest - $2::interval
        group by 1, 2
    ) as sums
"""
"""Of the time before each facility's own newest quarter-hour."""

"""Statements on episodes and surplus states; their indexes are in migrations/."""

from typing import Final

LOCK_COMMUNITY: Final = "select pg_advisory_xact_lock(hashtextextended($1, 0))"

LOAD_STATES: Final = """
    select community_id, phase, since, peak_excess_mw, told_at, told_excess_mw, called_at,
        unreliable_since, last_called_at, calls, spoken_for_mw, seen_until
    from surplus_state
"""

SAVE_STATES: Final = """
    insert into surplus_state
        (community_id, phase, since, peak_excess_mw, told_at, told_excess_mw, called_at,
         unreliable_since, last_called_at, calls, spoken_for_mw, seen_until)
    select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[],
                         $5::timestamptz[], $6::bigint[], $7::timestamptz[], $8::timestamptz[],
                         $9::timestamptz[], $10::integer[], $11::bigint[], $12::timestamptz[])
    on conflict (community_id) do update set
        phase = excluded.phase, since = excluded.since, peak_excess_mw = excluded.peak_excess_mw,
        told_at = excluded.told_at, told_excess_mw = excluded.told_excess_mw,
        called_at = excluded.called_at, unreliable_since = excluded.unreliable_since,
        last_called_at = excluded.last_called_at, calls = excluded.calls,
        spoken_for_mw = excluded.spoken_for_mw, seen_until = excluded.seen_until
"""

EPISODE_IS_RECORDED: Final = "select exists (select from episode where episode_id = $1)"

OPEN_EPISODE: Final = (
    "select episode_id, started_at, peak_excess_mw from episode"
    " where community_id = $1 and ended_at is null"
)

OTHERS_CALLED_WITHIN: Final = """
    select exists (
        select from episode
        where community_id = $1 and episode_id <> $4
            and last_called_at > $2::timestamptz - $3::interval
            and notified_at < $2::timestamptz + $3::interval
    )
"""

ADD_EPISODE: Final = """
    insert into episode
        (episode_id, community_id, started_at, detected_at, detected_excess_mw, peak_excess_mw,
         detected_by)
    values ($1, $2, $3, $4, $5, $5, $6)
"""

CALL_EPISODE: Final = """
    update episode set
        notified_at = coalesce(notified_at, $2), last_called_at = $2, calls = $3
    where episode_id = $1 and ended_at is null and calls = $3 - 1
        and (last_called_at is null or last_called_at <= $2::timestamptz - $4::interval)
"""

END_EPISODE: Final = """
    update episode set
        ended_at = greatest($2, started_at), peak_excess_mw = greatest($3, peak_excess_mw),
        end_reason = $4
    where episode_id = $1 and ended_at is null
    returning started_at, ended_at, peak_excess_mw
"""

UPDATE_EPISODE: Final = """
    update episode set updated_at = $2, peak_excess_mw = greatest($3, peak_excess_mw)
    where episode_id = $1 and ended_at is null and (updated_at is null or updated_at < $2)
    returning started_at, peak_excess_mw
"""

_EPISODE_COLUMNS: Final = """
    episode_id, community_id, started_at, detected_at, ended_at, detected_excess_mw,
    peak_excess_mw, notified_at, end_reason, last_called_at, calls, corrected_at,
    corrected_started_at, corrected_ended_at, corrected_peak_excess_mw, corrected_energy_uj
"""

EPISODES: Final = f"""
    select {_EPISODE_COLUMNS}
    from episode where community_id = $1 order by started_at desc limit $2
"""  # noqa: S608  only constants are put in

EPISODE: Final = f"""
    select {_EPISODE_COLUMNS} from episode where community_id = $1 and episode_id = $2
"""  # noqa: S608  only constants are put in

ENDED_SINCE: Final = """
    select episode_id, started_at, ended_at, peak_excess_mw from episode
    where community_id = $1 and ended_at >= $2 and detected_by = $3 order by started_at
"""

CORRECT_EPISODE: Final = """
    update episode set corrected_at = $3, corrected_started_at = $4, corrected_ended_at = $5,
        corrected_peak_excess_mw = $6, corrected_energy_uj = $7
    where community_id = $1 and episode_id = $2 and ended_at is not null
        and (corrected_at is null, corrected_started_at, corrected_ended_at,
            corrected_peak_excess_mw, corrected_energy_uj)
            is distinct from ($3::timestamptz is null, $4::timestamptz, $5::timestamptz,
                $6::bigint, $7::bigint)
    returning started_at, ended_at, peak_excess_mw
"""

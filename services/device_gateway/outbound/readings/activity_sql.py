"""Statements on what is remembered of devices' readings."""

from typing import Final

_SETTLED: Final = "(known.settled + excluded.settled)"
_SAYS_LATER: Final = (
    "(excluded.stated_at is not null"
    " and (known.stated_at is null or excluded.stated_at >= known.stated_at))"
)
_IS_LATER: Final = (
    "(known.last_received_at is null or excluded.last_received_at >= known.last_received_at)"
)

# Rows in order of their key: two replicas that write the same devices wait, and do not deadlock.
ADD: Final = f"""
insert into reading_activity as known (
    device_id, last_reading_at, last_received_at, settled, latest_sequence,
    oldest_held, newest_made, stated_at, look_at
)
select
    seen.device_id, seen.last_reading_at, seen.last_received_at,
    seen.settled::int8multirange, seen.latest_sequence,
    seen.oldest_held, seen.newest_made, seen.stated_at,
    case
        when seen.settled::int8multirange
                <> range_merge(seen.settled::int8multirange)::int8multirange
            or seen.newest_made >= upper(seen.settled::int8multirange)
        then $9::timestamptz
    end
from unnest(
    $1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::bigint[],
    $6::bigint[], $7::bigint[], $8::timestamptz[]
) as seen (
    device_id, last_reading_at, last_received_at, settled, latest_sequence,
    oldest_held, newest_made, stated_at
)
order by seen.device_id
on conflict (device_id) do update set
    last_reading_at = greatest(known.last_reading_at, excluded.last_reading_at),
    last_received_at = greatest(known.last_received_at, excluded.last_received_at),
    settled = {_SETTLED},
    latest_sequence = case
        when excluded.latest_sequence is not null and {_IS_LATER}
        then excluded.latest_sequence else known.latest_sequence
    end,
    oldest_held = case when {_SAYS_LATER} then excluded.oldest_held else known.oldest_held end,
    newest_made = case when {_SAYS_LATER} then excluded.newest_made else known.newest_made end,
    stated_at = greatest(known.stated_at, excluded.stated_at),
    look_at = coalesce(
        known.look_at,
        case
            when {_SETTLED} <> range_merge({_SETTLED})::int8multirange
                or case when {_SAYS_LATER} then excluded.newest_made else known.newest_made end
                    >= upper({_SETTLED})
            then $9::timestamptz
        end
    )
"""  # noqa: S608  constants above

TAKE_TURN: Final = (
    "select pg_try_advisory_xact_lock(hashtextextended('device_gateway:missing_readings', 0))"
)

DUE: Final = """
select device_id, settled, latest_sequence, oldest_held, newest_made,
    greatest(last_received_at, stated_at) as heard_at,
    mark, attempts, ask_after, asked_to, asked_missing
from reading_activity
where look_at <= $1
order by look_at
limit $2
for update skip locked
"""

DECIDED: Final = """
update reading_activity set
    settled = decided.settled::int8multirange, mark = decided.mark, attempts = decided.attempts,
    ask_after = decided.ask_after, asked_to = decided.asked_to,
    asked_missing = decided.asked_missing, look_at = decided.look_at
from unnest(
    $1::text[], $2::text[], $3::bigint[], $4::integer[], $5::timestamptz[], $6::bigint[],
    $7::bigint[], $8::timestamptz[]
) as decided (
    device_id, settled, mark, attempts, ask_after, asked_to, asked_missing, look_at
)
where reading_activity.device_id = decided.device_id
"""

OF_DEVICES: Final = """
select device_id, last_reading_at, last_received_at, settled, latest_sequence, oldest_held,
    newest_made, greatest(last_received_at, stated_at) as heard_at,
    mark, attempts, ask_after, asked_to, asked_missing
from reading_activity
where device_id = any($1::text[])
"""

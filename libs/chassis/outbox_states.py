"""What an outbox tells again when a stream was lost: its last states, and the last hour's events.

A stream was lost when it is another one than was published to (its time of creation differs), or
when it holds less: it was restored from an older copy, or its server lost what it had confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from libs.chassis.bus import Bus
from libs.chassis.bus_streams import StreamDeclaration, extent_of
from libs.chassis.telemetry import get_logger

_STATES_AT_ONCE: Final = 1_000
_KEEP: Final = """
    insert into last_state (subject, event_id, payload)
    select * from unnest($1::text[], $2::uuid[], $3::bytea[])
    on conflict (subject) do update set event_id = excluded.event_id, payload = excluded.payload
"""
_REACHED: Final = """
    update stream_reach r set last_sequence = greatest(r.last_sequence, told.last_sequence)
    from unnest($1::text[], $2::bigint[]) as told (stream, last_sequence)
    where r.stream = told.stream
"""
_HOLDS_ALL: Final = """
    select created_at = $2 and last_sequence <= $3 from stream_reach where stream = $1
"""
_BEGIN_AT: Final = """
    insert into stream_reach (stream, created_at, last_sequence) values ($1, $2, $3)
    on conflict (stream) do update set
        created_at = excluded.created_at, last_sequence = excluded.last_sequence
"""
_EVENTS_AGAIN: Final = """
    update outbox set published_at = null
    where published_at is not null and starts_with(subject, $1)
"""
# The lock makes a change that is under way come after: its event gets a later position.
_STATES_AGAIN: Final = """
    with states as (
        select subject, event_id, payload from last_state
        where starts_with(subject, $1) and subject > $2 order by subject limit $3
        for share
    ), again as (
        insert into outbox (event_id, subject, payload)
        select event_id, subject, payload from states order by subject
        on conflict (event_id) do update set published_at = null
    )
    select count(*) as states, max(subject) as last from states
"""


class State(Protocol):
    """An event that says all there is to say of its subject."""

    @property
    def event_id(self) -> Any: ...
    @property
    def subject(self) -> str: ...
    @property
    def payload(self) -> bytes: ...


async def keep_last(connection: Any, states: Iterable[State]) -> None:
    """The newest of each subject, in the caller's transaction, before it adds to the outbox."""
    newest = {state.subject: state for state in states}
    if not newest:
        return
    ordered = [newest[subject] for subject in sorted(newest)]
    await connection.execute(
        _KEEP,
        [state.subject for state in ordered],
        [state.event_id for state in ordered],
        [state.payload for state in ordered],
    )


async def has_reached(connection: Any, last_sequences: Mapping[str, int]) -> None:
    """Remember up to where each stream was published to."""
    await connection.execute(_REACHED, list(last_sequences), list(last_sequences.values()))


async def tell_lost_again(connection: Any, bus: Bus, streams: Sequence[StreamDeclaration]) -> None:
    """Put into the outbox again what streams have lost. Dying in between, it starts over."""
    for stream in streams:
        extent = await extent_of(bus.js, stream.name)
        if extent is None:
            continue
        holds_all = await connection.fetchval(_HOLDS_ALL, stream.name, *extent)
        if holds_all is False:
            await _tell_again(connection, stream)
        if not holds_all:  # or it was never published to
            await connection.execute(_BEGIN_AT, stream.name, *extent)


async def _tell_again(connection: Any, stream: StreamDeclaration) -> None:
    states = 0
    for pattern in stream.subjects:
        await connection.execute(_EVENTS_AGAIN, _prefix(pattern))
        states += await _states_again(connection, _prefix(pattern))
    get_logger().warning("stream_told_again", stream=stream.name, states=states)


async def _states_again(connection: Any, prefix: str) -> int:
    told: int = 0
    last = ""
    while True:
        page = await connection.fetchrow(_STATES_AGAIN, prefix, last, _STATES_AT_ONCE)
        told += page["states"]
        if page["states"] < _STATES_AT_ONCE:
            return told
        last = page["last"]


def _prefix(pattern: str) -> str:
    """What all subjects of a pattern such as `user.v1.*` begin with."""
    return pattern.rstrip(">*")

"""Since when without a break, and until when, all that devices said is known.

Devices speak in whichever session the broker chooses. So silence is proved only by all of them
together: from when the youngest was taken up until the moment up to which the slowest has been
handed out. Who holds a session says so, and the next holder goes on; to one that nobody holds the
broker goes on giving its share, which is read when somebody does: until then nobody's silence
proves anything. After GIVEN_UP_AFTER it is not waited for any longer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LEASE: Final = timedelta(seconds=15)
"""A session that nobody said to hold for so long is lost. Less than any device's patience."""
GIVEN_UP_AFTER: Final = timedelta(minutes=15)
"""Whatever takes up a lost session has done so by then, or it is not to be any more."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An unbroken time in which everything that devices said is known."""

    since: datetime
    """It may be yet to come."""
    until: datetime
    connected_since: datetime
    """No connection to the broker is younger."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard of one session by whoever holds it."""

    since: datetime
    """Of the younger of its connections: it has one for readings, one for reports."""
    until: datetime
    """Everything the broker gave it before has been handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSession:
    """A session, as whoever holds it last said."""

    session: str
    """Its client id at the broker."""
    listening_since: datetime
    heard_until: datetime
    """Devices heard before are written down."""
    seen_at: datetime


def listening_of(sessions: Iterable[HeldSession], now: datetime) -> Listening | None:
    """What is known of all sessions together; None when nobody listens."""
    held: list[HeldSession] = []
    lost: list[HeldSession] = []
    for session in sessions:
        (held if now - session.seen_at <= LEASE else lost).append(session)
    if not held:
        return None
    connected_since = max(session.listening_since for session in held)
    return Listening(
        max([connected_since, *(session.seen_at + GIVEN_UP_AFTER for session in lost)]),
        min(session.heard_until for session in held),
        connected_since,
    )


def unbroken_since(said: HeldSession | None, opened_at: datetime, now: datetime) -> datetime:
    """Since when a session is listened to that we hear since `opened_at`.

    `said`: what we said of it before. If we could not for longer than the lease, it counted as
    lost, and begins anew.
    """
    if said is None or now - said.seen_at > LEASE:
        return now
    return max(said.listening_since, opened_at)

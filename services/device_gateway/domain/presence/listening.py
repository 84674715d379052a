"""Since when without a break, and until when, all that devices said is known.

Devices speak to whichever replica the broker chooses. So silence is proved only by all of them
together: from when the youngest began to listen, or the last one that was lost had long enough been
gone for the broker to notice, until the moment up to which the slowest has handed out what it
received.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

LEASE: Final = timedelta(seconds=15)
"""A replica that has not been heard of for so long is lost. Less than any device's patience."""
BROKER_NOTICES: Final = timedelta(seconds=60)
"""A broker gives up a silent connection after one and a half keepalive periods of 30 s."""


@dataclass(frozen=True, slots=True)
class Listening:
    """An unbroken time in which everything that devices said is known."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One gateway that listens, as it last said."""

    replica_id: UUID
    listening_since: datetime
    heard_until: datetime
    """Devices heard before are written down."""
    seen_at: datetime


def listening_of(replicas: Iterable[Replica], now: datetime) -> Listening | None:
    """What all replicas together know; None when nobody listens."""
    present, since = [], []
    for replica in replicas:
        if now - replica.seen_at <= LEASE:
            present.append(replica.heard_until)
            since.append(replica.listening_since)
        else:
            since.append(replica.seen_at + BROKER_NOTICES)
    return Listening(max(since), min(present)) if present else None


def unbroken_since(said: Replica | None, opened_at: datetime, now: datetime) -> datetime:
    """Since when a replica listens that hears the broker since `opened_at`.

    One that could not say so for longer than the lease counted as lost, and begins anew.
    """
    if said is None or now - said.seen_at > LEASE:
        return now
    return max(said.listening_since, opened_at)

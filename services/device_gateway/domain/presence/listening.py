"""Since when without a break, and until when, all that devices said is known.

Devices speak to whichever replica the broker chooses. So silence is proved only by all of them
together: from when the youngest began to listen until the moment up to which the slowest has handed
out what it received. A replica that said goodbye has handed out everything. To one that was lost
the broker goes on giving its share, which it reads when it is back: until then nobody's silence
proves anything. After GIVEN_UP_AFTER it is not waited for any longer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LEASE: Final = timedelta(seconds=15)
"""A replica that has not been heard of for so long is lost. Less than any device's patience."""
GIVEN_UP_AFTER: Final = timedelta(minutes=15)
"""Whatever restarts a lost replica has done so by then, or it does not come back."""


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
    """What one replica hears."""

    since: datetime
    """Of the youngest of its connections."""
    until: datetime
    """Everything the broker gave it before has been handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One gateway that listens, as it last said."""

    replica_id: str
    listening_since: datetime
    heard_until: datetime
    """Devices heard before are written down."""
    seen_at: datetime


def listening_of(replicas: Iterable[Replica], now: datetime) -> Listening | None:
    """What all replicas together know; None when nobody listens."""
    present: list[Replica] = []
    lost: list[Replica] = []
    for replica in replicas:
        (present if now - replica.seen_at <= LEASE else lost).append(replica)
    if not present:
        return None
    connected_since = max(replica.listening_since for replica in present)
    return Listening(
        max([connected_since, *(replica.seen_at + GIVEN_UP_AFTER for replica in lost)]),
        min(replica.heard_until for replica in present),
        connected_since,
    )


def unbroken_since(said: Replica | None, opened_at: datetime, now: datetime) -> datetime:
    """Since when a replica listens that hears the broker since `opened_at`.

    One that could not say so for longer than the lease counted as lost, and begins anew.
    """
    if said is None or now - said.seen_at > LEASE:
        return now
    return max(said.listening_since, opened_at)

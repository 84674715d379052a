"""When a device counts as gone, and when it is back.

A device is offline when it was silent for three times its cadence, or shortly after its last will.
Silence counts only as far as somebody listened without a break (domain/presence/listening.py): when
the gateway starts, when the broker or the database was away, when another replica takes a session
up, every device gets its whole patience anew. A will may be the broker's farewell to all clients at
once: it counts only when the device has had time to come back.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.device_gateway.domain.presence.listening import Listening
from services.device_gateway.domain.presence.presence import (
    Change,
    Decision,
    Presence,
    State,
    Transition,
)
from services.device_gateway.domain.presence.statuses import came_online

BETWEEN_STATUSES: Final = timedelta(minutes=11)
"""A device that cannot measure speaks only in statuses: two of their 5 minutes, and a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRules:
    """How patient we are."""

    default_cadence: timedelta = timedelta(seconds=60)
    """Of devices that do not tell theirs."""
    cadences: float = 3.0
    """So many of them without a sign are too many."""
    least: timedelta = timedelta(seconds=30)
    """However short the cadence."""
    after_will: timedelta = timedelta(seconds=2)
    """In which a device that lost its connection may come back unnoticed."""
    to_return: timedelta = timedelta(seconds=60)
    """In which devices come back to a broker that was away."""
    late_readings: timedelta = timedelta(seconds=30)
    """A reading may be received so long after its device's last will, and be older."""


def patience_with(presence: Presence, rules: SilenceRules) -> timedelta:
    """How long the device may be silent."""
    said_s = presence.condition.cadence_s
    cadence = rules.default_cadence if said_s is None else timedelta(seconds=said_s)
    patience = max(rules.least, rules.cadences * cadence)
    return max(patience, BETWEEN_STATUSES) if presence.faults else patience


def judge(
    presence: Presence, rules: SilenceRules, listening: Listening | None, now: datetime
) -> Decision:
    """Is it gone, or back? Without listening nobody is gone."""
    if presence.heard_at is None:
        return Decision(presence)
    if presence.state is not State.ONLINE:
        is_back = not has_ended(presence, rules) and (
            now < presence.heard_at + patience_with(presence, rules)
        )
        return came_online(presence, presence.heard_at) if is_back else Decision(presence)
    if listening is None or not _is_gone(presence, presence.heard_at, rules, listening, now):
        return Decision(presence)
    return Decision(
        replace(presence, state=State.OFFLINE, since=now),
        (Transition(presence.device_id, Change.OFFLINE, now),),
    )


def has_ended(presence: Presence, rules: SilenceRules) -> bool:
    """Its last will was heard, and nothing that must have been said after it."""
    if presence.ended_at is None:
        return False
    return presence.heard_at is None or (
        presence.heard_at <= presence.ended_at + rules.late_readings
    )


def _is_gone(
    presence: Presence,
    heard_at: datetime,
    rules: SilenceRules,
    listening: Listening,
    now: datetime,
) -> bool:
    silent_since = max(heard_at, listening.since)
    if silent_since + patience_with(presence, rules) <= listening.until:
        return True
    if presence.ended_at is None or not has_ended(presence, rules):
        return False
    return now >= max(
        presence.ended_at + rules.after_will, listening.connected_since + rules.to_return
    )

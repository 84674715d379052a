"""A status or a last will arrives: late, again, or in the order of the device's connections.

The connection's number decides which of two statuses is the newer, and within a connection the
uptime, where both say it. What is older than the newest known changes nothing, and nothing takes
back the end of a connection: so every order of arrival, with any repetition, ends in the same
state.

A device that lost its counter begins again with low numbers. Its statuses look late, but late
ones do not keep coming: an older number is taken for a new counting when the newest connection has
said nothing for LOST_COUNTER_AFTER, more than two of the 5 minutes between statuses. Until then its
readings keep the device online; its faults and its condition are heard a quarter of an hour late
at most.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from services.device_gateway.domain.presence.presence import (
    ActiveFault,
    Change,
    Decision,
    Presence,
    State,
    Status,
    Transition,
)

LOST_COUNTER_AFTER: Final = timedelta(minutes=11)


def hear_status(presence: Presence, status: Status, at: datetime) -> Decision:
    """What a status received at that moment changes.

    A last will makes nobody offline by itself: the watch does, when the device has not come back
    with a new connection (domain/presence/silence.py).
    """
    if _is_late(presence, status, at):
        return Decision(presence, is_ignored=True)
    heard = replace(presence, connection=status.connection, spoke_at=_later(presence.spoke_at, at))
    if status.is_will:
        return Decision(replace(heard, ended_at=at))
    return _speaks(heard, status, at)


def came_online(presence: Presence, at: datetime) -> Decision:
    """The device is there, since that moment unless it was before."""
    if presence.state is State.ONLINE:
        return Decision(presence)
    since = _later(presence.since, at)
    return Decision(
        replace(presence, state=State.ONLINE, since=since),
        (Transition(presence.device_id, Change.ONLINE, since),),
    )


def _is_late(presence: Presence, status: Status, at: datetime) -> bool:
    if presence.connection is None or presence.spoke_at is None:
        return False
    if status.connection > presence.connection or not _is_older(presence, status):
        return False
    return status.is_will or at - presence.spoke_at < LOST_COUNTER_AFTER


def _is_older(presence: Presence, status: Status) -> bool:
    """Of a status whose connection is not newer than the newest known."""
    if status.connection != presence.connection or presence.ended_at is not None:
        return True
    known_s, said_s = presence.condition.uptime_s, status.condition.uptime_s
    return known_s is not None and said_s is not None and said_s < known_s


def _speaks(presence: Presence, status: Status, at: datetime) -> Decision:
    online = came_online(
        replace(
            presence,
            heard_at=_later(presence.heard_at, at),
            ended_at=None,
            condition=status.condition,
            faults=_faults_after(presence, status, at),
        ),
        at,
    )
    before = {active.fault for active in presence.faults}
    changes = [(Change.FAULT_CLEARED, fault) for fault in sorted(before - status.faults)]
    changes += [(Change.FAULTED, fault) for fault in sorted(status.faults - before)]
    return Decision(
        online.presence,
        (
            *online.transitions,
            *(Transition(presence.device_id, change, at, fault) for change, fault in changes),
        ),
    )


def _faults_after(presence: Presence, status: Status, at: datetime) -> tuple[ActiveFault, ...]:
    since = {active.fault: active.since for active in presence.faults}
    return tuple(ActiveFault(fault, since.get(fault, at)) for fault in sorted(status.faults))


def _later(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else max(known, at)

"""How a device is, as far as it has been heard; and what is told when that changes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Whether the device is there."""

    NEVER = "never"
    """Never heard."""
    ONLINE = "online"
    OFFLINE = "offline"


class Change(StrEnum):
    """What happened to a device."""

    ONLINE = "online"
    OFFLINE = "offline"
    FAULTED = "faulted"
    FAULT_CLEARED = "fault_cleared"


@dataclass(frozen=True, slots=True)
class Transition:
    """A change, once; `fault` is that of the two fault changes."""

    device_id: str
    change: Change
    occurred_at: datetime
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a device says of itself. A status is whole: what it leaves out is not known."""

    cadence_s: float | None = None
    """Longest time between two readings."""
    firmware: str | None = None
    hardware: str | None = None
    rssi_dbm: int | None = None
    uptime_s: int | None = None
    buffered: int | None = None
    buffer_capacity: int | None = None
    oldest_sequence: int | None = None
    newest_sequence: int | None = None
    clock_offset_ms: int | None = None
    configuration_version: int | None = None
    certificate_serial: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status, or with `is_will` a last will: the connection of that number has ended."""

    is_will: bool
    connection: int
    condition: Condition = field(default_factory=Condition)
    faults: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActiveFault:
    """The device says so since then."""

    fault: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """All that follows from what was heard of a device."""

    device_id: str
    state: State = State.NEVER
    since: datetime | None = None
    """When it came into that state."""
    heard_at: datetime | None = None
    """The newest sign of life: a reading, or a status that was not late."""
    connection: int | None = None
    """The newest number that counts; None for a device that sends no status."""
    spoke_at: datetime | None = None
    """When a status or will of that connection was received last."""
    ended_at: datetime | None = None
    """When that connection's last will was received; None while it lasts."""
    condition: Condition = field(default_factory=Condition)
    faults: tuple[ActiveFault, ...] = ()
    """In the order of their codes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The presence afterwards, and what is to be told of the way there."""

    presence: Presence
    transitions: tuple[Transition, ...] = ()
    is_ignored: bool = False
    """It was late: a newer one is known."""

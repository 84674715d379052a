"""What the load is told, and what it reports: plain values that cross the process border."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePlan:
    """A device and what it measures, in W, in turn; a plant feeds in `day_power_w` by day."""

    device_id: str
    community: int
    powers_w: tuple[float, ...]
    day_power_w: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A community's plant feeds in from `from_s` until `until_s` after the run's start."""

    community: int
    from_s: float
    until_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """Open loop: `rate_per_s` readings leave whether or not the ones before were answered.

    `await_system`: at the end wait for the system's acknowledgements, else for the broker's only.
    """

    rate_per_s: float
    seconds: float
    days: tuple[Day, ...] = ()
    await_system: bool = True


@dataclass(frozen=True, slots=True)
class Dawn:
    """The reading with which a community's excess rose above its threshold."""

    community: int
    measured_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What left and what came back.

    `latest_delay_s`: by how much the worst reading left later than planned.
    `newest_power_w`: by device, of everything sent since the process began.
    """

    sent: int
    confirmed_by_broker: int
    acknowledged: int
    unanswered: int
    seconds: float
    latest_delay_s: float
    dawns: tuple[Dawn, ...]
    newest_power_w: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """How the load's devices came to the broker: CONNECT and SUBSCRIBE; `cpu_s` of the load."""

    connections: int
    seconds: float
    cpu_s: float

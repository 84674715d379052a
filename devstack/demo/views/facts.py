"""What the views are told about the run itself, and how figures read."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from devstack.devices.tally import Percentiles

_KILO = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What does not change during a run.

    `pace`: how event time runs, in words. `since`: event time at which the run begins.
    """

    url: str
    email: str
    password: str
    zone: tzinfo
    pace: str
    since: datetime


def kilowatts(power_w: float) -> str:
    """In kW with two decimals."""
    return f"{power_w / _KILO:,.2f} kW"


def milliseconds(percentiles: Percentiles | None) -> str:
    """p50, p95 and p99 in whole milliseconds."""
    if percentiles is None:
        return "-"
    values = (percentiles.p50_ms, percentiles.p95_ms, percentiles.p99_ms)
    return " / ".join(f"{value:,.0f}" for value in values)


def event_time(moment: datetime, zone: tzinfo) -> str:
    """Date and time on the community's clock."""
    return f"{moment.astimezone(zone):%a %d %b %Y %H:%M:%S}"


def clock_time(moment: datetime, zone: tzinfo) -> str:
    """Hours and minutes on the community's clock."""
    return f"{moment.astimezone(zone):%H:%M}"

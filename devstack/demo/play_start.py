"""Where in time a play of the simulated community begins."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

SUNNY_FROM: Final = time(10, 15)
"""Local time at which roofs produce more than is used, on a clear day in any season."""
_HOURS_AHEAD: Final = timedelta(hours=4)
"""Event time an endless accelerated play has before it catches up with now."""
_LIVE: Final = 1.0


def choose_start(
    *,
    now: datetime,
    zone: tzinfo,
    speed: float,
    duration_s: float | None,
    resume_after: datetime | None,
    not_before: datetime | None = None,
) -> datetime:
    """The system's time after which readings begin, in UTC.

    At speed 1 it is now. Accelerated, it is the latest SUNNY_FROM from which the play takes
    `duration_s` (without: from which it has some hours) before it would catch up with now: no
    reading lies in the future. What an earlier run left after that (`resume_after`) is gone on
    with instead. Never before `not_before`, since when the devices are known.
    """
    now = now.astimezone(UTC)  # differences of local times forget a change of the clock
    if speed <= _LIVE:
        start = now
    else:
        played = _HOURS_AHEAD if duration_s is None else timedelta(seconds=duration_s * speed)
        start = _latest_sunny_start(now - played, zone)
    bounds = [bound for bound in (start, resume_after, not_before) if bound is not None]
    return min(max(bounds), now)


def _latest_sunny_start(latest: datetime, zone: tzinfo) -> datetime:
    local = latest.astimezone(zone)
    start = datetime.combine(local.date(), SUNNY_FROM, zone)
    if start > local:
        start = datetime.combine(local.date() - timedelta(days=1), SUNNY_FROM, zone)
    return start.astimezone(UTC)

"""Shared energy over the intervals of a period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_day import SharedDay

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SharedInterval:
    """An interval's energies in microjoules."""

    period: Period
    imported_uj: int
    """All that was withdrawn."""
    fed_in_uj: int
    withdrawn_uj: int
    """As far as it counts: see shared_energy."""
    shared_uj: int
    """The sum over the clock hours of the smaller of what was fed in and withdrawn in the hour."""
    coverage_ms: int
    """For how long the energy is known, averaged over the facilities of the time."""


def shared_series(
    days: Iterable[SharedDay], seen: Sequence[Period], resolution: Resolution
) -> list[SharedInterval]:
    """Hours, days or months of what lies in the periods `seen`, which are in order of time.

    An hour counts when it lies in one of them whole; intervals of which nothing is known are
    left out.
    """
    hours = [hour for day in days for hour in _known_hours(day) if _lies_in(hour.period, seen)]
    if resolution is Resolution.HOUR:
        return hours
    by_interval = groupby(hours, key=lambda hour: interval_start(hour.period.start, resolution))
    return [_sum(start, list(group), resolution) for start, group in by_interval]


def community_history(
    days: Iterable[SharedDay], seen: Sequence[Period], resolution: Resolution
) -> list[IntervalEnergy]:
    """The same intervals as a history of the community."""
    return [
        IntervalEnergy(item.period, Energy(item.imported_uj, item.fed_in_uj, item.coverage_ms))
        for item in shared_series(days, seen, resolution)
    ]


def _known_hours(day: SharedDay) -> Iterable[SharedInterval]:
    start_ms = epoch_ms(day.start)
    columns = (
        day.imported_uj,
        day.fed_in_uj,
        day.withdrawn_uj,
        day.shared_uj,
        day.coverage_ms,
        day.member_ms,
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for index, (imported, fed_in, withdrawn, shared, coverage_ms, member_ms) in enumerate(rows):
        if coverage_ms:
            start = instant(start_ms + index * HOUR_MS)
            average_ms = coverage_ms * HOUR_MS // member_ms if member_ms else 0
            hour = Period(start, start + _HOUR)
            yield SharedInterval(hour, imported, fed_in, withdrawn, shared, average_ms)


def _lies_in(period: Period, seen: Sequence[Period]) -> bool:
    return any(s.start <= period.start and period.end <= s.end for s in seen)


def _sum(
    start: datetime, hours: Sequence[SharedInterval], resolution: Resolution
) -> SharedInterval:
    return SharedInterval(
        Period(start, interval_end(start, resolution)),
        sum(hour.imported_uj for hour in hours),
        sum(hour.fed_in_uj for hour in hours),
        sum(hour.withdrawn_uj for hour in hours),
        sum(hour.shared_uj for hour in hours),
        sum(hour.coverage_ms for hour in hours),
    )

"""Shared energy over the intervals of a period."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.exact import Integers
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_day import SharedDay

_HOUR: Final = timedelta(hours=1)
_JUST_BELOW_1_MS: Final = timedelta(microseconds=999)
_LONGEST_DAY_HOURS: Final = 25
_HOURS_MS: Final = HOUR_MS * np.arange(_LONGEST_DAY_HOURS, dtype=np.int64)


class SharedInterval(NamedTuple):
    """An interval's energies in microjoules. A tuple: a year has 8,760."""

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
    days = list(days)
    if resolution is Resolution.HOUR:
        return _known_hours(days, seen)
    by_interval = groupby(days, key=lambda day: interval_start(day.start, resolution))
    of_interval = ((start, _known_hours(list(group), seen)) for start, group in by_interval)
    return [_sum(start, hours, resolution) for start, hours in of_interval if hours]


def community_history(
    days: Iterable[SharedDay], seen: Sequence[Period], resolution: Resolution
) -> list[IntervalEnergy]:
    """The same intervals as a history of the community."""
    return [
        IntervalEnergy(item.period, Energy(item.imported_uj, item.fed_in_uj, item.coverage_ms))
        for item in shared_series(days, seen, resolution)
    ]


def _known_hours(days: Sequence[SharedDay], seen: Sequence[Period]) -> list[SharedInterval]:
    """Arrays tell which hours count, and objects are made of those only."""
    if not days:
        return []
    starts_ms = np.concatenate([epoch_ms(d.start) + _HOURS_MS[: len(d.member_ms)] for d in days])
    coverage_ms = np.concatenate([day.coverage_ms for day in days])
    member_ms = np.concatenate([day.member_ms for day in days])
    counted = (coverage_ms > 0) & _lie_in(starts_ms, seen)
    average_ms = np.where(member_ms > 0, coverage_ms * HOUR_MS // np.maximum(member_ms, 1), 0)
    columns = (
        np.concatenate([day.imported_uj for day in days]),
        np.concatenate([day.fed_in_uj for day in days]),
        np.concatenate([day.withdrawn_uj for day in days]),
        np.concatenate([day.shared_uj for day in days]),
        average_ms,
    )
    starts = [instant(start_ms) for start_ms in starts_ms[counted].tolist()]
    rows = zip(starts, *(column[counted].tolist() for column in columns), strict=True)
    return [SharedInterval(Period(start, start + _HOUR), *row) for start, *row in rows]


def _lie_in(starts_ms: Integers, seen: Sequence[Period]) -> NDArray[np.bool_]:
    """Of each hour, whether it lies in one of the periods whole."""
    inside = np.zeros(len(starts_ms), dtype=np.bool_)
    for period in seen:
        first_ms = epoch_ms(period.start + _JUST_BELOW_1_MS)
        last_ms = epoch_ms(period.end) - HOUR_MS
        inside |= (starts_ms >= first_ms) & (starts_ms <= last_ms)
    return inside


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

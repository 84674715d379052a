"""Shared energy over the intervals of a period."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.columns import Columns
from services.energy.domain.exact import Integers
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_day import SharedDay

_JUST_BELOW_1_MS: Final = timedelta(microseconds=999)
_LONGEST_DAY_HOURS: Final = 25
_HOURS_MS: Final = HOUR_MS * np.arange(_LONGEST_DAY_HOURS, dtype=np.int64)


class SharedInterval(NamedTuple):
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


class SharedIntervals(Columns[SharedInterval]):
    """Intervals in order of time; borders in milliseconds since 1970, the rest as there."""

    __slots__ = (
        "coverage_ms", "ends_ms", "fed_in_uj", "imported_uj", "shared_uj", "starts_ms",
        "withdrawn_uj",
    )  # fmt: skip

    def __init__(self, starts_ms: list[int], ends_ms: list[int], *energies: list[int]) -> None:
        super().__init__(starts_ms, ends_ms, *energies)
        self.starts_ms, self.ends_ms = starts_ms, ends_ms
        (
            self.imported_uj,
            self.fed_in_uj,
            self.withdrawn_uj,
            self.shared_uj,
            self.coverage_ms,
        ) = energies

    @property
    def energies(self) -> tuple[list[int], ...]:
        """The columns without the borders."""
        return self._columns[2:]

    @staticmethod
    def _item(*values: int) -> SharedInterval:
        start_ms, end_ms, *energies = values
        return SharedInterval(Period(instant(start_ms), instant(end_ms)), *energies)


def shared_series(
    days: Iterable[SharedDay], seen: Sequence[Period], resolution: Resolution
) -> SharedIntervals:
    """Hours, days or months of what lies in the periods `seen`, which are in order of time.

    An hour counts when it lies in one of them whole; intervals of which nothing is known are
    left out.
    """
    days = list(days)
    hours = _known_hours(days, seen)
    if resolution is Resolution.HOUR:
        return hours
    starts_ms = [epoch_ms(start) for start in _interval_starts(days, resolution)]
    firsts = [bisect_left(hours.starts_ms, start_ms) for start_ms in starts_ms]
    sums = [
        (start_ms, *(sum(column[first:last]) for column in hours.energies))
        for start_ms, (first, last) in zip(starts_ms, pairwise([*firsts, len(hours)]), strict=True)
        if first < last
    ]
    columns = [list(column) for column in zip(*sums, strict=True)] or [[]] * 6
    ends = (interval_end(instant(start_ms), resolution) for start_ms in columns[0])
    return SharedIntervals(columns[0], [epoch_ms(end) for end in ends], *columns[1:])


def community_history(
    days: Iterable[SharedDay], seen: Sequence[Period], resolution: Resolution
) -> IntervalEnergies:
    """The same intervals as a history of the community."""
    told = shared_series(days, seen, resolution)
    return IntervalEnergies(
        told.starts_ms, told.ends_ms, told.imported_uj, told.fed_in_uj, told.coverage_ms
    )


def _interval_starts(days: Iterable[SharedDay], resolution: Resolution) -> list[datetime]:
    return list(dict.fromkeys(interval_start(day.start, resolution) for day in days))


def _known_hours(days: Sequence[SharedDay], seen: Sequence[Period]) -> SharedIntervals:
    """Arrays tell which hours count."""
    if not days:
        return SharedIntervals(*([] for _ in range(7)))
    starts_ms = np.concatenate([epoch_ms(d.start) + _HOURS_MS[: len(d.member_ms)] for d in days])
    coverage_ms = np.concatenate([day.coverage_ms for day in days])
    member_ms = np.concatenate([day.member_ms for day in days])
    counted = (coverage_ms > 0) & _lie_in(starts_ms, seen)
    average_ms = np.where(member_ms > 0, coverage_ms * HOUR_MS // np.maximum(member_ms, 1), 0)
    columns = (
        starts_ms,
        starts_ms + HOUR_MS,
        np.concatenate([day.imported_uj for day in days]),
        np.concatenate([day.fed_in_uj for day in days]),
        np.concatenate([day.withdrawn_uj for day in days]),
        np.concatenate([day.shared_uj for day in days]),
        average_ms,
    )
    return SharedIntervals(*(column[counted].tolist() for column in columns))


def _lie_in(starts_ms: Integers, seen: Sequence[Period]) -> NDArray[np.bool_]:
    """Of each hour, whether it lies in one of the periods whole."""
    inside = np.zeros(len(starts_ms), dtype=np.bool_)
    for period in seen:
        first_ms = epoch_ms(period.start + _JUST_BELOW_1_MS)
        last_ms = epoch_ms(period.end) - HOUR_MS
        inside |= (starts_ms >= first_ms) & (starts_ms <= last_ms)
    return inside

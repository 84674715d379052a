"""Quarter-hours of facilities as arrays, and what they amount to by the hour, day or month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.exact import Integers
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.facility_hours import HOUR_MS

QUARTERS_IN_HOUR: Final = HOUR_MS // QUARTER_MS


@dataclass(frozen=True, slots=True, eq=False)
class FacilityQuarters:
    """Consecutive quarter-hours of facilities; whole days, or what was asked of them."""

    start_ms: int
    """Start of the first, milliseconds since 1970."""
    amounts: Integers
    """Shape (3, facilities, quarter-hours): imported and exported uJ, ms of which they are known.
    All three are zero where nothing is known."""

    def within(self, period: Period, counted: Iterable[tuple[int, Period]]) -> "FacilityQuarters":
        """Those of the period; zero but where they count.

        Both with borders on quarter-hours. `counted`: facility's column, and when it counts.
        """
        first, last = self._places(period)
        start_ms = self.start_ms + first * QUARTER_MS
        of_period = FacilityQuarters(start_ms, self.amounts[:, :, first:last])
        counts = np.zeros(of_period.amounts.shape[1:], dtype=np.bool_)
        for column, own in counted:
            counts[column, slice(*of_period._places(own))] = True
        if counts.all():  # as almost always
            return of_period
        return FacilityQuarters(start_ms, of_period.amounts * counts)

    def by_hour(self) -> Integers:
        """The same by clock hour: shape (3, hours, facilities). It has its borders on hours."""
        kinds, facilities, quarters = self.amounts.shape
        hours = quarters // QUARTERS_IN_HOUR
        split = self.amounts.reshape(kinds, facilities, hours, QUARTERS_IN_HOUR)
        first, second, third, fourth = np.moveaxis(split, 3, 0)  # quicker than a sum of four
        by_hour: Integers = first + second + third + fourth
        return by_hour.transpose(0, 2, 1)

    def total(self) -> "QuarterSums":
        """The sums over the facilities."""
        return QuarterSums(self.start_ms, self.amounts.sum(axis=1))

    def _places(self, period: Period) -> tuple[int, int]:
        count = self.amounts.shape[2]
        first = (epoch_ms(period.start) - self.start_ms) // QUARTER_MS
        last = (epoch_ms(period.end) - self.start_ms) // QUARTER_MS
        return min(max(first, 0), count), min(max(last, 0), count)


@dataclass(frozen=True, slots=True, eq=False)
class QuarterSums:
    """Sums of consecutive quarter-hours; see FacilityQuarters."""

    start_ms: int
    amounts: Integers
    """Shape (3, quarter-hours)."""


def energy_by_interval(parts: Sequence[QuarterSums], resolution: Resolution) -> IntervalEnergies:
    """Quarter-hours or coarser of which something is known, in order of time.

    `parts`: in order of time; an hour's quarter-hours are all in the same one.
    """
    if resolution is Resolution.QUARTER:
        return _by_step([(part.start_ms, part.amounts) for part in parts], QUARTER_MS)
    if resolution is Resolution.HOUR:
        return _by_step([_hours(part) for part in parts], HOUR_MS)
    sums: dict[datetime, Energy] = {}
    for part in parts:
        for start, energy in _by_calendar(part, resolution):
            sums[start] = sums.get(start, NO_ENERGY).plus(energy)
    return IntervalEnergies.of(
        IntervalEnergy(Period(start, interval_end(start, resolution)), energy)
        for start, energy in sums.items()
        if energy != NO_ENERGY
    )


def _hours(part: QuarterSums) -> tuple[int, Integers]:
    """The clock hours, the first and the last as far as they are there."""
    before = part.start_ms % HOUR_MS // QUARTER_MS
    after = -(before + part.amounts.shape[1]) % QUARTERS_IN_HOUR
    whole = np.pad(part.amounts, ((0, 0), (before, after)))
    by_hour: Integers = whole.reshape(len(whole), -1, QUARTERS_IN_HOUR).sum(axis=2)
    return part.start_ms - before * QUARTER_MS, by_hour


def _by_step(parts: Sequence[tuple[int, Integers]], step_ms: int) -> IntervalEnergies:
    columns: list[list[int]] = [[], [], [], [], []]
    for start_ms, amounts in parts:
        known = np.flatnonzero(amounts.any(axis=0))
        starts_ms = start_ms + step_ms * known
        of_part = (starts_ms, starts_ms + step_ms, *amounts[:, known])
        for column, values in zip(columns, of_part, strict=True):
            column.extend(values.tolist())
    return IntervalEnergies(*columns)


def _by_calendar(part: QuarterSums, resolution: Resolution) -> Iterator[tuple[datetime, Energy]]:
    """Days or months. In Python's integers: a month of many facilities passes 64 bits."""
    rows = part.amounts.tolist()
    count = len(rows[0])
    first = 0
    while first < count:
        start = interval_start(instant(part.start_ms + first * QUARTER_MS), resolution)
        end_ms = epoch_ms(interval_end(start, resolution))
        last = min((end_ms - part.start_ms) // QUARTER_MS, count)
        yield start, Energy(*(sum(row[first:last]) for row in rows))
        first = last

"""Some days of some facilities: which of them are to be kept, read and still looked up."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import ROME, Period, midnight
from services.energy.domain.days.facility_quarters import FacilityQuarters
from services.energy.domain.days.rome_days import RomeDays, rome_days
from services.energy.domain.exact import Integers
from services.energy.domain.registry import FacilityPeriod

_KINDS: Final = 3
_AT_ONCE: Final = 4_000
"""Days of facilities: some ten megabytes of quarter-hours."""
_LOOKED_UP: Final = timedelta(days=4)
_OF_FEW: Final = 400
"""Days of facilities that may be looked up one facility after the other."""

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Arrays have the shape (facilities, days)."""

    facility_ids: Sequence[UUID]
    counted: Sequence[tuple[int, Period]]
    """Facility's column, and when it counts."""
    days: RomeDays
    basis: Basis
    wanted: Marks
    """Days of which something is asked and that are over."""
    over: int
    """How many of the days are over."""

    def no_amounts(self) -> Integers:
        """Zeros to put days into: shape (3, facilities, days, quarter-hours of the longest)."""
        longest = int(self.days.lengths.max())
        return np.zeros((_KINDS, *self.wanted.shape, longest), dtype=np.int64)

    def quarters(self, amounts: Integers) -> FacilityQuarters:
        """The days' quarter-hours one after the other."""
        lengths = self.days.lengths
        there = np.arange(amounts.shape[3]) < lengths[:, None]
        start_ms = int(self.days.borders_ms[0])
        if not there.all():  # clocks are set forward or back
            return FacilityQuarters(start_ms, amounts[:, :, there])
        return FacilityQuarters(start_ms, amounts.reshape(*amounts.shape[:2], -1))

    def ranges(self) -> tuple[list[int], list[UUID], list[date], list[date]]:
        """Columns with wanted days, their facilities, the first and the last such day of each."""
        columns = np.flatnonzero(self.wanted.any(axis=1))
        first = self.wanted[columns].argmax(axis=1)
        last = self.days.count - 1 - self.wanted[columns, ::-1].argmax(axis=1)
        return (
            columns.tolist(),
            [self.facility_ids[index] for index in columns.tolist()],
            [self.days.day(index) for index in first.tolist()],
            [self.days.day(index) for index in last.tolist()],
        )

    def holding(self, rows: Iterable[Any], restated: Integers) -> list[Any]:
        """Of kept rows (column, place of the day, restatements) those that are wanted and hold."""
        expected = np.where(self.wanted, restated, -1).tolist()
        return [row for row in rows if row[2] == expected[row[0]][row[1]]]

    def missing(self, held: Sequence[Any]) -> Marks:
        """Wanted days that are not among these."""
        missing = self.wanted.copy()
        missing[[row[0] for row in held], [row[1] for row in held]] = False
        return missing

    def runs(self, missing: Marks) -> list[tuple[int, Period]]:
        """Column and time of neighbouring days, a few days of everybody after the other.

        Quarter-hours lie on the disk in the order in which they came. A facility's year after the
        other would read the same pages once for each; so they are found in Postgres' buffers.
        """
        pieces = []
        together = max(_LOOKED_UP.days, _OF_FEW // max(1, len(missing)))
        for start in range(0, self.days.count, together):
            window = missing[:, start : start + together]
            for column in np.flatnonzero(window.any(axis=1)).tolist():
                edges = np.flatnonzero(np.diff(window[column], prepend=False, append=False)) + start
                for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
                    pieces.append((column, self._between(first, last)))
        return pieces

    def not_over(self) -> list[tuple[int, Period]]:
        """Column and time of what counts of days that are not over."""
        if self.over == self.days.count:
            return []
        still = self._between(self.over, self.days.count)
        overlaps = ((column, period.overlap(still)) for column, period in self.counted)
        return [(column, overlap) for column, overlap in overlaps if overlap is not None]

    def _between(self, first: int, last: int) -> Period:
        return Period(midnight(self.days.day(first)), midnight(self.days.day(last)))


def parts(
    facility_ids: Sequence[UUID],
    counted: Collection[FacilityPeriod],
    period: Period,
    *,
    basis: Basis,
    now: datetime,
) -> Iterator[Part]:
    """A period, some days at a time; days in which nobody counts are left out."""
    column = {facility_id: index for index, facility_id in enumerate(facility_ids)}
    length = timedelta(days=max(1, _AT_ONCE // max(1, len(facility_ids))))
    start = period.start
    while start < period.end:
        border = midnight(start.astimezone(ROME).date() + length)
        own = Period(start, min(border, period.end))
        overlaps = ((column[c.facility_id], c.period.overlap(own)) for c in counted)
        within = [(index, overlap) for index, overlap in overlaps if overlap is not None]
        if within:
            days = rome_days(own)
            over = days.over(now)
            wanted = days.touched(within, len(facility_ids))
            wanted[:, over:] = False
            yield Part(facility_ids, within, days, basis, wanted, over)
        start = own.end

"""Consecutive days of Rome and their quarter-hours; which of them are over for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import ROME, Period, midnight
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import epoch_ms, instant

KEPT_AFTER: Final = timedelta(hours=2)
"""After its end what a day amounted to may be kept: by then every change of it counts as a
restatement, and no transaction from before is open any more."""
LONGEST_DAY: Final = 100
"""Quarter-hours of the day on which clocks are set back."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class RomeDays:
    """Days one after the other."""

    first: date
    borders_ms: Integers
    """Of each day its start, and the last one's end; milliseconds since 1970."""

    @property
    def count(self) -> int:
        """How many days."""
        return len(self.borders_ms) - 1

    @property
    def period(self) -> Period:
        """From the first midnight to the last."""
        return Period(instant(int(self.borders_ms[0])), instant(int(self.borders_ms[-1])))

    @property
    def first_quarters(self) -> Integers:
        """Where each day's quarter-hours begin among those of all, and the end; count + 1."""
        first_quarters: Integers = (self.borders_ms - self.borders_ms[0]) // QUARTER_MS
        return first_quarters

    @property
    def lengths(self) -> Integers:
        """Of each day 92, 96 or 100 quarter-hours."""
        lengths: Integers = np.diff(self.first_quarters)
        return lengths

    def day(self, index: int) -> date:
        """The date of one of them."""
        return self.first + index * _ONE_DAY

    def index(self, day: date) -> int:
        """Which one a date is."""
        return (day - self.first).days

    def over(self, now: datetime) -> int:
        """How many of them, from the first on, ended KEPT_AFTER ago."""
        return int(np.searchsorted(self.borders_ms[1:], epoch_ms(now - KEPT_AFTER), side="right"))

    def touched(self, periods: Iterable[tuple[int, Period]], columns: int) -> NDArray[np.bool_]:
        """The days that any period of each column touches; shape (columns, days)."""
        touched = np.zeros((columns, self.count), dtype=np.bool_)
        for column, period in periods:
            first = np.searchsorted(self.borders_ms[1:], epoch_ms(period.start), side="right")
            last = np.searchsorted(self.borders_ms[:-1], epoch_ms(period.end), side="left")
            touched[column, first:last] = True
        return touched

    def restatements(self, counted: Iterable[tuple[int, date, int]], columns: int) -> Integers:
        """How often each day's past was changed; shape (columns, days).

        `counted`: column, day of UTC, times. A day of Rome lies in two days of UTC: the one before
        it and its own.
        """
        of_utc = np.zeros((columns, self.count + 1), dtype=np.int64)
        before = self.first - _ONE_DAY
        for column, day, times in counted:
            of_utc[column, (day - before).days] += times
        return of_utc[:, :-1] + of_utc[:, 1:]


def rome_days(period: Period) -> RomeDays:
    """The days that a period touches."""
    first = period.start.astimezone(ROME).date()
    last = (period.end - timedelta(microseconds=1)).astimezone(ROME).date()
    days = [first + n * _ONE_DAY for n in range((last - first).days + 2)]
    borders = [epoch_ms(midnight(day)) for day in days]
    return RomeDays(first, np.array(borders, dtype=np.int64))


def utc_days(days: RomeDays) -> tuple[date, date]:
    """The first and the last day of UTC that these days lie in."""
    period = days.period
    return period.start.astimezone(UTC).date(), period.end.astimezone(UTC).date()

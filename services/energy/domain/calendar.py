"""Intervals of a history on the clock of the law, Europe/Rome (23 and 25 hour days included)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from libs.chassis.errors import InvalidInputError

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""The books' years: a bound on how many monthly partitions input can cause."""
ROME: Final = ZoneInfo("Europe/Rome")
MAXIMUM_POINTS: Final = 10_000
_DECEMBER: Final = 12


class Resolution(StrEnum):
    """How long the intervals of a history are; `raw` gives the readings themselves."""

    RAW = "raw"
    MINUTE = "minute"
    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


_STEPS: Final = {
    Resolution.MINUTE: timedelta(minutes=1),
    Resolution.QUARTER: timedelta(minutes=15),
    # Rome is whole hours from UTC in all of the books' years, so its hours are UTC's hours.
    Resolution.HOUR: timedelta(hours=1),
}
_LENGTHS: Final = {
    **_STEPS,
    Resolution.DAY: timedelta(days=1),
    Resolution.MONTH: timedelta(days=30),
}
_TO_INCLUDE: Final = timedelta(microseconds=1)
_DEFAULT_SPANS: Final = {
    Resolution.RAW: timedelta(hours=1),
    Resolution.MINUTE: timedelta(hours=1),
    Resolution.QUARTER: timedelta(days=1),
    Resolution.HOUR: timedelta(days=7),
    Resolution.DAY: timedelta(days=31),
    Resolution.MONTH: timedelta(days=366),
}


class InvalidPeriodError(InvalidInputError):
    """`from` is not before `to`, or the books have no such years."""

    code = "invalid_period"


class TooManyPointsError(InvalidInputError):
    """The answer would have more points than one answer may."""

    code = "too_many_points"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded), aware UTC instants."""

    start: datetime
    end: datetime

    def overlap(self, other: "Period") -> "Period | None":
        """What lies in both; None when that is nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


def interval_start(moment: datetime, resolution: Resolution) -> datetime:
    """The start, in UTC, of the interval that holds `moment`. Raw readings have no intervals."""
    step = _STEPS.get(resolution)
    if step is not None:
        return moment - (moment - EARLIEST) % step
    if resolution is Resolution.RAW:
        return moment
    day = moment.astimezone(ROME).date()
    return midnight(day.replace(day=1) if resolution is Resolution.MONTH else day)


def interval_end(start: datetime, resolution: Resolution) -> datetime:
    """The end, in UTC, of the interval that begins at `start`."""
    step = _STEPS.get(resolution)
    if step is not None:
        return start + step
    day = start.astimezone(ROME).date()
    if resolution is Resolution.DAY:
        return midnight(day + timedelta(days=1))
    if day.month == _DECEMBER:
        return midnight(date(day.year + 1, 1, 1))
    return midnight(date(day.year, day.month + 1, 1))


def asked_period(
    start: datetime | None,
    end: datetime | None,
    resolution: Resolution,
    newest: datetime,
    *,
    maximum_points: int = MAXIMUM_POINTS,
) -> Period:
    """The period a history covers, widened to whole intervals.

    `end` is by default the newest reading, `start` a usual span before `end`. Raises
    InvalidPeriodError, and TooManyPointsError when it has more than `maximum_points` intervals.
    """
    for given in (start, end):
        if given is not None and not EARLIEST <= given <= LATEST:
            raise InvalidPeriodError("the books have the years 2000 to 2099")
    usual = _DEFAULT_SPANS[resolution]
    if end is None:
        newest_end = newest + _TO_INCLUDE if resolution is Resolution.RAW else newest
        end = newest_end if start is None or start < newest else start + usual
    if start is None:
        start = max(end - usual, EARLIEST)
    if start >= end:
        raise InvalidPeriodError("from must be before to")
    asked = Period(start.astimezone(UTC), end.astimezone(UTC))
    if resolution is Resolution.RAW:
        return asked
    whole = Period(interval_start(asked.start, resolution), _rounded_up(asked.end, resolution))
    if (whole.end - whole.start) / _LENGTHS[resolution] > maximum_points:
        raise TooManyPointsError(
            f"at most {maximum_points} intervals: ask for less time or a coarser resolution"
        )
    return whole


def last_24_hours(newest: datetime) -> Period:
    """The 96 quarter-hours up to the end of the one that `newest`, an interval's end, closes."""
    end = _rounded_up(newest, Resolution.QUARTER)
    return Period(end - timedelta(days=1), end)


def _rounded_up(moment: datetime, resolution: Resolution) -> datetime:
    start = interval_start(moment, resolution)
    return start if start == moment else interval_end(start, resolution)


@lru_cache(maxsize=4_096)  # a year's are asked for with every long answer
def midnight(day: date) -> datetime:
    """The start, in UTC, of the day in Rome."""
    return datetime.combine(day, time.min, ROME).astimezone(UTC)

"""With what the consumption after a call is compared: the same clock hours of like days.

Like days are the newest of the four weeks before that are workdays as well, or are none as well
(Saturdays and Sundays): the choice of "high X of Y" baselines in demand response, without the
selection of high days, which biases an effect upwards.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from services.energy.domain.calendar import ROME, Period, Resolution, interval_end, interval_start

WINDOW: Final = timedelta(hours=1)
LIKE_DAYS: Final = 10
"""At most; the newest ones."""
REACH: Final = timedelta(days=28)
_SATURDAY: Final = 5


def window_of(called_at: datetime) -> Period:
    """The hour of whole quarter-hours that begins with the first one after the call."""
    start = interval_start(called_at, Resolution.QUARTER)
    if start < called_at:
        start = interval_end(start, Resolution.QUARTER)
    return Period(start, start + WINDOW)


def like_windows(window: Period) -> list[Period]:
    """The same hour of the clock in Rome on all days before that are like it, newest first."""
    local = window.start.astimezone(ROME)
    days = [local.date() - timedelta(days=back) for back in range(1, REACH.days + 1)]
    windows = []
    for day in days:
        if _is_workday(day) == _is_workday(local.date()):
            start = datetime.combine(day, local.time(), ROME).astimezone(window.start.tzinfo)
            windows.append(Period(start, start + WINDOW))
    return windows


def was_told_for(window: Period, told_at: Collection[datetime]) -> bool:
    """True when a call could have changed what was consumed in that window: no usual day."""
    return any(window.start - WORKS_FOR <= told < window.end for told in told_at)


WORKS_FOR: Final = timedelta(hours=4)
"""A call may still be followed that much later."""


def _is_workday(day: date) -> bool:
    return day.weekday() < _SATURDAY

"""A long period in parts, each small enough to be answered at once."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start

_MINUTES_PART: Final = timedelta(hours=3)
"""With the hours around it, less readings than one answer may take, from a device that measures
every second."""
_LONGEST_DAYS: Final[Mapping[Resolution, int]] = {
    Resolution.QUARTER: 31,
    Resolution.HOUR: 92,
    Resolution.DAY: 366,
    Resolution.MONTH: 366,
}
_QUARTER_HOURS_AT_ONCE: Final = 400_000
_QUARTER_HOURS_A_DAY: Final = 96


def parts(period: Period, resolution: Resolution, *, facilities: int) -> Iterator[Period]:
    """The period in parts of whole intervals, in order.

    Of fewer days where many facilities are summed. `period`: of whole intervals.
    """
    start = period.start
    while start < period.end:
        end = min(_end_of_part(start, resolution, facilities), period.end)
        yield Period(start, end)
        start = end


def _end_of_part(start: datetime, resolution: Resolution, facilities: int) -> datetime:
    if resolution is Resolution.MINUTE:
        return start + _MINUTES_PART
    fitting = _QUARTER_HOURS_AT_ONCE // (_QUARTER_HOURS_A_DAY * max(facilities, 1))
    days = min(_LONGEST_DAYS[resolution], max(fitting, 1))
    unit = Resolution.MONTH if resolution is Resolution.MONTH else Resolution.DAY
    end = interval_start(start + timedelta(days=days), unit)
    # On the longest day of the year, and of months, that is not even one.
    return end if end > start else interval_end(interval_start(start, unit), unit)

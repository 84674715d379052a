"""Times of a file as quarter-hours: offsets, Rome's clock, either end, and the hour that is twice.

Without an offset, a time in the hour that the clock repeats in autumn is told by its order: a file
that has it twice means the earlier hour first (the later one in a file that runs backwards). A file
that has it once leaves open which it means.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import ROME, Resolution, interval_end, interval_start
from services.energy.domain.curves.faults import Fault
from services.energy.domain.curves.mapping import ClockZone, Stamp
from services.energy.domain.quantities import epoch_ms

QUARTER: Final = timedelta(milliseconds=QUARTER_MS)
_NONE: Final = timedelta()
_DATE: Final = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<Y>\d{4})(?P<M>\d\d)(?P<D>\d\d)"
    r"|(?P<dd>\d{1,2})(?P<by>[/.-])(?P<mm>\d{1,2})(?P=by)(?P<yy>\d{4}))",
    re.ASCII,
)
_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.0+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_RANGE: Final = re.compile(
    r"(\d{1,2}[:.]\d\d)\s*[-\u2013]\s*\d{1,2}[:.]\d\d"
    r"|(\d{1,2}[:.]\d\d[:.]\d\d)\s*[-\u2013]\s*\d{1,2}[:.]\d\d[:.]\d\d",
    re.ASCII,
)
_YEARS: Final = range(1900, 2200)
_DAY: Final = timedelta(days=1)
_TWO: Final = time(2)
_THREE: Final = time(3)


def date_of(text: str) -> date | None:
    """2026-03-01, 20260301, 01/03/2026, 1.3.2026 or 01-03-2026."""
    found = _DATE.fullmatch(text)
    return None if found is None else _date(found)


def is_range(text: str) -> bool:
    """Whether a time names both ends of its quarter-hour, as 00:00-00:15."""
    date_there = _DATE.match(text)
    at = text[date_there.end() :] if date_there else text
    return _RANGE.fullmatch(at.lstrip("T ,")) is not None


def time_of(text: str) -> datetime | None:
    """A date and a time of day, aware where it has an offset; of a range its start.

    24:00 is the next day's 00:00.
    """
    found = _DATE.match(text)
    day = None if found is None else _date(found)
    if found is None or day is None:
        return None
    at = text[found.end() :].lstrip("T ,")
    both = _RANGE.fullmatch(at)
    clock = _CLOCK.fullmatch(both[1] or both[2] if both else at)
    return None if clock is None else _moment(day, clock)


def _date(found: re.Match[str]) -> date | None:
    part = found.groupdict()
    year = int(part["y"] or part["Y"] or part["yy"])
    month = int(part["m"] or part["M"] or part["mm"])
    day = int(part["d"] or part["D"] or part["dd"])
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _moment(day: date, clock: re.Match[str]) -> datetime | None:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    is_midnight = (hour, minute, second) == (24, 0, 0)
    try:
        at = time(0 if is_midnight else hour, minute, second, tzinfo=_offset(clock[4]))
    except ValueError:
        return None
    moment = datetime.combine(day, at)
    return moment + _DAY if is_midnight else moment


@lru_cache(maxsize=64)
def _offset(text: str | None) -> timezone | None:
    """Raises ValueError."""
    if text is None or text == "Z":
        return UTC if text else None
    away = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-away if text[0] == "-" else away)


def quarter_starts(
    times: Sequence[datetime | None], *, stamp: Stamp, zone: ClockZone
) -> list[int | Fault]:
    """The starts (ms since 1970) of the quarter-hours that a file's times name, in its order."""
    rome = _RomeClock(
        [moment for moment in times if moment is not None and moment.tzinfo is None], stamp
    )
    starts: list[int | Fault] = []
    for moment in times:
        if moment is None:
            starts.append(Fault.TIME_UNREADABLE)
        elif moment.tzinfo is None and zone is ClockZone.ROME:
            starts.append(_on_quarter(rome.start_of(moment)))
        else:
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            starts.append(_on_quarter(aware - QUARTER if stamp is Stamp.END else aware))
    return starts


def quarters_of_day(day: date) -> list[tuple[int, time]]:
    """Start (ms since 1970) and Rome's clock of each of a day's 92, 96 or 100 quarter-hours."""
    start = interval_start(datetime.combine(day, time(12), ROME), Resolution.DAY)
    count = (interval_end(start, Resolution.DAY) - start) // QUARTER
    moments = [start + i * QUARTER for i in range(count)]
    return [(epoch_ms(moment), moment.astimezone(ROME).time()) for moment in moments]


def _on_quarter(start: datetime | Fault) -> int | Fault:
    if isinstance(start, Fault):
        return start
    start_ms = epoch_ms(start)
    return start_ms if start_ms % QUARTER_MS == 0 else Fault.TIME_OFF_QUARTER


class _RomeClock:
    """Times on Rome's clock, asked for in the file's order.

    The end of a quarter-hour is told in two ways on the days of the change: by the clock that then
    holds, or as fifteen minutes after its start. Which is seen by 02:00 coming twice in autumn, and
    by the hour that is left out in spring.
    """

    def __init__(self, times: Sequence[datetime], stamp: Stamp) -> None:
        self._backwards = bool(times) and times[0] > times[-1]
        self._at_end = stamp is Stamp.END
        twice = Counter(moment for moment in times if moment.time() == _TWO and _folds(moment) > 0)
        self._by_clock = {moment.date() for moment, count in twice.items() if count > 1}
        told = (self._told(moment)[0] for moment in times)
        self._counts = Counter(wall for wall in told if _folds(wall) > 0)
        self._seen: Counter[datetime] = Counter()

    def start_of(self, moment: datetime) -> datetime | Fault:
        """The quarter-hour's start."""
        wall, until_start = self._told(moment)
        folds = _folds(wall)
        if folds < 0:
            return Fault.TIME_MISSING_IN_SPRING
        fold = 0
        if folds > 0:
            if self._counts[wall] != 2:  # noqa: PLR2004  # the clock shows it twice
                return Fault.TIME_AMBIGUOUS
            fold = self._seen[wall] ^ self._backwards
            self._seen[wall] += 1
        return wall.replace(tzinfo=ROME, fold=fold).astimezone(UTC) - until_start

    def _told(self, moment: datetime) -> tuple[datetime, timedelta]:
        """A time on the clock, and how long before it the quarter-hour starts."""
        if not self._at_end:
            return moment, _NONE
        nominal = moment - QUARTER
        in_change = moment.date() in self._by_clock and _TWO <= moment.time() <= _THREE
        if in_change or _folds(nominal) < 0:
            return moment, QUARTER
        return nominal, _NONE


def _folds(wall: datetime) -> int:
    """1 for a time that the clock shows twice, -1 for one it leaves out, else 0."""
    first = wall.replace(tzinfo=ROME, fold=0).utcoffset()
    second = wall.replace(tzinfo=ROME, fold=1).utcoffset()
    assert first is not None
    assert second is not None
    return (first > second) - (first < second)

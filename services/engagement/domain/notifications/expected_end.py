"""How long a surplus may last, as far as anybody can say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from statistics import median
from typing import Final, Literal

LOOKS_BACK: Final = timedelta(days=14)
_DAY: Final = timedelta(days=1)
_DAYS_AT_LEAST: Final = 3
_AHEAD: Final = timedelta(hours=1)
_QUARTER: Final = timedelta(minutes=15)
_WORTH_SAYING: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ExpectedEnd:
    """About when it ends, and what that rests on."""

    at: datetime
    basis: Literal["recent_days", "forecast"]


@dataclass(frozen=True, slots=True)
class Span:
    """An episode that is over, in event time."""

    started_at: datetime
    ended_at: datetime


def end_on_recent_days(spans: Iterable[Span], at: datetime, zone: tzinfo) -> ExpectedEnd | None:
    """The median local end of the episodes open within an hour from now on the 14 days before.

    None where fewer than 3 of the days had one, and where that end is less than half an hour away:
    then it is not worth saying. Rounded to quarter-hours.
    """
    spans, local = tuple(spans), at.astimezone(zone)
    clocks: list[timedelta] = []
    for days in range(1, LOOKS_BACK // _DAY + 1):
        then = local - days * _DAY  # the same time on the clock
        ends = [
            span.ended_at
            for span in spans
            if span.started_at < then + _AHEAD and span.ended_at > then
        ]
        if ends:
            clocks.append(_clock(max(ends).astimezone(zone), then))
    if len(clocks) < _DAYS_AT_LEAST:
        return None
    usual = timedelta(seconds=median(clock.total_seconds() for clock in clocks))
    end = (_midnight(local) + round(usual / _QUARTER) * _QUARTER).astimezone(UTC)
    return ExpectedEnd(end, "recent_days") if end - at >= _WORTH_SAYING else None


def _clock(end: datetime, day: datetime) -> timedelta:
    """Time on the clock since the day's midnight; above 24 hours if it lasted into the next."""
    return end.replace(tzinfo=None) - _midnight(day).replace(tzinfo=None)


def _midnight(local: datetime) -> datetime:
    return datetime.combine(local.date(), time(), local.tzinfo)

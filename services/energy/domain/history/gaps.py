"""Where a history knows nothing, or not all (FR3.3). A gap is told, never filled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, pairwise

from services.energy.domain.books.intervals import MAXIMUM_INTERVAL_MS, NO_ENERGY
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant


class Completeness(StrEnum):
    """How much of an interval is known."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    GAP = "gap"
    """Nothing."""
    OPEN = "open"
    """Not all, and that may still come: it is not over, or its last reading is yet to come."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring intervals of which not all is known; known for `known_ms` of that time."""

    period: Period
    known_ms: int


def told_until(as_of: datetime | None, now: datetime) -> datetime:
    """Up to when what is unknown is a gap, not something that is still to come.

    The next reading, at most MAXIMUM_INTERVAL_MS after the newest (`as_of`), tells of the time
    between; when it has not come by then that time is lost.
    """
    if as_of is None or epoch_ms(now) - epoch_ms(as_of) > MAXIMUM_INTERVAL_MS:
        return now
    return min(as_of, now)


def completeness(item: IntervalEnergy, until: datetime) -> Completeness:
    """Of one interval. `until`: see told_until."""
    length_ms = epoch_ms(item.period.end) - epoch_ms(item.period.start)
    if item.energy.coverage_ms >= length_ms:
        return Completeness.COMPLETE
    if item.period.end > until:
        return Completeness.OPEN
    return Completeness.PARTIAL if item.energy.coverage_ms else Completeness.GAP


def every_interval(
    known: Iterable[IntervalEnergy], period: Period, resolution: Resolution
) -> Iterator[IntervalEnergy]:
    """Each interval of the period; without energy and coverage where nothing is known.

    `known`: in order of time, of this resolution. `period`: whole intervals.
    """
    start = period.start
    for item in known:
        while start < item.period.start:
            yield IntervalEnergy(Period(start, interval_end(start, resolution)), NO_ENERGY)
            start = interval_end(start, resolution)
        yield item
        start = item.period.end
    while start < period.end:
        yield IntervalEnergy(Period(start, interval_end(start, resolution)), NO_ENERGY)
        start = interval_end(start, resolution)


def gaps(
    known: Iterable[IntervalEnergy], period: Period, resolution: Resolution, until: datetime
) -> list[Gap]:
    """The gaps of a history, in order of time: arguments as of every_interval and completeness."""
    found: list[Gap] = []
    for start_ms, end_ms, known_ms in _unknown(IntervalEnergies.of(known), period):
        told = Period(instant(start_ms), instant(end_ms))
        if told.end > until:  # of an interval that is not over, not yet; of none at all, so far
            end = min(told.end, interval_start(until, resolution))
            if known_ms or end <= told.start:
                continue
            told = Period(told.start, end)
        if found and found[-1].period.end == told.start:
            before = found.pop()
            whole = Period(before.period.start, told.end)
            found.append(Gap(whole, before.known_ms + known_ms))
        else:
            found.append(Gap(told, known_ms))
    return found


def _unknown(known: IntervalEnergies, period: Period) -> Iterator[tuple[int, int, int]]:
    """What is between intervals, and those known in part: start, end and how much is known."""
    at_ms = epoch_ms(period.start)
    for start_ms, end_ms, coverage_ms in zip(
        known.starts_ms, known.ends_ms, known.coverage_ms, strict=True
    ):
        if at_ms < start_ms:
            yield at_ms, start_ms, 0
        if coverage_ms < end_ms - start_ms:
            yield start_ms, end_ms, coverage_ms
        at_ms = end_ms
    if at_ms < epoch_ms(period.end):
        yield at_ms, epoch_ms(period.end), 0


def raw_gaps(moments: Iterable[datetime], period: Period, until: datetime) -> list[Gap]:
    """Times without a reading that are too long to tell what happened in between.

    `moments`: of the readings in the period, in order.
    """
    borders = chain([period.start], moments, [max(period.start, min(period.end, until))])
    return [
        Gap(Period(before, after), 0) for before, after in pairwise(borders) if apart(before, after)
    ]


def apart(before: datetime, after: datetime) -> bool:
    """Whether two readings are too far apart to tell what happened in between."""
    return epoch_ms(after) - epoch_ms(before) > MAXIMUM_INTERVAL_MS

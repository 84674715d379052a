"""Energy over the intervals of a period, and how much of each interval is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Final

import numpy as np

from services.energy.domain.books.intervals import (
    NEIGHBOURHOOD,
    NO_ENERGY,
    Energy,
    Pieces,
    energy_between,
    summed,
)
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.books.reading_columns import NONE, ReadingColumns
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.registry import DevicePeriod, FacilityPeriod

MINUTE_MS: Final = 60_000
_JUST_BELOW_1_MS: Final = timedelta(microseconds=999)


@dataclass(frozen=True, slots=True)
class IntervalEnergy:
    """The energy of one interval of a history."""

    period: Period
    energy: Energy


def counted_step_ms(resolution: Resolution) -> int:
    """In which steps facilities count for somebody: see counted_periods."""
    return MINUTE_MS if resolution in {Resolution.RAW, Resolution.MINUTE} else QUARTER_MS


def counted_periods(
    periods: Iterable[FacilityPeriod], within: Period, *, step_ms: int = QUARTER_MS
) -> list[FacilityPeriod]:
    """The whole steps (quarter-hours) that count for somebody who had these facilities.

    A step counts for whoever had the facility when the step began, so that one that changes
    hands in the middle of a step counts once. `within` must have its borders on steps.
    """
    counted = []
    for item in periods:
        whole = Period(_step_up(item.period.start, step_ms), _step_up(item.period.end, step_ms))
        overlap = whole.overlap(within)
        if overlap is not None:
            counted.append(FacilityPeriod(item.facility_id, overlap))
    return counted


def total(intervals: Iterable[IntervalEnergy]) -> Energy:
    """The sum of all intervals."""
    return reduce(Energy.plus, (item.energy for item in intervals), NO_ENERGY)


def neighbourhood(period: Period) -> Period:
    """Where the readings lie that every measured interval touching `period` ends or begins at."""
    return Period(period.start - NEIGHBOURHOOD, period.end + NEIGHBOURHOOD)


def device_ids_within(devices: Iterable[DevicePeriod], period: Period) -> list[str]:
    """The devices that measured at their facility at some time in the period."""
    return sorted({d.device_id for d in devices if d.period.overlap(period) is not None})


def minutes(readings: Iterable[Reading], counted: Iterable[FacilityPeriod]) -> list[IntervalEnergy]:
    """Energy per minute of the facilities in `counted`.

    `readings`: all of each device's in the neighbourhood, by device and then time.
    """
    columns = ReadingColumns.of(list(readings))
    after = np.flatnonzero(np.diff(columns.device) == 0) + 1
    pieces = energy_between(columns, after - 1, after, MINUTE_MS)
    facility = columns.facility[after[pieces.pair]]
    places = {facility_id: place for place, facility_id in enumerate(columns.facility_ids)}
    counts = np.zeros(len(facility), dtype=np.bool_)
    for item in counted:
        counts |= (
            (facility == places.get(item.facility_id, NONE))
            & (pieces.start_ms >= epoch_ms(item.period.start))
            & (pieces.start_ms < epoch_ms(item.period.end))
        )
    pieces = Pieces(*(column[counts] for column in pieces))
    sums = summed(pieces, np.zeros_like(pieces.pair))
    return [
        IntervalEnergy(Period(instant(start_ms), instant(start_ms + MINUTE_MS)), Energy(*amounts))
        for start_ms, *amounts in zip(*(column.tolist() for column in sums[1:]), strict=True)
    ]


def _step_up(moment: datetime, step_ms: int) -> datetime:
    """The first border of steps that is not before `moment`."""
    return instant(-(-epoch_ms(moment + _JUST_BELOW_1_MS) // step_ms) * step_ms)

"""The part that questions about a facility, a device and a community share."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import (
    MAXIMUM_POINTS,
    Period,
    Resolution,
    TooManyPointsError,
    last_24_hours,
)
from services.energy.domain.errors import NoOfficialReadingsError
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.history.interval_energy import (
    MINUTE_MS,
    counted_periods,
    device_ids_within,
    minutes,
    neighbourhood,
    total,
)
from services.energy.domain.registry import DevicePeriod, FacilityPeriod
from services.energy.ports.history import History

MAXIMUM_READINGS: Final = 20_000
"""How many readings an answer by the minute may be computed from."""


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """A history is asked for; what is None gets a usual value (see asked_period)."""

    start: datetime | None = None
    end: datetime | None = None
    resolution: Resolution = Resolution.QUARTER
    basis: Basis = Basis.MEASURED


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose energy it is: facilities for a time each, and the devices that measured there."""

    facilities: Sequence[FacilityPeriod]
    devices: Sequence[DevicePeriod]


async def energy_of_last_24_hours(
    history: History, subject: Subject, newest: datetime | None
) -> Energy:
    """What was withdrawn and fed in during the 96 quarter-hours up to the newest reading's."""
    if newest is None:
        return NO_ENERGY
    counted = counted_periods(subject.facilities, last_24_hours(newest))
    return total(await history.energy(counted, Resolution.DAY))


async def interval_history(
    history: History,
    subject: Subject,
    period: Period,
    resolution: Resolution,
    basis: Basis = Basis.MEASURED,
) -> IntervalEnergies:
    """Energy by minute or coarser; `period` has its borders on intervals.

    Raises TooManyPointsError where minutes need more than MAXIMUM_READINGS readings,
    NoOfficialReadingsError for minutes of an official curve.
    """
    if resolution is not Resolution.MINUTE:
        counted = counted_periods(subject.facilities, period)
        return await history.energy(counted, resolution, basis)
    if basis is Basis.OFFICIAL:
        raise NoOfficialReadingsError("an official curve has quarter-hours, nothing finer")
    around = neighbourhood(period)
    readings = await _readings(history, subject, around, limit=MAXIMUM_READINGS)
    counted = counted_periods(subject.facilities, period, step_ms=MINUTE_MS)
    # A tenth of a second of computing must not hold up the readings that arrive meanwhile.
    return IntervalEnergies.of(await asyncio.to_thread(minutes, readings, counted))


async def raw_history(
    history: History, subject: Subject, period: Period, facility_ids: Collection[UUID]
) -> list[Reading]:
    """The readings taken at these facilities, in order of time.

    Raises TooManyPointsError above MAXIMUM_POINTS.
    """
    readings = await _readings(history, subject, period, limit=MAXIMUM_POINTS)
    own = [reading for reading in readings if reading.facility_id in facility_ids]
    return sorted(own, key=lambda reading: reading.measured_at)


async def _readings(
    history: History, subject: Subject, period: Period, *, limit: int
) -> list[Reading]:
    device_ids = device_ids_within(subject.devices, period)
    readings = await history.readings(device_ids, period, limit=limit + 1)
    if len(readings) > limit:
        raise TooManyPointsError(f"more than {limit} readings: ask for less time")
    return readings

"""Measured and official energy of a facility, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.calendar import Period, Resolution, asked_period
from services.energy.domain.curves.official_energy import OfficialEnergy, OfficialInterval
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.registry import FacilityPeriod
from services.energy.ports.curves import Curves
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.curves.access import readable_periods


@dataclass(frozen=True, slots=True)
class ComparedInterval:
    """An interval of which either is known."""

    period: Period
    measured: Energy
    official: OfficialInterval


@dataclass(frozen=True, slots=True)
class CurveComparison:
    """Intervals in order of time; those of which nothing is known are left out."""

    period: Period
    intervals: Sequence[ComparedInterval]


class CompareCurve:
    """For who has a role on the facility; a representative for the time it was a member."""

    def __init__(self, registry: Registry, curves: Curves, history: History, clock: Clock) -> None:
        self._registry = registry
        self._curves = curves
        self._history = history
        self._clock = clock

    async def __call__(
        self,
        facility_id: UUID,
        *,
        user_id: UUID,
        start: datetime | None,
        end: datetime | None,
        resolution: Resolution,
    ) -> CurveComparison:
        """By quarter-hour or coarser. Raises what readable_periods and asked_period raise."""
        allowed = readable_periods(self._registry, facility_id, user_id=user_id)
        period = asked_period(start, end, resolution, self._clock.now())
        counted = counted_periods((FacilityPeriod(facility_id, item) for item in allowed), period)
        measured = await self._history.energy(counted, resolution)
        official = await self._curves.intervals(counted, resolution)
        energy_of = {item.period: item.energy for item in measured}
        official_of = {item.period: item for item in official}
        periods = sorted(energy_of.keys() | official_of.keys(), key=lambda each: each.start)
        return CurveComparison(
            period,
            [
                ComparedInterval(
                    each,
                    energy_of.get(each, NO_ENERGY),
                    official_of.get(each)
                    or OfficialInterval(each, OfficialEnergy(None, None), 0, 0),
                )
                for each in periods
            ],
        )

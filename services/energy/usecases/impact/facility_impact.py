"""CO2 that a facility avoids, for those with a role on it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.history.balance import newest_of
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.impact.avoided_co2 import DayOfEnergy
from services.energy.domain.impact.part_of_day import PartOfDay, part_of_day
from services.energy.domain.registry import Facility, FacilityPeriod
from services.energy.domain.sharing.shared_energy import SharedEnergy, shared_energy
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.access import visible_facility
from services.energy.usecases.impact.questions import (
    ImpactQuestion,
    ImpactRead,
    impact_read,
    whole_months,
)
from services.energy.usecases.sharing.kept_days import KeptDays

_NOTHING: Final = PartOfDay(0, 0)


class FacilityImpact:
    """From the facility's energy, and its part of what its communities' kept days have shared."""

    def __init__(
        self,
        registry: Registry,
        history: History,
        days: KeptDays,
        books: HourlyBooks,
        rules: RuleBook,
        *,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._history = history
        self._days = days
        self._books = books
        self._rules = rules
        self._clock = clock

    async def __call__(
        self, facility_id: UUID, *, user_id: UUID, question: ImpactQuestion
    ) -> ImpactRead:
        """All that it fed in, as a member of a community or not.

        Raises what visible_facility and whole_months raise.
        """
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        reading = newest_of(await self._history.newest(facility.devices))
        newest = self._clock.now() if reading is None else reading.reading.measured_at
        period = whole_months(question, newest)
        counted = counted_periods([FacilityPeriod(facility_id, period)], period)
        energies = await self._history.energy(counted, Resolution.DAY, question.basis)
        parts = await self._shared(facility, period, question.basis)
        days = [
            DayOfEnergy(
                start=day.period.start,
                fed_in_uj=day.energy.export_uj,
                shared_uj=parts.get(day.period.start, _NOTHING).as_producer_uj,
                withdrawn_shared_uj=parts.get(day.period.start, _NOTHING).as_consumer_uj,
                coverage_ms=day.energy.coverage_ms,
            )
            for day in energies
        ]
        return impact_read(period, newest, days, self._rules)

    async def _shared(
        self, facility: Facility, period: Period, basis: Basis
    ) -> dict[datetime, PartOfDay]:
        """Its part of what its communities shared, by the starts of days."""
        parts: dict[datetime, PartOfDay] = {}
        memberships = (m for m in facility.memberships if m.period.overlap(period) is not None)
        for community_id in sorted({m.community_id for m in memberships}):
            days = await self._days(community_id, basis, period)
            own = await self._own(facility, community_id, period, basis)
            for day in days:
                before = parts.get(day.start, _NOTHING)
                parts[day.start] = before.plus(part_of_day(own, day))
        return parts

    async def _own(
        self, facility: Facility, community_id: UUID, period: Period, basis: Basis
    ) -> SharedEnergy:
        """The facility alone, while it was a member of the community."""
        memberships = [
            FacilityPeriod(m.facility_id, m.period)
            for m in facility.memberships
            if m.community_id == community_id
        ]
        counted = counted_periods(memberships, period)
        hours = await self._books.facility_hours([facility.facility_id], counted, period, basis)
        return shared_energy(hours, [facility.facts.storage_efficiency])

"""CO2 that a facility avoids, for those with a role on it."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, interval_start
from services.energy.domain.history.balance import newest_of
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.impact.avoided_co2 import DayOfEnergy
from services.energy.domain.quantities import instant
from services.energy.domain.registry import Facility, FacilityPeriod
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_energy import (
    shared_by_consumer,
    shared_by_producer,
    shared_energy,
)
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.access import visible_facility
from services.energy.usecases.impact.questions import (
    ImpactQuestion,
    ImpactRead,
    impact_read,
    months_of,
    whole_months,
)
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)


@dataclass(slots=True)
class _SharedByDay:
    """A facility's part of shared energy, by the starts of days; microjoules."""

    produced_uj: Counter[datetime] = field(default_factory=Counter)
    consumed_uj: Counter[datetime] = field(default_factory=Counter)

    def add(self, hours: FacilityHours, facilities: CommunityFacilities, column: int) -> None:
        """What the facility in that column had of these hours."""
        shared = shared_energy(hours, facilities.storage_efficiencies)
        days = [interval_start(instant(ms), Resolution.DAY) for ms in hours.starts_ms.tolist()]
        for by_day, parts in (
            (self.produced_uj, shared_by_producer(shared)),
            (self.consumed_uj, shared_by_consumer(shared)),
        ):
            for day, energy_uj in zip(days, parts[:, column].tolist(), strict=True):
                by_day[day] += energy_uj


class FacilityImpact:
    """From the facility's energy, and its part of each hour's shared energy."""

    def __init__(
        self,
        registry: Registry,
        history: History,
        books: HourlyBooks,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._history = history
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
        shared = await self._shared(facility, period, question.basis)
        days = [
            DayOfEnergy(
                start=day.period.start,
                fed_in_uj=day.energy.export_uj,
                shared_uj=shared.produced_uj[day.period.start],
                withdrawn_shared_uj=shared.consumed_uj[day.period.start],
                coverage_ms=day.energy.coverage_ms,
            )
            for day in energies
        ]
        return impact_read(period, newest, days, self._rules)

    async def _shared(self, facility: Facility, period: Period, basis: Basis) -> _SharedByDay:
        shared = _SharedByDay()
        for community_id in sorted({m.community_id for m in facility.memberships}):
            everybody = community_facilities(self._registry, community_id)
            for month in months_of(period):  # years of a large community at once take much room
                members = everybody.within(month)
                if facility.facility_id not in members.facility_ids:
                    continue
                hours = await self._books.facility_hours(
                    members.facility_ids, members.counted(month), month, basis
                )
                column = members.facility_ids.index(facility.facility_id)
                await asyncio.to_thread(shared.add, hours, members, column)
        return shared

"""The twins of hours and kept days in Postgres, for tests."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.quantities import instant
from services.energy.domain.registry import FacilityPeriod, contains
from services.energy.domain.sharing.facility_hours import (
    HOUR_MS,
    FacilityHours,
    membership_ms,
    no_energy,
)
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.ports.sharing import HourlyBooks, KeptDay


class MemoryHourlyBooks:
    """What these books say by hour."""

    def __init__(self, books: MemoryBooks) -> None:
        self._books = books

    async def facility_hours(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> FacilityHours:
        hours = no_energy(period, facility_ids)
        hours.member_ms[:] = membership_ms(period, facility_ids, counted)
        column = {facility_id: index for index, facility_id in enumerate(facility_ids)}
        for quarter, energy in self._books.energies(basis).items():
            start = instant(quarter.start_ms)
            if not any(
                c.facility_id == quarter.facility_id and contains(c.period, start) for c in counted
            ):
                continue
            place = (quarter.start_ms - hours.first_hour_ms) // HOUR_MS, column[quarter.facility_id]
            hours.withdrawn_uj[place] += energy.import_uj
            hours.fed_in_uj[place] += energy.export_uj
            hours.coverage_ms[place] += energy.coverage_ms
        return hours

    async def restatements(
        self, facility_ids: Collection[UUID], period: Period, basis: Basis
    ) -> Mapping[date, int]:
        first, last = (moment.astimezone(UTC).date() for moment in (period.start, period.end))
        counts: dict[date, int] = {}
        for restated, times in self._books.restated[basis].items():
            if restated.facility_id in facility_ids and first <= restated.day <= last:
                counts[restated.day] = counts.get(restated.day, 0) + times
        return counts


class MemorySharedDays:
    """SharedDays in a dictionary."""

    def __init__(self, books: HourlyBooks) -> None:
        self._books = books
        self._days: dict[tuple[UUID, Basis, datetime], tuple[KeptDay, bytes]] = {}

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[HourlyBooks]:
        yield self._books

    async def kept(
        self, community_id: UUID, basis: Basis, period: Period, facts: bytes
    ) -> list[KeptDay]:
        return [
            kept
            for (of, on, start), (kept, by) in sorted(self._days.items())
            if (of, on, by) == (community_id, basis, facts) and contains(period, start)
        ]

    async def keep(
        self, community_id: UUID, basis: Basis, days: Sequence[KeptDay], facts: bytes
    ) -> None:
        self._days |= {(community_id, basis, d.day.start): (d, facts) for d in days}

"""The books by hour, from Postgres into arrays without an object for each number."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.facility_hours import (
    HOUR_MS,
    FacilityHours,
    membership_ms,
    no_energy,
)
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.days.quarters import QuarterBooks
from services.energy.outbound.sharing import statements


class HourlyBooksThen:
    """HourlyBooks as they are at one moment."""

    def __init__(self, quarters: QuarterBooks) -> None:
        self._quarters = quarters

    async def facility_hours(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> FacilityHours:
        hours = no_energy(period, facility_ids)
        hours.member_ms[:] = membership_ms(period, facility_ids, counted)
        async for part in self._quarters.parts(facility_ids, counted, period, basis):
            first = (part.start_ms - epoch_ms(period.start)) // HOUR_MS
            imported, exported, covered = part.by_hour()
            rows = slice(first, first + len(imported))
            hours.withdrawn_uj[rows] = imported
            hours.fed_in_uj[rows] = exported
            hours.coverage_ms[rows] = covered
        return hours

    async def restatements(
        self, facility_ids: Collection[UUID], period: Period, basis: Basis
    ) -> Mapping[date, int]:
        rows = await self._quarters.connection.fetch(
            statements.RESTATEMENTS,
            list(facility_ids),
            period.start.astimezone(UTC).date(),
            period.end.astimezone(UTC).date(),
            basis.value,
        )
        return {row["day"]: row["times"] for row in rows}


class PostgresHourlyBooks:
    """HourlyBooks as they are now."""

    def __init__(self, days: PostgresFacilityDays) -> None:
        self._days = days

    async def facility_hours(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> FacilityHours:
        async with self._days.snapshot() as quarters:
            books = HourlyBooksThen(quarters)
            return await books.facility_hours(facility_ids, counted, period, basis)

    async def restatements(
        self, facility_ids: Collection[UUID], period: Period, basis: Basis
    ) -> Mapping[date, int]:
        async with self._days.snapshot() as quarters:
            return await HourlyBooksThen(quarters).restatements(facility_ids, period, basis)

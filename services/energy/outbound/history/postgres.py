"""What the books in Postgres say."""

from collections.abc import Collection, Sequence
from datetime import UTC
from typing import Any

import asyncpg

from services.energy.domain.basis import Basis
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.days.facility_quarters import energy_by_interval
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.registry import DevicePeriod, FacilityPeriod
from services.energy.outbound.books.rows import newest_of_row, reading_of_row
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history import statements
from services.energy.ports.history import BooksState


class PostgresHistory:
    """History on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]", days: PostgresFacilityDays) -> None:
        self._pool = pool
        self._days = days

    async def newest(self, devices: Collection[DevicePeriod]) -> list[NewestReading]:
        device_ids = list({device.device_id for device in devices})
        rows = await self._pool.fetch(statements.NEWEST_OF_DEVICES, device_ids)
        now = {(row["device_id"], row["facility_id"]): row for row in rows}
        former: dict[tuple[str, object], list[DevicePeriod]] = {}
        current = {}
        for device in devices:
            key = (device.device_id, device.facility_id)
            if key in now:
                current[key] = newest_of_row(now[key])
            else:
                former.setdefault(key, []).append(device)
        return [*current.values(), *await self._newest_at_former(list(former.values()))]

    async def _newest_at_former(
        self, former: Sequence[Sequence[DevicePeriod]]
    ) -> list[NewestReading]:
        if not former:
            return []
        rows = await self._pool.fetch(
            statements.NEWEST_AT_FORMER_FACILITIES,
            [periods[0].device_id for periods in former],
            [periods[0].facility_id for periods in former],
            [min(item.period.start for item in periods) for periods in former],
            [max(item.period.end for item in periods) for periods in former],
        )
        return [NewestReading(reading_of_row(row), None) for row in rows]

    async def energy(
        self,
        counted: Collection[FacilityPeriod],
        resolution: Resolution,
        basis: Basis = Basis.MEASURED,
    ) -> IntervalEnergies:
        if not counted:
            return IntervalEnergies.of([])
        facility_ids = sorted({item.facility_id for item in counted})
        period = Period(
            min(item.period.start for item in counted), max(item.period.end for item in counted)
        )
        async with self._days.snapshot() as books:
            parts = books.parts(facility_ids, counted, period, basis)
            sums = [part.total() async for part in parts]
        return energy_by_interval(sums, resolution)

    async def state(self, counted: Collection[FacilityPeriod], basis: Basis) -> BooksState:
        (row,) = await self._pool.fetch(
            statements.STATE,
            [item.facility_id for item in counted],
            [item.period.start.astimezone(UTC).date() for item in counted],
            [item.period.end.astimezone(UTC).date() for item in counted],
            basis.value,
        )
        return BooksState(int(row["restated"]), row["kept_from"])

    async def readings(
        self, device_ids: Collection[str], period: Period, *, limit: int
    ) -> list[Reading]:
        rows = await self._pool.fetch(
            statements.READINGS, list(device_ids), period.start, period.end, limit
        )
        return [reading_of_row(row) for row in rows]

    async def page(self, device_id: str, period: Period, *, limit: int) -> list[Reading]:
        rows = await self._pool.fetch(statements.PAGE, device_id, period.start, period.end, limit)
        return [reading_of_row(row) for row in rows]

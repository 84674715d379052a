"""The twin of histories in Postgres, for tests."""

from collections.abc import Collection
from datetime import datetime

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import instant
from services.energy.domain.registry import DevicePeriod, FacilityPeriod, contains
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.ports.history import BooksState


class MemoryHistory:
    """What these books say."""

    def __init__(self, books: MemoryBooks) -> None:
        self._books = books

    async def newest(self, devices: Collection[DevicePeriod]) -> list[NewestReading]:
        found: dict[tuple[str, object], NewestReading] = {}
        for device in devices:
            newest = self._books.newest_readings.get(device.device_id)
            if newest is not None and newest.reading.facility_id != device.facility_id:
                newest = self._newest_at(device)
            if newest is not None:
                key = (device.device_id, device.facility_id)
                found[key] = max(newest, found.get(key, newest), key=_measured_at)
        return list(found.values())

    def _newest_at(self, device: DevicePeriod) -> NewestReading | None:
        own = (
            NewestReading(reading, None)
            for reading in self._books.stored.values()
            if reading.device_id == device.device_id
            and reading.facility_id == device.facility_id
            and device.period.start <= reading.measured_at < device.period.end
        )
        return max(own, key=_measured_at, default=None)

    async def energy(
        self,
        counted: Collection[FacilityPeriod],
        resolution: Resolution,
        basis: Basis = Basis.MEASURED,
    ) -> IntervalEnergies:
        sums: dict[datetime, Energy] = {}
        for quarter, energy in self._books.energies(basis).items():
            quarter_start = instant(quarter.start_ms)
            start = interval_start(quarter_start, resolution)
            for item in counted:
                if _holds(item, quarter):
                    sums[start] = sums.get(start, NO_ENERGY).plus(energy)
        return IntervalEnergies.of(
            IntervalEnergy(Period(start, interval_end(start, resolution)), sums[start])
            for start in sorted(sums)
        )

    async def state(self, counted: Collection[FacilityPeriod], basis: Basis) -> BooksState:
        times = (
            times
            for changed, times in self._books.restated[basis].items()
            for item in counted
            if item.facility_id == changed.facility_id
            and item.period.start.date() <= changed.day <= item.period.end.date()
        )
        return BooksState(sum(times), self._books.gone_before)

    async def readings(
        self, device_ids: Collection[str], period: Period, *, limit: int
    ) -> list[Reading]:
        found = [
            self._books.stored[key]
            for key in sorted(self._books.stored)
            if key[0] in device_ids and period.start <= key[1] < period.end
        ]
        return found[:limit]

    async def page(self, device_id: str, period: Period, *, limit: int) -> list[Reading]:
        return await self.readings([device_id], period, limit=limit)


def _holds(item: FacilityPeriod, quarter: Quarter) -> bool:
    start = instant(quarter.start_ms)
    return item.facility_id == quarter.facility_id and contains(item.period, start)


def _measured_at(newest: NewestReading) -> datetime:
    return newest.reading.measured_at

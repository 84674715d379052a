"""The twin of official curves in Postgres, for tests."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.curves.comparison import CurveChange, Values, changed_days
from services.energy.domain.curves.official_energy import (
    OfficialEnergy,
    OfficialInterval,
    official_sum,
)
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.registry import FacilityPeriod
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.ports.curves import OpenCurve


class MemoryCurves:
    """Curves in dictionaries; what holds is in the books, where histories look."""

    def __init__(self, books: MemoryBooks) -> None:
        self.books = books
        self.kept: dict[int, tuple[OfficialImport, Values]] = {}
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def open(self, facility_id: UUID) -> AsyncIterator[OpenCurve]:
        async with self._turn:
            held, counted = self.books.official_quarter_hours, self.books.restated[Basis.OFFICIAL]
            before = dict(held), dict(self.kept), dict(counted)
            try:
                yield _MemoryOpenCurve(self, facility_id)
            except BaseException:
                held.clear()
                held.update(before[0])
                self.kept = before[1]
                counted.clear()
                counted.update(before[2])
                raise

    async def values(self, facility_id: UUID, period: Period) -> Values:
        start_ms, end_ms = epoch_ms(period.start), epoch_ms(period.end)
        return {
            quarter.start_ms: energy
            for quarter, energy in sorted(self.books.official_quarter_hours.items())
            if quarter.facility_id == facility_id and start_ms <= quarter.start_ms < end_ms
        }

    async def imports(
        self, facility_id: UUID, *, before: int | None, limit: int
    ) -> list[OfficialImport]:
        found = [
            item
            for number, (item, _) in sorted(self.kept.items(), reverse=True)
            if item.facility_id == facility_id and (before is None or number < before)
        ]
        return found[:limit]

    async def intervals(
        self, counted: Collection[FacilityPeriod], resolution: Resolution
    ) -> list[OfficialInterval]:
        found: defaultdict[datetime, list[OfficialEnergy]] = defaultdict(list)
        for item in counted:
            for start_ms, energy in (await self.values(item.facility_id, item.period)).items():
                found[interval_start(instant(start_ms), resolution)].append(energy)
        return [
            official_sum(Period(start, interval_end(start, resolution)), found[start])
            for start in sorted(found)
        ]


class _MemoryOpenCurve:
    def __init__(self, curves: MemoryCurves, facility_id: UUID) -> None:
        self._curves = curves
        self._facility_id = facility_id

    async def values(self, period: Period) -> Values:
        return await self._curves.values(self._facility_id, period)

    async def values_without(self, undone: OfficialImport) -> Mapping[int, OfficialEnergy | None]:
        _, own = self._curves.kept[undone.number]
        others = [
            values
            for _, (item, values) in sorted(self._curves.kept.items(), reverse=True)
            if item.facility_id == self._facility_id
            and item.undone_at is None
            and item.number != undone.number
        ]
        return {start_ms: _newest(start_ms, others) for start_ms in own}

    async def find(self, import_id: UUID) -> OfficialImport | None:
        return next((item for item in self._own() if item.import_id == import_id), None)

    async def applied(self, like: OfficialImport) -> OfficialImport | None:
        same = (like.sha256, like.directions, None)
        found = (i for i in self._own() if (i.sha256, i.directions, i.undone_at) == same)
        return next(found, None)

    async def count(self) -> int:
        return len(self._own())

    async def add(self, made: OfficialImport, values: Values) -> OfficialImport:
        numbered = replace(made, number=len(self._curves.kept) + 1)
        self._curves.kept[numbered.number] = (numbered, dict(values))
        return numbered

    async def undo(self, import_id: UUID, *, by: UUID, at: datetime) -> None:
        found = await self.find(import_id)
        if found is not None:
            _, values = self._curves.kept[found.number]
            undone = replace(found, undone_by=by, undone_at=at)
            self._curves.kept[found.number] = (undone, values)

    async def change(self, change: CurveChange) -> None:
        held = self._curves.books.official_quarter_hours
        for start_ms, energy in change.values.items():
            quarter = Quarter(self._facility_id, start_ms)
            held.pop(quarter, None)
            if energy is not None:
                held[quarter] = energy
        self._curves.books.count_restated(Basis.OFFICIAL, changed_days(self._facility_id, change))

    def _own(self) -> list[OfficialImport]:
        kept = sorted(self._curves.kept.items())
        return [item for _, (item, _) in kept if item.facility_id == self._facility_id]


def _newest(start_ms: int, newest_first: list[Values]) -> OfficialEnergy | None:
    said = [values[start_ms] for values in newest_first if start_ms in values]
    imported = next((e.import_uj for e in said if e.import_uj is not None), None)
    exported = next((e.export_uj for e in said if e.export_uj is not None), None)
    if imported is None and exported is None:
        return None
    return OfficialEnergy(imported, exported)

"""The twin of the books in Postgres, for tests."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NEIGHBOURHOOD, NO_ENERGY, Energy
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import BooksChange, FacilityDay, Quarter
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Period
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.retention.policy import NOTHING_GONE, counts_from
from services.energy.ports.books import OpenBooks, ReadingsTakenOutError


class MemoryBooks:
    """Books in dictionaries."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, datetime], Reading] = {}
        self.quarter_hours: dict[Quarter, Energy] = {}
        self.official_quarter_hours: dict[Quarter, OfficialEnergy] = {}
        self.newest_readings: dict[str, NewestReading] = {}
        self.waiting: dict[tuple[str, datetime], UnplacedReading] = {}
        self.gone_before = NOTHING_GONE
        self.restated: dict[Basis, dict[FacilityDay, int]] = {basis: {} for basis in Basis}
        self.revisions: dict[tuple[str, datetime], int] = {}
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def open(
        self,
        device_ids: Collection[str],
        days: Collection[date],  # noqa: ARG002  no partitions here
    ) -> AsyncIterator[OpenBooks]:
        async with self._turn:
            newest = [self.newest_readings.get(device_id) for device_id in device_ids]
            before = (
                dict(self.stored),
                dict(self.quarter_hours),
                dict(self.newest_readings),
                dict(self.waiting),
            )
            restated = dict(self.restated[Basis.MEASURED])
            revisions = dict(self.revisions)
            try:
                yield _MemoryOpenBooks(self, NewestColumns.of([n for n in newest if n is not None]))
            except BaseException:
                self.stored, self.quarter_hours, self.newest_readings, self.waiting = before
                self.restated[Basis.MEASURED], self.revisions = restated, revisions
                raise

    def energies(self, basis: Basis) -> Mapping[Quarter, Energy]:
        """All quarter-hours of a basis."""
        if basis is Basis.MEASURED:
            return self.quarter_hours
        official = self.official_quarter_hours
        return {quarter: energy.as_energy() for quarter, energy in official.items()}

    def count_restated(self, basis: Basis, days: Collection[FacilityDay]) -> None:
        """These days are not what they were."""
        counted = self.restated[basis]
        counted.update((day, counted.get(day, 0) + 1) for day in set(days))

    async def kept_from(self) -> datetime:
        return self.gone_before

    async def unplaced(
        self, device_id: str, periods: Sequence[Period], *, limit: int
    ) -> list[UnplacedReading]:
        found = [
            self.waiting[key]
            for key in sorted(self.waiting)
            if key[0] == device_id and any(p.start <= key[1] < p.end for p in periods)
        ]
        return found[:limit]

    async def devices_with_unplaced(self, *, after: str, limit: int) -> list[str]:
        return sorted({device_id for device_id, _ in self.waiting if device_id > after})[:limit]


class _MemoryOpenBooks:
    def __init__(self, books: MemoryBooks, newest: NewestColumns) -> None:
        self._books = books
        self.newest = newest

    async def keep(self, readings: ReadingColumns) -> None:
        if not (await self.keep_missing(readings)).all():
            raise ValueError("a reading that is not newer than the newest may be stored already")

    async def keep_missing(self, readings: ReadingColumns) -> NDArray[np.bool_]:
        rows = list(readings)
        self._refuse_before(self._books.gone_before, rows)
        stored = self._books.stored
        is_new = np.array(
            [(r.device_id, r.measured_at) not in stored for r in rows], dtype=np.bool_
        )
        stored.update({(r.device_id, r.measured_at): r for r in readings.take(is_new)})
        return is_new

    async def neighbours(self, readings: Sequence[Reading]) -> list[Reading]:
        self._refuse_before(counts_from(self._books.gone_before), readings)
        found = []
        for late in readings:
            around = [
                reading
                for reading in self._books.stored.values()
                if reading.device_id == late.device_id
                and abs(reading.measured_at - late.measured_at) <= NEIGHBOURHOOD
            ]
            before = [r for r in around if r.measured_at < late.measured_at]
            after = [r for r in around if r.measured_at > late.measured_at]
            found += sorted(before, key=lambda r: r.measured_at)[-1:]
            found += sorted(after, key=lambda r: r.measured_at)[:1]
        return found

    async def keep_unplaced(self, readings: Sequence[UnplacedReading]) -> None:
        self._books.waiting.update({(r.device_id, r.measured_at): r for r in readings})

    async def take_unplaced(self, readings: Sequence[UnplacedReading]) -> list[UnplacedReading]:
        waiting = self._books.waiting
        taken = (waiting.pop((r.device_id, r.measured_at), None) for r in readings)
        return [reading for reading in taken if reading is not None]

    async def place(self, readings: Sequence[Reading]) -> None:
        self._books.stored.update({(r.device_id, r.measured_at): r for r in readings})

    async def revise(self, reading: Reading, revision: int) -> Reading | None:
        key = (reading.device_id, reading.measured_at)
        if self._books.revisions.get(key, 0) >= revision:
            return None
        self._books.revisions[key] = revision
        former = self._books.stored[key]
        self._books.stored[key] = reading
        return former

    async def change(self, change: BooksChange) -> None:
        quarter_hours = self._books.quarter_hours
        for quarter, energy in change.energy.quarters().items():
            amount = quarter_hours.pop(quarter, NO_ENERGY).plus(energy)
            if amount != NO_ENERGY:
                quarter_hours[quarter] = amount
        for newest in change.newest:
            self._books.newest_readings[newest.reading.device_id] = newest
        self._books.count_restated(Basis.MEASURED, change.restated)

    def _refuse_before(self, moment: datetime, readings: Sequence[Reading]) -> None:
        if any(reading.measured_at < moment for reading in readings):
            raise ReadingsTakenOutError(f"readings are kept from {moment.isoformat()} on")

"""Calls' twin in memory, on books in memory."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID
from weakref import WeakSet

from services.energy.domain.calendar import ROME, Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.usual import REACH, HourSum, UsualWithdrawal
from services.energy.domain.quantities import instant
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.ports.effect import WindowEnergy

_SATURDAY: Final = 6
"""Of ISO's days of the week."""


class MemoryCalls:
    """Keeps Calls' promises."""

    def __init__(self, books: MemoryBooks) -> None:
        self._books = books
        self._calls: dict[tuple[UUID, int], Call] = {}

    async def add(self, calls: Sequence[Call]) -> None:
        for call in calls:
            self._calls.setdefault((call.episode_id, call.number), call)

    async def of_community(self, community_id: UUID, period: Period) -> Sequence[Call]:
        found = [
            call
            for call in self._calls.values()
            if call.community_id == community_id and period.start <= call.called_at < period.end
        ]
        return sorted(found, key=lambda call: (call.called_at, call.episode_id))

    async def energies(
        self, facility_ids: Collection[UUID], windows: Sequence[Period]
    ) -> Mapping[tuple[UUID, int], WindowEnergy]:
        sums: dict[tuple[UUID, int], WindowEnergy] = {}
        for (facility_id, start_ms), energy in self._books.quarter_hours.items():
            start = instant(start_ms)
            for number, window in enumerate(windows):
                if facility_id in facility_ids and window.start <= start < window.end:
                    key = (facility_id, number)
                    known = sums.get(key, WindowEnergy(0, 0, 0))
                    sums[key] = WindowEnergy(
                        known.import_uj + energy.import_uj,
                        known.export_uj + energy.export_uj,
                        known.coverage_ms + energy.coverage_ms,
                    )
        return sums


class MemoryWithdrawals:
    """Keeps Withdrawals' promises; all on the same books take turns."""

    _at_it: Final[WeakSet[MemoryBooks]] = WeakSet()

    def __init__(self, books: MemoryBooks) -> None:
        self._books = books

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        is_ours = self._books not in self._at_it
        self._at_it.add(self._books)
        try:
            yield is_ours
        finally:
            if is_ours:
                self._at_it.discard(self._books)

    async def by_hour(self, facility_ids: Sequence[UUID]) -> Sequence[HourSum]:
        newest = {
            facility_id: max(starts)
            for facility_id in facility_ids
            if (starts := [start for of, start in self._books.quarter_hours if of == facility_id])
        }
        sums: dict[tuple[UUID, bool, int], HourSum] = {}
        for (facility_id, start_ms), energy in self._books.quarter_hours.items():
            start, last = instant(start_ms), newest.get(facility_id)
            if last is None or start <= instant(last) - REACH:
                continue
            local = start.astimezone(ROME)
            key = (facility_id, local.isoweekday() >= _SATURDAY, local.hour)
            known = sums.get(key, HourSum(*key, 0, 0, start))
            sums[key] = HourSum(
                *key,
                known.import_uj + energy.import_uj,
                known.coverage_ms + energy.coverage_ms,
                max(known.newest, start),
            )
        return list(sums.values())


class MemoryAnnouncements:
    """Remembers what it told."""

    def __init__(self) -> None:
        self.told: list[UsualWithdrawal] = []

    async def tell(self, usual: UsualWithdrawal) -> None:
        self.told.append(usual)

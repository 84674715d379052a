"""The twin of facilities' days in Postgres, for tests: it knows which would be kept."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import FacilityDay
from services.energy.domain.calendar import ROME, Period, Resolution, interval_start
from services.energy.domain.days.rome_days import KEPT_AFTER, rome_days
from services.energy.domain.quantities import instant
from services.energy.outbound.books.memory import MemoryBooks


class MemoryFacilityDays:
    """FacilityDays of these books."""

    def __init__(self, books: MemoryBooks, clock: Clock) -> None:
        self._books = books
        self._clock = clock
        self._kept: dict[tuple[UUID, Basis, date], int] = {}
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        if self._turn.locked():
            yield False
            return
        async with self._turn:
            yield True

    async def fill(self, facility_ids: Sequence[UUID], period: Period, basis: Basis) -> int:
        over = interval_start(self._clock.now() - KEPT_AFTER, Resolution.DAY)
        whole = rome_days(period).period
        starts = (
            (quarter.facility_id, instant(quarter.start_ms))
            for quarter in self._books.energies(basis)
        )
        days = {
            (facility_id, basis, start.astimezone(ROME).date())
            for facility_id, start in starts
            if facility_id in facility_ids and whole.start <= start < min(whole.end, over)
        }
        missed = {key: times for key in days if self._kept.get(key) != (times := self._times(key))}
        self._kept |= missed
        return len(missed)

    async def first_quarter(self, facility_ids: Sequence[UUID], basis: Basis) -> datetime | None:
        own = (q.start_ms for q in self._books.energies(basis) if q.facility_id in facility_ids)
        first = min(own, default=None)
        return None if first is None else instant(first)

    def _times(self, key: tuple[UUID, Basis, date]) -> int:
        facility_id, basis, day = key
        restated = self._books.restated[basis]
        of_utc = (day - timedelta(days=1), day)
        return sum(restated.get(FacilityDay(facility_id, each), 0) for each in of_utc)

"""Facilities' days in Postgres: a moment of the books, and the days that are kept of them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.outbound.days import statements
from services.energy.outbound.days.kept_rows import ReadDay
from services.energy.outbound.days.quarters import QuarterBooks

_KEPT_AT_ONCE: Final = 1_000


class PostgresFacilityDays:
    """FacilityDays on a pool whose search path is the service's schema; the others read by it."""

    def __init__(self, pool: "asyncpg.Pool[Any]", clock: Clock) -> None:
        self._pool = pool
        self._clock = clock

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[QuarterBooks]:
        """The quarter-hours as they are at one moment; what is read of them is kept afterwards."""
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            books = QuarterBooks(connection, self._clock.now())
            yield books
        await self._keep(books.missed)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield bool(await connection.fetchval(statements.TRY_TURN))

    async def fill(self, facility_ids: Sequence[UUID], period: Period, basis: Basis) -> int:
        async with self.snapshot() as books:
            await books.look_up_missing(facility_ids, period, basis)
        return len(books.missed)

    async def first_quarter(self, facility_ids: Sequence[UUID], basis: Basis) -> datetime | None:
        first: datetime | None = await self._pool.fetchval(
            statements.FIRST_QUARTER[basis], list(facility_ids)
        )
        return first

    async def _keep(self, days: Sequence[ReadDay]) -> None:
        ordered = sorted(days, key=lambda item: (item.facility_id.int, item.basis, item.day))
        for basis in Basis:
            own = [item for item in ordered if item.basis is basis]
            for first in range(0, len(own), _KEPT_AT_ONCE):
                some = own[first : first + _KEPT_AT_ONCE]
                await self._pool.execute(
                    statements.KEEP,
                    [item.facility_id for item in some],
                    [item.day for item in some],
                    [item.restatements for item in some],
                    [item.quarters for item in some],
                    basis.value,
                )

"""Kept days in Postgres."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import asyncpg
import numpy as np

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.sharing.shared_day import SharedDay
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.sharing import statements
from services.energy.outbound.sharing.hourly import HourlyBooksThen
from services.energy.ports.sharing import HourlyBooks, KeptDay

_KINDS: Final = 6


class PostgresSharedDays:
    """SharedDays on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]", days: PostgresFacilityDays) -> None:
        self._pool = pool
        self._days = days

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[HourlyBooks]:
        async with self._days.snapshot() as quarters:
            yield HourlyBooksThen(quarters)

    async def kept(
        self, community_id: UUID, basis: Basis, period: Period, facts: bytes
    ) -> list[KeptDay]:
        rows = await self._pool.fetch(
            statements.KEPT_DAYS, community_id, basis.value, period.start, period.end, facts
        )
        return [_kept(row) for row in rows]

    async def keep(
        self, community_id: UUID, basis: Basis, days: Sequence[KeptDay], facts: bytes
    ) -> None:
        await self._pool.executemany(
            statements.KEEP_DAYS,
            [(community_id, basis.value, *_columns(kept), facts) for kept in days],
        )


def _kept(row: Any) -> KeptDay:
    """`hours`: six rows of 64-bit integers, little-endian, in the order of SharedDay."""
    start, hours, digest, restatements = row
    columns = np.frombuffer(hours, dtype="<i8").reshape(_KINDS, -1)
    imported, fed_in, withdrawn, shared, coverage, member = columns
    day = SharedDay(start, imported, fed_in, withdrawn, shared, coverage, member, digest)
    return KeptDay(day, restatements)


def _columns(kept: KeptDay) -> tuple[object, ...]:
    day = kept.day
    hours = np.array(
        [
            day.imported_uj,
            day.fed_in_uj,
            day.withdrawn_uj,
            day.shared_uj,
            day.coverage_ms,
            day.member_ms,
        ],
        dtype="<i8",
    )
    return day.start, hours.tobytes(), day.digest, kept.restatements

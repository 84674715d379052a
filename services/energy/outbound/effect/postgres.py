"""Calls, and what was consumed around them, in Postgres."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from services.energy.domain.calendar import Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.usual import REACH, HourSum
from services.energy.outbound.effect import statements
from services.energy.ports.effect import WindowEnergy


class PostgresCalls:
    """Keeps Calls' promises on a pool."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def add(self, calls: Sequence[Call]) -> None:
        rows = [
            (
                call.episode_id,
                call.community_id,
                call.called_at,
                call.excess_mw,
                list(call.told),
                list(call.held_out),
                call.number,
            )
            for call in calls
        ]
        async with self._pool.acquire() as connection:
            await connection.executemany(statements.ADD_CALL, rows)

    async def of_community(self, community_id: UUID, period: Period) -> Sequence[Call]:
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(
                statements.CALLS_OF_COMMUNITY, community_id, period.start, period.end
            )
        return [
            Call(
                episode_id=row["episode_id"],
                community_id=row["community_id"],
                called_at=row["called_at"],
                excess_mw=row["excess_mw"],
                told=tuple(row["told"]),
                held_out=tuple(row["held_out"]),
                number=row["number"],
            )
            for row in rows
        ]

    async def energies(
        self, facility_ids: Collection[UUID], windows: Sequence[Period]
    ) -> Mapping[tuple[UUID, int], WindowEnergy]:
        asked = [
            (facility_id, number, window.start, window.end)
            for facility_id in sorted(facility_ids)
            for number, window in enumerate(windows)
        ]
        if not asked:
            return {}
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(
                statements.WINDOW_ENERGIES, *map(list, zip(*asked, strict=True))
            )
        return {
            (row["facility_id"], row["number"]): WindowEnergy(
                row["import_uj"], row["export_uj"], row["coverage_ms"]
            )
            for row in rows
        }


class PostgresWithdrawals:
    """Keeps Withdrawals' promises on a pool."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield await connection.fetchval(statements.LOCK_USUAL)

    async def by_hour(self, facility_ids: Sequence[UUID]) -> Sequence[HourSum]:
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(statements.WITHDRAWAL_BY_HOUR, facility_ids, REACH)
        return [HourSum(*row) for row in rows]

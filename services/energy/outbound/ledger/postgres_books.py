"""GSE's statements, and what the rounds know, in Postgres."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import Check
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.domain.ledger.gse_statement import MAXIMUM_STATEMENTS, GseLine, GseStatement
from services.energy.domain.ledger.settlement import SettlementKey
from services.energy.domain.months import month_period
from services.energy.domain.tariffs.prices import Zone
from services.energy.outbound.ledger import statements


class PostgresGseStatements:
    """GseStatements on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def add(self, statement: GseStatement) -> GseStatement:
        of = (statement.community_id, statement.month)
        lines = statement.lines
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK, f"gse {of[0]} {of[1]}")
            newest = await connection.fetchrow(statements.NEWEST_GSE, *of)
            number = 1 if newest is None else newest["number"] + 1
            if number > MAXIMUM_STATEMENTS:
                raise TooManyVersionsError(f"a month has at most {MAXIMUM_STATEMENTS} statements")
            about = (number, statement.brought_by, statement.brought_at, statement.note)
            statement_id = await connection.fetchval(statements.ADD_GSE, *of, *about)
            await connection.execute(
                statements.ADD_GSE_LINES,
                statement_id,
                list(range(len(lines))),
                [line.facility_id for line in lines],
                [line.shared_uj for line in lines],
                [line.premium_neur for line in lines],
                [line.valorization_neur for line in lines],
            )
        return replace(statement, number=number)

    async def newest(self, community_id: UUID, month: date) -> GseStatement | None:
        return await self._found(statements.NEWEST_GSE, community_id, month)

    async def one(self, community_id: UUID, month: date, number: int) -> GseStatement | None:
        return await self._found(statements.ONE_GSE, community_id, month, number)

    async def _found(
        self, statement: str, community_id: UUID, month: date, *number: int
    ) -> GseStatement | None:
        row = await self._pool.fetchrow(statement, community_id, month, *number)
        if row is None:
            return None
        lines = await self._pool.fetch(statements.GSE_LINES, row["id"])
        return GseStatement(
            community_id=community_id,
            month=month,
            number=row["number"],
            brought_by=row["brought_by"],
            brought_at=row["brought_at"],
            note=row["note"],
            lines=tuple(GseLine(**dict(line)) for line in lines),
        )


class PostgresSettlementChecks:
    """SettlementChecks, likewise."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield bool(await connection.fetchval(statements.TRY_TURN))

    async def checks(self, community_id: UUID, model: Model) -> Mapping[tuple[Basis, date], Check]:
        rows = await self._pool.fetch(statements.CHECKS, community_id, model.value)
        return {(Basis(basis), month): Check(*known) for basis, month, *known in rows}

    async def keep(self, checks: Sequence[tuple[SettlementKey, Check]]) -> None:
        if not checks:
            return
        await self._pool.execute(
            statements.KEEP_CHECKS,
            [key.community_id for key, _ in checks],
            [key.basis.value for key, _ in checks],
            [key.model.value for key, _ in checks],
            [key.month for key, _ in checks],
            [check.settled_state for _, check in checks],
            [check.seen_state for _, check in checks],
            [check.seen_since for _, check in checks],
        )

    async def price_states(self, zone: Zone, months: Collection[date]) -> Mapping[date, int]:
        asked = list(months)
        periods = [month_period(month) for month in asked]
        rows = await self._pool.fetch(
            statements.PRICE_STATES,
            zone.value,
            asked,
            [period.start for period in periods],
            [period.end for period in periods],
        )
        return {row["month"]: row["state"] for row in rows}

"""Official curves in Postgres."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period, Resolution, interval_end
from services.energy.domain.curves.comparison import CurveChange, Values, changed_days
from services.energy.domain.curves.mapping import Direction
from services.energy.domain.curves.official_energy import OfficialEnergy, OfficialInterval
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.quantities import instant
from services.energy.domain.registry import FacilityPeriod
from services.energy.outbound.books.postgres import count_restated
from services.energy.outbound.curves import statements
from services.energy.ports.curves import OpenCurve

_AT_ONCE: Final = 4_000
_TRUNCATED: Final = {Resolution.QUARTER: "minute"}
"""Postgres has no quarter-hours; ours begin with a minute."""


class PostgresOpenCurve:
    """A facility's curve within a transaction."""

    def __init__(self, connection: Any, facility_id: UUID) -> None:
        self._connection = connection
        self._facility_id = facility_id

    async def values(self, period: Period) -> Values:
        rows = await self._connection.fetch(
            statements.VALUES, self._facility_id, period.start, period.end
        )
        return {
            start_ms: OfficialEnergy(imported, exported) for start_ms, imported, exported in rows
        }

    async def values_without(self, undone: OfficialImport) -> Mapping[int, OfficialEnergy | None]:
        rows = await self._connection.fetch(
            statements.VALUES_WITHOUT,
            self._facility_id,
            undone.number,
            undone.period.start,
            undone.period.end,
        )
        return {
            start_ms: OfficialEnergy(*energy) if energy != (None, None) else None
            for start_ms, *amounts in rows
            for energy in (tuple(amounts),)
        }

    async def find(self, import_id: UUID) -> OfficialImport | None:
        row = await self._connection.fetchrow(statements.IMPORT, import_id, self._facility_id)
        return None if row is None else _import(row)

    async def applied(self, like: OfficialImport) -> OfficialImport | None:
        row = await self._connection.fetchrow(
            statements.APPLIED_IMPORT, self._facility_id, like.sha256, *_has(like)
        )
        return None if row is None else _import(row)

    async def count(self) -> int:
        counted: int = await self._connection.fetchval(statements.COUNT_IMPORTS, self._facility_id)
        return counted

    async def add(self, made: OfficialImport, values: Values) -> OfficialImport:
        number = await self._connection.fetchval(
            statements.ADD_IMPORT,
            made.import_id,
            made.facility_id,
            made.imported_by,
            made.imported_at,
            made.file_name,
            made.sha256,
            made.quarter_hour_count,
            made.period.start,
            made.period.end,
            *_has(made),
        )
        for columns in _columns(values):
            await self._connection.execute(
                statements.ADD_VALUES, self._facility_id, number, *columns
            )
        found = await self.find(made.import_id)
        assert found is not None
        return found

    async def undo(self, import_id: UUID, *, by: UUID, at: datetime) -> None:
        await self._connection.execute(statements.UNDO, import_id, by, at)

    async def change(self, change: CurveChange) -> None:
        held = {
            start_ms: energy for start_ms, energy in change.values.items() if energy is not None
        }
        for columns in _columns(held):
            await self._connection.execute(statements.PUT_VALUES, self._facility_id, *columns)
        gone = [instant(start_ms) for start_ms in change.values if start_ms not in held]
        if gone:
            await self._connection.execute(
                statements.REMOVE_VALUES, self._facility_id, gone, min(gone), max(gone)
            )
        if change.values:
            days = changed_days(self._facility_id, change)
            await count_restated(self._connection, Basis.OFFICIAL, days)


class PostgresCurves:
    """Curves on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def open(self, facility_id: UUID) -> AsyncIterator[OpenCurve]:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK_CURVE, str(facility_id))
            yield PostgresOpenCurve(connection, facility_id)

    async def imports(
        self, facility_id: UUID, *, before: int | None, limit: int
    ) -> list[OfficialImport]:
        rows = await self._pool.fetch(statements.IMPORTS, facility_id, before, limit)
        return [_import(row) for row in rows]

    async def intervals(
        self, counted: Collection[FacilityPeriod], resolution: Resolution
    ) -> list[OfficialInterval]:
        rows = await self._pool.fetch(
            statements.INTERVALS,
            [item.facility_id for item in counted],
            [item.period.start for item in counted],
            [item.period.end for item in counted],
            _TRUNCATED.get(resolution, resolution.value),
        )
        return [
            OfficialInterval(
                Period(start, interval_end(start, resolution)),
                OfficialEnergy(_whole(imported), _whole(exported)),
                int(import_count) * QUARTER_MS,
                int(export_count) * QUARTER_MS,
            )
            for start, imported, exported, import_count, export_count in rows
        ]


def _columns(
    values: Values,
) -> Iterator[tuple[list[datetime], list[int | None], list[int | None]]]:
    """For a statement each: one of a whole year would hold up the readings that arrive."""
    items = list(values.items())
    for first in range(0, len(items), _AT_ONCE):
        some = items[first : first + _AT_ONCE]
        yield (
            [instant(start_ms) for start_ms, _ in some],
            [energy.import_uj for _, energy in some],
            [energy.export_uj for _, energy in some],
        )


def _has(item: OfficialImport) -> tuple[bool, bool]:
    return Direction.CONSUMED in item.directions, Direction.PRODUCED in item.directions


def _import(row: Any) -> OfficialImport:
    said = {Direction.CONSUMED: row["has_import"], Direction.PRODUCED: row["has_export"]}
    return OfficialImport(
        import_id=row["id"],
        facility_id=row["facility_id"],
        imported_by=row["imported_by"],
        imported_at=row["imported_at"],
        file_name=row["file_name"],
        sha256=row["sha256"],
        quarter_hour_count=row["value_count"],
        period=Period(row["period_start"], row["period_end"]),
        directions=frozenset(direction for direction, is_said in said.items() if is_said),
        undone_by=row["undone_by"],
        undone_at=row["undone_at"],
        number=row["number"],
    )


def _whole(amount: Any) -> int | None:
    return None if amount is None else int(amount)

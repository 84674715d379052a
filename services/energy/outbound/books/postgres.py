"""The books in Postgres."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NEIGHBOURHOOD, Energy
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import BooksChange, FacilityDay, Quarter
from services.energy.domain.books.readings import Identified, NewestReading, Reading
from services.energy.domain.calendar import Period
from services.energy.domain.quantities import instant
from services.energy.domain.retention.policy import counts_from
from services.energy.outbound.books import statements
from services.energy.outbound.books.partitions import ReadingPartitions
from services.energy.outbound.books.rows import newest_of_row, reading_of_row
from services.energy.ports.books import OpenBooks, ReadingsTakenOutError


class PostgresOpenBooks:
    """One transaction in which the devices' rows are locked."""

    def __init__(self, connection: Any, newest: Mapping[str, NewestReading]) -> None:
        self._connection = connection
        self.newest = newest

    async def keep(self, readings: Sequence[Reading]) -> list[Reading]:
        kept = await self._connection.fetch(statements.KEEP_READINGS, *_columns(readings))
        if len(kept) == len(readings):
            return list(readings)
        keys = {(device_id, measured_at) for device_id, measured_at in kept}
        return [r for r in readings if (r.device_id, r.measured_at) in keys]

    async def neighbours(self, readings: Sequence[Reading]) -> list[Reading]:
        # What this transaction wrote keeps months from leaving: asked now, it holds until the end.
        kept_from = await self._connection.fetchval(statements.KEPT_FROM)
        if min(reading.measured_at for reading in readings) < counts_from(kept_from):
            raise ReadingsTakenOutError(f"readings are kept from {kept_from.isoformat()} on")
        rows = await self._connection.fetch(
            statements.NEIGHBOURS,
            [reading.device_id for reading in readings],
            [reading.measured_at for reading in readings],
            [reading.measured_at - NEIGHBOURHOOD for reading in readings],
            [reading.measured_at + NEIGHBOURHOOD for reading in readings],
        )
        return [reading_of_row(row) for row in rows]

    async def keep_unplaced(self, readings: Sequence[UnplacedReading]) -> None:
        columns = [list(column) for column in zip(*readings, strict=True)]
        await self._connection.execute(statements.KEEP_UNPLACED, *columns)

    async def take_unplaced(self, readings: Sequence[UnplacedReading]) -> list[UnplacedReading]:
        taken = await self._connection.fetch(
            statements.TAKE_UNPLACED,
            [reading.device_id for reading in readings],
            [reading.measured_at for reading in readings],
            *_bounds(readings),
        )
        keys = {(device_id, measured_at) for device_id, measured_at in taken}
        return [r for r in readings if (r.device_id, r.measured_at) in keys]

    async def place(self, readings: Sequence[Reading]) -> None:
        await self._connection.execute(
            statements.PLACE_READINGS,
            [reading.device_id for reading in readings],
            [reading.measured_at for reading in readings],
            [reading.facility_id for reading in readings],
            [reading.power_mw for reading in readings],
            [reading.import_uj for reading in readings],
            [reading.export_uj for reading in readings],
            *_bounds(readings),
        )

    async def revise(self, reading: Reading, revision: int) -> Reading | None:
        row = await self._connection.fetchrow(
            statements.REVISED, reading.device_id, reading.measured_at, revision
        )
        if row is None:
            return None
        former = reading_of_row(row)
        (columns,) = zip(*_columns([former]), strict=True)
        await self._connection.execute(statements.KEEP_REVISION, revision, *columns)
        (columns,) = zip(*_columns([reading]), strict=True)
        await self._connection.execute(statements.REPLACE_READING, *columns)
        return former

    async def change(self, change: BooksChange) -> None:
        if change.energy:
            await self._add(change.energy)
        if change.newest:
            columns = _columns([newest.reading for newest in change.newest])
            intervals = [newest.interval_ms for newest in change.newest]
            await self._connection.execute(statements.REPLACE_NEWEST, *columns, intervals)
        if change.restated:
            await count_restated(self._connection, Basis.MEASURED, change.restated)

    async def _add(self, energy: Mapping[Quarter, Energy]) -> None:
        quarters = sorted(energy, key=lambda q: (q.facility_id.int, q.start_ms))
        energies = [energy[quarter] for quarter in quarters]
        facility_ids = [quarter.facility_id for quarter in quarters]
        starts = [instant(quarter.start_ms) for quarter in quarters]
        await self._connection.execute(
            statements.ADD_ENERGY,
            facility_ids,
            starts,
            [item.import_uj for item in energies],
            [item.export_uj for item in energies],
            [item.coverage_ms for item in energies],
        )
        if any(item.coverage_ms < 0 for item in energies):
            await self._connection.execute(statements.FORGET_EMPTY, facility_ids, starts)


async def count_restated(connection: Any, basis: Basis, days: Collection[FacilityDay]) -> None:
    """Count, in the transaction that changes them, that these days are not what they were."""
    ordered = sorted(days, key=lambda item: (item.facility_id.int, item.day))
    await connection.execute(
        statements.COUNT_RESTATED,
        [item.facility_id for item in ordered],
        [item.day for item in ordered],
        basis.value,
    )


class PostgresBooks:
    """Books on a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool
        self._partitions = ReadingPartitions(pool)
        self._kept_from: datetime | None = None

    @asynccontextmanager
    async def open(self, readings: Sequence[Identified]) -> AsyncIterator[OpenBooks]:
        try:
            await self._partitions.ensure(reading.measured_at for reading in readings)
            async with self._locked(readings) as books:
                yield books
        except asyncpg.CheckViolationError as error:  # there is no such partition any more
            self._kept_from = None
            raise ReadingsTakenOutError(str(error)) from error
        except ReadingsTakenOutError:
            self._kept_from = None
            raise

    async def kept_from(self) -> datetime:
        if self._kept_from is None:
            self._kept_from = await self._pool.fetchval(statements.KEPT_FROM)
        return self._kept_from

    @asynccontextmanager
    async def _locked(self, readings: Sequence[Identified]) -> AsyncIterator[OpenBooks]:
        device_ids = sorted({reading.device_id for reading in readings})
        async with self._pool.acquire() as connection:
            while True:
                async with connection.transaction():
                    rows = await connection.fetch(statements.LOCK_DEVICES, device_ids)
                    if len(rows) == len(device_ids):
                        yield PostgresOpenBooks(connection, _newest_by_device(rows))
                        return
                # Committed before it is locked: else two batches with new devices could deadlock.
                missing = sorted(set(device_ids) - {row["device_id"] for row in rows})
                await connection.execute(statements.REGISTER_DEVICES, missing)

    async def unplaced(
        self, device_id: str, periods: Sequence[Period], *, limit: int
    ) -> list[UnplacedReading]:
        rows = await self._pool.fetch(
            statements.UNPLACED,
            device_id,
            [period.start for period in periods],
            [period.end for period in periods],
            limit,
        )
        return [UnplacedReading(*row) for row in rows]

    async def devices_with_unplaced(self, *, after: str, limit: int) -> list[str]:
        rows = await self._pool.fetch(statements.DEVICES_WITH_UNPLACED, after, limit)
        return [row["device_id"] for row in rows]


def _columns(readings: Sequence[Reading]) -> tuple[Sequence[object], ...]:
    return (
        [reading.device_id for reading in readings],
        [reading.measured_at for reading in readings],
        [reading.facility_id for reading in readings],
        [reading.power_mw for reading in readings],
        [reading.received_at for reading in readings],
        [reading.sequence for reading in readings],
        [reading.import_uj for reading in readings],
        [reading.export_uj for reading in readings],
    )


def _bounds(readings: Sequence[Identified]) -> tuple[list[str], datetime, datetime]:
    moments = [reading.measured_at for reading in readings]
    return list({reading.device_id for reading in readings}), min(moments), max(moments)


def _newest_by_device(rows: Iterable[Any]) -> dict[str, NewestReading]:
    return {row["device_id"]: newest_of_row(row) for row in rows if row["measured_at"] is not None}

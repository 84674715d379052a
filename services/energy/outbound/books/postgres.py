"""The books in Postgres."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

import asyncpg
import numpy as np
from numpy.typing import NDArray

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NEIGHBOURHOOD
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import BooksChange, FacilityDay, QuarterEnergy
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.books.readings import Identified, Reading
from services.energy.domain.calendar import Period
from services.energy.domain.retention.policy import counts_from
from services.energy.outbound.books import statements
from services.energy.outbound.books.copied import COPIED_COLUMNS, copied, in_one_piece
from services.energy.outbound.books.partitions import ReadingPartitions
from services.energy.outbound.books.rows import newest_lists, newest_of_rows, reading_of_row
from services.energy.ports.books import OpenBooks, ReadingsTakenOutError


class PostgresOpenBooks:
    """One transaction in which the devices' rows are locked."""

    def __init__(self, connection: Any, newest: NewestColumns) -> None:
        self._connection = connection
        self.newest = newest

    async def keep(self, readings: ReadingColumns) -> None:
        await self._connection.copy_to_table(
            "reading",
            columns=COPIED_COLUMNS,
            source=in_one_piece(copied(readings)),
            format="binary",
        )

    async def keep_missing(self, readings: ReadingColumns) -> NDArray[np.bool_]:
        rows = list(readings)
        kept = await self._connection.fetch(statements.KEEP_MISSING, *_columns(rows))
        keys = {(device_id, measured_at) for device_id, measured_at in kept}
        return np.array([(r.device_id, r.measured_at) in keys for r in rows], dtype=np.bool_)

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
        if len(change.energy.facility):
            await self._add(change.energy)
        if len(change.newest):
            await self._connection.execute(statements.REPLACE_NEWEST, *newest_lists(change.newest))
        if change.restated:
            await count_restated(self._connection, Basis.MEASURED, change.restated)

    async def _add(self, energy: QuarterEnergy) -> None:
        ids = energy.facility_ids
        facility_ids = [ids[facility] for facility in energy.facility.tolist()]
        starts_ms = energy.start_ms.tolist()
        await self._connection.execute(
            statements.ADD_ENERGY,
            facility_ids,
            starts_ms,
            energy.import_uj.tolist(),
            energy.export_uj.tolist(),
            energy.coverage_ms.tolist(),
        )
        if (energy.coverage_ms < 0).any():
            await self._connection.execute(statements.FORGET_EMPTY, facility_ids, starts_ms)


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
    async def open(
        self, device_ids: Collection[str], days: Collection[date]
    ) -> AsyncIterator[OpenBooks]:
        try:
            await self._partitions.ensure(days)
            async with self._locked(sorted(device_ids)) as books:
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
    async def _locked(self, device_ids: Sequence[str]) -> AsyncIterator[OpenBooks]:
        async with self._pool.acquire() as connection:
            while True:
                async with connection.transaction():
                    rows = await connection.fetch(statements.LOCK_DEVICES, device_ids)
                    if len(rows) == len(device_ids):
                        yield PostgresOpenBooks(connection, newest_of_rows(rows))
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

"""The months of readings in Postgres: the partitions of `reading`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import asyncpg

from services.energy.domain.retention.policy import counts_from
from services.energy.outbound.books import statements as books
from services.energy.outbound.books.partitions import (
    LOCK_NAME,
    ReadingPartitions,
    month_of,
    partition_name,
)
from services.energy.outbound.retention import statements


class PostgresReadingMonths:
    """On a pool whose search path is the service's schema."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool
        self._partitions = ReadingPartitions(pool)

    async def make(self, months: Sequence[date]) -> int:
        return sum([await self._partitions.make(month) for month in months])

    async def close_before(self, moment: datetime) -> int:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.CLOSE_BEFORE, moment)
            kept_from = await connection.fetchval(books.KEPT_FROM)
            # An hour more than the months that go: see counts_from.
            done = await connection.execute(statements.FORGET_UNPLACED, counts_from(kept_from))
        return int(done.rpartition(" ")[2])

    async def kept_from(self) -> datetime:
        kept_from: datetime = await self._pool.fetchval(books.KEPT_FROM)
        return kept_from

    async def present(self) -> list[date]:
        rows = await self._pool.fetch(statements.PARTITIONS)
        return [month_of(row["relname"]) for row in rows]

    async def take_out(self, month: date, *, drop: bool) -> bool:
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                await connection.execute(statements.WAIT_SHORTLY)
                await connection.execute(books.LOCK_PARTITIONS, LOCK_NAME)
                await _take_out(connection, partition_name(month), drop=drop)
        except asyncpg.LockNotAvailableError:
            return False
        return True


async def _take_out(connection: Any, name: str, *, drop: bool) -> None:
    rows = await connection.fetch(statements.PARTITIONS)
    if name not in {row["relname"] for row in rows}:
        return  # another replica was here
    await connection.execute(f"alter table reading detach partition {name}")
    if drop:
        await connection.execute(f"drop table {name}")
    else:
        await connection.execute(f"alter table {name} rename to detached_{name}")

"""Monthly partitions of the readings, made on demand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

import asyncpg

from services.energy.outbound.books import statements

_LOCK_NAME: Final = "meriggio.energy.reading_partitions"
_DECEMBER: Final = 12


class ReadingPartitions:
    """Sees to it that a month's partition exists; remembers those it has seen."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool
        self._known: set[tuple[int, int]] = set()

    async def ensure(self, moments: Iterable[datetime]) -> None:
        """Make the partitions (months in UTC) of these instants where they are missing."""
        missing = {(moment.year, moment.month) for moment in moments} - self._known
        for year, month in sorted(missing):
            await self._make(date(year, month, 1))
            self._known.add((year, month))

    async def _make(self, first: date) -> None:
        after = date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)
        name = f"reading_{first:%Y_%m}"
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK_PARTITIONS, _LOCK_NAME)
            if await connection.fetchval(statements.PARTITION_EXISTS, name):
                return
            await connection.execute(f"create table {name} (like reading)")
            await connection.execute(
                f"alter table reading attach partition {name} "
                f"for values from ('{_utc(first)}') to ('{_utc(after)}')"
            )


def _utc(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat()

"""Monthly partitions of the readings. Made ahead by rounds, and here when a reading needs one."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import asyncpg

from services.energy.domain.retention.policy import month_after, start_of
from services.energy.outbound.books import statements
from services.energy.ports.books import ReadingsTakenOutError

LOCK_NAME: Final = "meriggio.energy.reading_partitions"
_NAME: Final = "reading_"


def partition_name(month: date) -> str:
    """The name of the partition of the month with this first day."""
    return f"{_NAME}{month:%Y_%m}"


def month_of(name: str) -> date:
    """The first day of a partition's month, by its name."""
    year, month = name.removeprefix(_NAME).split("_")
    return date(int(year), int(month), 1)


class ReadingPartitions:
    """Sees to it that a month's partition exists; remembers those it has seen."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool
        self._known: set[tuple[int, int]] = set()

    async def ensure(self, days: Iterable[date]) -> None:
        """Make the partitions (months in UTC) of these days where they are missing.

        Raises ReadingsTakenOutError for a month that the books have let go of.
        """
        missing = {(day.year, day.month) for day in days} - self._known
        for year, month in sorted(missing):
            if not await self.make(date(year, month, 1)) and (year, month) not in self._known:
                raise ReadingsTakenOutError(f"{year}-{month:02} is not kept any more")

    async def make(self, month: date) -> bool:
        """Make the month's partition, unless there is one or the books have let go of the month.

        Answers whether it was made.
        """
        name = partition_name(month)
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(statements.LOCK_PARTITIONS, LOCK_NAME)
            if await connection.fetchval(statements.PARTITION_EXISTS, name):
                self._known.add((month.year, month.month))
                return False
            if start_of(month) < await connection.fetchval(statements.KEPT_FROM):
                return False
            await connection.execute(f"create table {name} (like reading)")
            await connection.execute(
                f"alter table reading attach partition {name} for values "
                f"from ('{start_of(month).isoformat()}') "
                f"to ('{start_of(month_after(month)).isoformat()}')"
            )
        self._known.add((month.year, month.month))
        return True

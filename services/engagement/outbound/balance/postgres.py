"""Balances of the past in Postgres."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.balance import statements

_COLUMNS: Final = (
    "community_id",
    "minute",
    "produced_mw",
    "consumed_mw",
    "facilities_fresh",
    "facilities_measured",
    "aged_produced_mw",
    "aged_consumed_mw",
    "facilities_aged",
)


class PostgresBalanceMinutes:
    """Keeps BalanceMinutes' promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def add(self, minutes: Sequence[BalanceMinute]) -> None:
        known: dict[tuple[UUID, datetime], BalanceMinute] = {}
        for minute in minutes:
            key = (minute.community_id, minute.minute)
            before = known.get(key)
            if before is None or minute.facilities_fresh > before.facilities_fresh:
                known[key] = minute
        ordered = [known[key] for key in sorted(known)]
        async with available(self._pool) as connection:
            await connection.execute(statements.ADD_MINUTES, *_columns(ordered))

    async def correct(self, minutes: Sequence[BalanceMinute]) -> int:
        if not minutes:
            return 0
        async with available(self._pool) as connection:
            result: str = await connection.execute(statements.CORRECT_MINUTES, *_columns(minutes))
        return int(result.rsplit(" ", 1)[-1])

    async def read(
        self, community_id: UUID, start: datetime, end: datetime
    ) -> Sequence[BalanceMinute]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.READ_MINUTES, community_id, start, end)
        return [BalanceMinute(**row) for row in rows]

    async def forget(self, keep_days: int, *, limit: int) -> int:
        async with available(self._pool) as connection:
            result: str = await connection.execute(
                statements.FORGET_MINUTES, timedelta(days=keep_days), limit
            )
        return int(result.rsplit(" ", 1)[-1])


def _columns(minutes: Sequence[BalanceMinute]) -> list[list[Any]]:
    return [[getattr(minute, name) for minute in minutes] for name in _COLUMNS]

"""Balances of the past in Postgres."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.balance import statements


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
            await connection.execute(
                statements.ADD_MINUTES,
                [minute.community_id for minute in ordered],
                [minute.minute for minute in ordered],
                [minute.produced_mw for minute in ordered],
                [minute.consumed_mw for minute in ordered],
                [minute.facilities_fresh for minute in ordered],
                [minute.facilities_measured for minute in ordered],
                [minute.aged_produced_mw for minute in ordered],
                [minute.aged_consumed_mw for minute in ordered],
                [minute.facilities_aged for minute in ordered],
            )

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

"""Attempt counts in Postgres, so that limits hold across replicas."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import asyncpg

from services.user.domain.limits import Limit, Window, take

_LOCK: Final = "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 1))"
_WINDOWS: Final = (
    "select limit_name, opened_at, count from attempt_count"
    " where subject = $1 and limit_name = any($2)"
)
_SAVE: Final = """
    insert into attempt_count (subject, limit_name, opened_at, count, expires_at)
    values ($1, $2, $3, $4, $5)
    on conflict (subject, limit_name) do update set
        opened_at = excluded.opened_at, count = excluded.count, expires_at = excluded.expires_at"""
_GIVE_BACK: Final = (
    "update attempt_count set count = count - 1"
    " where subject = $1 and limit_name = any($2) and count > 0"
)
_FORGET: Final = "delete from attempt_count where subject = $1 and limit_name = any($2)"


class PostgresAttemptCounts:
    """The port AttemptCounts; each attempt is counted in a transaction of its own."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def take(
        self, limits: Sequence[Limit], subject: bytes, now: datetime
    ) -> timedelta | None:
        """Count one attempt; or, when a limit is reached, tell how long to wait."""
        names = [limit.name for limit in limits]
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_LOCK, subject)
            found = {
                row["limit_name"]: Window(row["opened_at"], row["count"])
                for row in await connection.fetch(_WINDOWS, subject, names)
            }
            taken = take(limits, [found.get(name) for name in names], now)
            if isinstance(taken, timedelta):
                return taken
            rows = [
                (subject, limit.name, after.opened_at, after.count, after.opened_at + limit.window)
                for limit, after in zip(limits, taken, strict=True)
            ]
            await connection.executemany(_SAVE, rows)
        return None

    async def give_back(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Count one attempt less."""
        await self._pool.execute(_GIVE_BACK, subject, [limit.name for limit in limits])

    async def forget(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Start counting from zero."""
        await self._pool.execute(_FORGET, subject, [limit.name for limit in limits])

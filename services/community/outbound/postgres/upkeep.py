"""What the clock asks of the registry, in Postgres. Replicas may do it at the same time."""

from datetime import datetime
from typing import Any

import asyncpg

from services.community.outbound.postgres.sql import creations, invitations, proofs, removal


class PostgresUpkeep:
    """Fulfils RegistryUpkeep."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def purge_removed(self, *, removed_until: datetime, now: datetime, limit: int) -> int:
        purged = [
            await self._pool.execute(statement, removed_until, now, limit)
            for statement in (removal.PURGE_FACILITIES, removal.PURGE_COMMUNITIES)
        ]
        return sum(map(_count, purged))

    async def forget_invitations(self, *, expired_until: datetime, limit: int) -> int:
        return _count(await self._pool.execute(invitations.FORGET_EXPIRED, expired_until, limit))

    async def forget_mails(self, *, mailed_until: datetime, limit: int) -> int:
        return _count(await self._pool.execute(invitations.FORGET_MAILS, mailed_until, limit))

    async def forget_letters(self, *, due_until: datetime, limit: int) -> int:
        return _count(await self._pool.execute(invitations.FORGET_LETTERS, due_until, limit))

    async def forget_wrong_proofs(self, *, made_until: datetime, limit: int) -> int:
        return _count(await self._pool.execute(proofs.FORGET, made_until, limit))

    async def forget_creations(self, *, created_until: datetime, limit: int) -> int:
        return _count(await self._pool.execute(creations.FORGET, created_until, limit))


def _count(tag: str) -> int:
    """Of a command tag such as `UPDATE 3`."""
    return int(tag.rsplit(" ", maxsplit=1)[-1])

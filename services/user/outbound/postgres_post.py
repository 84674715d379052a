"""The post in Postgres: letters of committed transactions, encrypted until they leave."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec

from services.user.domain.letters import Letter
from services.user.outbound.seal import Seal
from services.user.ports import PostedLetter

_PUT: Final = "insert into outgoing_mail (letter_id, sealed_letter, due_at) values ($1, $2, $3)"
# A claimed letter is due again when the lease is over: a process that died loses none.
_CLAIM: Final = """
    update outgoing_mail set due_at = $3, attempts = attempts + 1
    where letter_id in (
        select letter_id from outgoing_mail where due_at <= $1
        order by due_at limit $2 for update skip locked)
    returning letter_id, sealed_letter, attempts"""
_REMOVE: Final = "delete from outgoing_mail where letter_id = $1"
_POSTPONE: Final = "update outgoing_mail set due_at = $2 where letter_id = $1"


async def put_into_post(
    connection: Any, seal: Seal, letter_id: UUID, letter: Letter, now: datetime
) -> None:
    """Write the letter in the caller's transaction."""
    sealed = seal.seal(msgspec.json.encode(letter), context=_context(letter_id))
    await connection.execute(_PUT, letter_id, sealed, now)


class PostgresPost:
    """The port Post."""

    def __init__(self, pool: "asyncpg.Pool[Any]", seal: Seal) -> None:
        self._pool = pool
        self._seal = seal

    async def claim(self, now: datetime, *, count: int, lease: timedelta) -> list[PostedLetter]:
        """Up to `count` due letters; nobody else gets them before the lease is over."""
        rows = await self._pool.fetch(_CLAIM, now, count, now + lease)
        return [PostedLetter(row["letter_id"], self._open(row), row["attempts"]) for row in rows]

    async def remove(self, letter_id: UUID) -> None:
        """Forget a letter."""
        await self._pool.execute(_REMOVE, letter_id)

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Give the letter back for a later attempt."""
        await self._pool.execute(_POSTPONE, letter_id, until)

    def _open(self, row: Any) -> Letter:
        data = self._seal.unseal(row["sealed_letter"], context=_context(row["letter_id"]))
        return msgspec.json.decode(data, type=Letter)


def _context(letter_id: UUID) -> str:
    return f"letter {letter_id}"

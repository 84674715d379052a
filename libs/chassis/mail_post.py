"""The post: letters as rows of the decision's transaction, encrypted until they have left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import UUID

import asyncpg
import msgspec

from libs.chassis.mail import Letter
from libs.chassis.seal import Seal

POST_MIGRATIONS: Final = Path(__file__).parent / "migrations" / "post"
"""Among the folders given to `migrate` by a service that writes mail."""

_PUT: Final = "insert into outgoing_mail (letter_id, sealed_letter, due_at) values ($1, $2, $3)"
# A claimed letter is due again when the lease is over: a process that died loses none.
_CLAIM: Final = """
    update outgoing_mail set due_at = $3, attempts = attempts + 1
    where letter_id in (
        select letter_id from outgoing_mail where due_at <= $1
        order by due_at limit $2 for update skip locked)
    returning letter_id, sealed_letter, attempts"""
_REMOVE: Final = "delete from outgoing_mail where letter_id = any($1::uuid[])"
_POSTPONE: Final = "update outgoing_mail set due_at = $2 where letter_id = $1"


@dataclass(frozen=True, slots=True)
class PostedLetter:
    """A letter taken from the post for one attempt to send it; `attempt` counts from 1."""

    letter_id: UUID
    letter: Letter
    attempt: int


class Post(Protocol):
    """Letters of committed transactions that have not left yet."""

    async def claim(self, now: datetime, *, count: int, lease: timedelta) -> Sequence[PostedLetter]:
        """Up to `count` due letters; nobody else gets them before the lease is over."""
        ...

    async def remove(self, letter_id: UUID) -> None:
        """Forget a letter: it was sent, or never will be."""
        ...

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Give the letter back for a later attempt."""
        ...


async def put_into_post(
    connection: Any, seal: Seal, letter_id: UUID, letter: Letter, now: datetime
) -> None:
    """Write the letter in the caller's transaction: it leaves when, and only when, that commits."""
    sealed = seal.seal(msgspec.json.encode(letter), context=_context(letter_id))
    await connection.execute(_PUT, letter_id, sealed, now)


async def take_from_post(connection: Any, letter_ids: Sequence[UUID]) -> None:
    """Forget letters in the caller's transaction, unless they have left."""
    await connection.execute(_REMOVE, letter_ids)


class PostgresPost:
    """The post in Postgres."""

    def __init__(self, pool: "asyncpg.Pool[Any]", seal: Seal) -> None:
        self._pool = pool
        self._seal = seal

    async def claim(self, now: datetime, *, count: int, lease: timedelta) -> Sequence[PostedLetter]:
        """Raises SealBrokenError for a letter that was sealed with another key."""
        rows = await self._pool.fetch(_CLAIM, now, count, now + lease)
        return [PostedLetter(row["letter_id"], self._open(row), row["attempts"]) for row in rows]

    async def remove(self, letter_id: UUID) -> None:
        await take_from_post(self._pool, [letter_id])

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        await self._pool.execute(_POSTPONE, letter_id, until)

    def _open(self, row: Any) -> Letter:
        data = self._seal.unseal(row["sealed_letter"], context=_context(row["letter_id"]))
        return msgspec.json.decode(data, type=Letter)


def _context(letter_id: UUID) -> str:
    return f"letter {letter_id}"

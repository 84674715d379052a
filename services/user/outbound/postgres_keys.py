"""Signing keys in Postgres, the private halves sealed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from services.user.domain.signing_key import KeyState, SigningKey
from services.user.ports import SigningKeyTransaction

_LOCK: Final = "select pg_advisory_xact_lock(hashtextextended('signing_key', 2))"
_KEYS: Final = (
    "select key_id, state, public_key, sealed_private_key, created_at, retired_at"
    " from signing_key order by created_at, key_id"
)
_SAVE: Final = """
    insert into signing_key (key_id, state, public_key, sealed_private_key, created_at, retired_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (key_id) do update set state = excluded.state, retired_at = excluded.retired_at"""
_REMOVE: Final = "delete from signing_key where key_id = $1"


class _KeyTransaction:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def keys(self) -> list[SigningKey]:
        return [_key(row) for row in await self._connection.fetch(_KEYS)]

    async def save(self, key: SigningKey) -> None:
        await self._connection.execute(
            _SAVE,
            key.key_id,
            key.state.value,
            key.public_key,
            key.sealed_private_key,
            key.created_at,
            key.retired_at,
        )

    async def remove(self, key: SigningKey) -> None:
        await self._connection.execute(_REMOVE, key.key_id)


class PostgresSigningKeys:
    """The port SigningKeyStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        return [_key(row) for row in await self._pool.fetch(_KEYS)]

    @asynccontextmanager
    async def exclusively(self) -> AsyncIterator[SigningKeyTransaction]:
        """A transaction that no other replica is in at the same time."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_LOCK)
            yield _KeyTransaction(connection)


def _key(row: Any) -> SigningKey:
    return SigningKey(
        row["key_id"],
        KeyState(row["state"]),
        row["public_key"],
        row["sealed_private_key"],
        row["created_at"],
        row["retired_at"],
    )

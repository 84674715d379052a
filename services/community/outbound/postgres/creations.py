"""What was created under idempotency keys, within an open transaction of Postgres."""

from uuid import UUID

from services.community.domain.idempotency import KeyedCreation
from services.community.outbound.postgres.change import PostgresChange
from services.community.outbound.postgres.rows import to_creation
from services.community.outbound.postgres.sql import creations as sql


class PostgresCreations:
    """Fulfils Creations."""

    def __init__(self, change: PostgresChange) -> None:
        self._connection = change.connection

    async def find(self, user_id: UUID, key: str) -> KeyedCreation | None:
        row = await self._connection.fetchrow(sql.FIND, user_id, key)
        return to_creation(row) if row else None

    async def keep(self, creation: KeyedCreation) -> None:
        await self._connection.execute(
            sql.KEEP,
            creation.user_id,
            creation.key.key,
            creation.key.fingerprint,
            creation.entity_id,
            creation.created_at,
        )

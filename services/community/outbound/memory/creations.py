"""The twin of postgres/creations.py."""

from uuid import UUID

from services.community.domain.idempotency import KeyedCreation
from services.community.outbound.memory.contents import MemoryChange


class MemoryCreations:
    """Fulfils Creations."""

    def __init__(self, change: MemoryChange) -> None:
        self._kept = change.draft.creations

    async def find(self, user_id: UUID, key: str) -> KeyedCreation | None:
        return self._kept.get((user_id, key))

    async def keep(self, creation: KeyedCreation) -> None:
        self._kept[creation.user_id, creation.key.key] = creation

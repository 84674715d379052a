"""A user's notifications, at rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem


class Inbox(Protocol):
    """A user's notifications. Every method may raise StoreUnavailableError."""

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        """The newest notifications, newest first; those created before `before` if given."""
        ...

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        """Mark it read, once; False when the user has no such notification."""
        ...

    async def count_unread(self, user_id: UUID) -> int:
        """How many are not marked read."""
        ...

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        """Delete what these users were and would be told, and what they decided about it.

        How many notifications.
        """
        ...

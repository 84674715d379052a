"""A user's notifications, at rest, and the word that there are new ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem, NotificationKind


@dataclass(frozen=True, slots=True)
class InboxPlace:
    """After which notification a page goes on, newest first."""

    created_at: datetime
    notification_id: UUID

    def __post_init__(self) -> None:
        if self.created_at.utcoffset() != timedelta(0):
            raise ValueError("moments are in UTC")


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Which of a user's notifications: the newest `limit`, but for what the rest leaves out."""

    limit: int
    unread_only: bool = False
    kind: NotificationKind | None = None
    community_id: UUID | None = None
    before: datetime | None = None
    """Only those created before."""
    after: InboxPlace | None = None


@dataclass(frozen=True, slots=True)
class InboxState:
    """Of a user's inbox; the position is 0 while it is empty."""

    unread_count: int = 0
    newest_position: int = 0


class Inbox(Protocol):
    """Users' notifications. Every method may raise StoreUnavailableError."""

    async def read(self, user_id: UUID, page: InboxPage) -> Sequence[InboxItem]:
        """The user's notifications that the page asks for, newest first."""
        ...

    async def after(self, user_id: UUID, position: int, *, limit: int) -> Sequence[InboxItem]:
        """The first that stand after the position, in its order."""
        ...

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        """Mark it read, once; False when the user has no such notification."""
        ...

    async def mark_all_read(self, user_id: UUID, at: datetime) -> int:
        """Mark all read that are not; how many."""
        ...

    async def count_unread(self, user_id: UUID) -> int:
        """How many are not marked read."""
        ...

    async def inbox_states(self, user_ids: Collection[UUID]) -> Mapping[UUID, InboxState]:
        """How many each has not read, and where the newest stands."""
        ...

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        """Delete what these users were and would be told, and what they decided about it.

        How many notifications.
        """
        ...

    async def forget_older(self, before: datetime, *, limit: int) -> int:
        """Delete notifications created before, at most so many; how many."""
        ...

    async def forget_older_calls(self, before: datetime, *, limit: int) -> int:
        """Delete what calls decided before of members, at most so many; of how many."""
        ...


class InboxFeed(Protocol):
    """Word to every replica; whoever does not listen misses it."""

    async def publish_changed(self, user_ids: Collection[UUID]) -> None:
        """These users' inboxes have news, or some of it was read."""
        ...

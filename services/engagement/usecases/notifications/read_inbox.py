"""A user looks at the notification inbox (FR4.2)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import NotFoundError
from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.ports.notifications import Inbox, InboxPage
from services.engagement.usecases.notifications.tell_inboxes import TellInboxes

MAXIMUM_PAGE: Final = 200


class NotificationNotFoundError(NotFoundError):
    """The caller has no such notification."""

    code = "notification_not_found"


class ReadInbox:
    """Lists, counts and marks the caller's own notifications; nobody sees another's."""

    def __init__(self, inbox: Inbox, tell: TellInboxes, clock: Clock) -> None:
        self._inbox = inbox
        self._tell = tell
        self._clock = clock

    async def newest(self, user_id: UUID, page: InboxPage) -> Sequence[InboxItem]:
        """At most MAXIMUM_PAGE notifications and one more, newest first."""
        limit = min(page.limit, MAXIMUM_PAGE + 1)
        return await self._inbox.read(user_id, replace(page, limit=limit))

    async def unread_count(self, user_id: UUID) -> int:
        """How many are not read."""
        return await self._inbox.count_unread(user_id)

    async def mark_read(self, user_id: UUID, notification_id: UUID) -> None:
        """Mark it read; again does nothing. Raises NotificationNotFoundError."""
        if not await self._inbox.mark_read(user_id, notification_id, self._clock.now()):
            raise NotificationNotFoundError("you have no such notification")
        await self._tell.changed([user_id])

    async def mark_all_read(self, user_id: UUID) -> None:
        """Mark all read."""
        if await self._inbox.mark_all_read(user_id, self._clock.now()):
            await self._tell.changed([user_id])

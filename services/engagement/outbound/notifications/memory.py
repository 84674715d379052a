"""Inbox's twin in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.outbound.tables import MemoryTables


class MemoryInbox(MemoryTables):
    """Keeps Inbox's promises."""

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        self.check()
        items = [
            item
            for item in self.inbox.values()
            if item.notification.user_id == user_id
            and (before is None or item.notification.created_at < before)
            and not (unread_only and item.read_at is not None)
        ]
        items.sort(key=lambda item: item.notification.notification_id)
        items.sort(key=lambda item: item.notification.created_at, reverse=True)
        return items[:limit]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        self.check()
        item = self.inbox.get(notification_id)
        if item is None or item.notification.user_id != user_id:
            return False
        if item.read_at is None:
            self.inbox[notification_id] = replace(item, read_at=at)
        return True

    async def count_unread(self, user_id: UUID) -> int:
        self.check()
        return sum(
            item.read_at is None
            for item in self.inbox.values()
            if item.notification.user_id == user_id
        )

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        self.check()
        gone = [
            notification_id
            for notification_id, item in self.inbox.items()
            if item.notification.user_id in user_ids
        ]
        for notification_id in gone:
            del self.inbox[notification_id]
        self.deliveries = {
            key: delivery for key, delivery in self.deliveries.items() if key[0] not in gone
        }
        for user_id in user_ids:
            self.preferences.pop(user_id, None)
        self.community_preferences = {
            key: own for key, own in self.community_preferences.items() if key[0] not in user_ids
        }
        self.call_members = {
            key: row for key, row in self.call_members.items() if key[1] not in user_ids
        }
        return len(gone)

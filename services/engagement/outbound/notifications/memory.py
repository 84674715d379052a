"""Inbox's twin in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.outbound.tables import MemoryTables
from services.engagement.ports.notifications import InboxPage, InboxPlace, InboxState


class MemoryInbox(MemoryTables):
    """Keeps Inbox's promises."""

    async def read(self, user_id: UUID, page: InboxPage) -> Sequence[InboxItem]:
        self.check()
        items = [
            item
            for item in self._of(user_id)
            if (page.before is None or item.notification.created_at < page.before)
            and not (page.unread_only and item.read_at is not None)
            and page.kind in {None, item.notification.kind}
            and page.community_id in {None, item.notification.community_id}
        ]
        items.sort(key=lambda item: item.notification.notification_id)
        items.sort(key=lambda item: item.notification.created_at, reverse=True)
        if page.after is not None:
            items = [item for item in items if _is_after(item, page.after)]
        return items[: page.limit]

    async def after(self, user_id: UUID, position: int, *, limit: int) -> Sequence[InboxItem]:
        self.check()
        items = [item for item in self._of(user_id) if item.position > position]
        return sorted(items, key=lambda item: item.position)[:limit]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        self.check()
        item = self.inbox.get(notification_id)
        if item is None or item.notification.user_id != user_id:
            return False
        if item.read_at is None:
            self.inbox[notification_id] = replace(item, read_at=at)
        return True

    async def mark_all_read(self, user_id: UUID, at: datetime) -> int:
        self.check()
        unread = [item for item in self._of(user_id) if item.read_at is None]
        for item in unread:
            self.inbox[item.notification.notification_id] = replace(item, read_at=at)
        return len(unread)

    async def count_unread(self, user_id: UUID) -> int:
        self.check()
        return sum(item.read_at is None for item in self._of(user_id))

    async def inbox_states(self, user_ids: Collection[UUID]) -> Mapping[UUID, InboxState]:
        self.check()
        return {
            user_id: InboxState(
                sum(item.read_at is None for item in self._of(user_id)),
                max((item.position for item in self._of(user_id)), default=0),
            )
            for user_id in user_ids
        }

    def _of(self, user_id: UUID) -> list[InboxItem]:
        return [item for item in self.inbox.values() if item.notification.user_id == user_id]

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        self.check()
        gone = [
            notification_id
            for notification_id, item in self.inbox.items()
            if item.notification.user_id in user_ids
        ]
        self._drop_notifications(gone)
        for user_id in user_ids:
            self.preferences.pop(user_id, None)
            self.mail_before_end.pop(user_id, None)
        self.community_preferences = {
            key: own for key, own in self.community_preferences.items() if key[0] not in user_ids
        }
        self.call_members = {
            key: row for key, row in self.call_members.items() if key[1] not in user_ids
        }
        return len(gone)

    async def forget_older_calls(self, before: datetime, *, limit: int) -> int:
        self.check()
        gone = [key for key, row in self.call_members.items() if row.recorded_at < before][:limit]
        for key in gone:
            del self.call_members[key]
        return len(gone)

    async def forget_older(self, before: datetime, *, limit: int) -> int:
        self.check()
        old = [
            (item.notification.created_at, notification_id)
            for notification_id, item in self.inbox.items()
            if item.notification.created_at < before
        ]
        gone = [notification_id for _, notification_id in sorted(old)[:limit]]
        self._drop_notifications(gone)
        return len(gone)

    def _drop_notifications(self, notification_ids: Collection[UUID]) -> None:
        for notification_id in notification_ids:
            del self.inbox[notification_id]
        self.deliveries = {
            key: delivery
            for key, delivery in self.deliveries.items()
            if key[0] not in notification_ids
        }


def _is_after(item: InboxItem, place: InboxPlace) -> bool:
    """In a list of the newest first."""
    notification = item.notification
    if notification.created_at == place.created_at:
        return notification.notification_id > place.notification_id
    return notification.created_at < place.created_at

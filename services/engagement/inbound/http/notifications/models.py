"""What the inbox shows; times in UTC."""

from datetime import datetime
from typing import Self
from uuid import UUID

from libs.chassis.http import ApiModel
from services.engagement.domain.notifications.app_path import episode_path
from services.engagement.domain.notifications.notification import InboxItem, NotificationKind
from services.engagement.usecases.notifications.inbox_screen import InboxNews


class NotificationView(ApiModel):
    """A notification in the caller's inbox."""

    notification_id: UUID
    episode_id: UUID
    community_id: UUID
    community_name: str | None
    """As it was then; null in old ones."""
    kind: NotificationKind
    title: str
    short_body: str
    """At most 178 characters; empty in old ones."""
    body: str
    created_at: datetime
    read_at: datetime | None
    path: str
    """Where the app opens for it: the page of the episode."""

    @classmethod
    def of(cls, item: InboxItem) -> Self:
        """The view of an inbox item."""
        notification = item.notification
        return cls(
            notification_id=notification.notification_id,
            episode_id=notification.episode_id,
            community_id=notification.community_id,
            community_name=notification.community_name or None,
            kind=notification.kind,
            title=notification.title,
            short_body=notification.short_body,
            body=notification.body,
            created_at=notification.created_at,
            read_at=item.read_at,
            path=episode_path(notification.community_id, notification.episode_id),
        )


class UnreadCount(ApiModel):
    """How many notifications the caller has not read."""

    unread_count: int


class InboxNewsView(ApiModel):
    """What changed in the caller's inbox."""

    unread_count: int
    notifications: list[NotificationView]
    """New ones, oldest first."""

    @classmethod
    def of(cls, news: InboxNews) -> Self:
        """The view of news."""
        items = [NotificationView.of(item) for item in news.items]
        return cls(unread_count=news.unread_count, notifications=items)

"""What is sent to an endpoint, whatever it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.engagement.domain.notifications.notification import Notification, NotificationKind

MessageKind = NotificationKind | Literal["endpoint_test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Words to one user; the id is the same for every attempt and every endpoint."""

    message_id: UUID
    kind: MessageKind
    user_id: UUID
    title: str
    body: str
    created_at: datetime
    short_body: str = ""
    """For a locked screen; empty where there is none."""
    community_id: UUID | None = None
    episode_id: UUID | None = None


def message_of(notification: Notification) -> Message:
    """A notification on its way."""
    return Message(
        message_id=notification.notification_id,
        kind=notification.kind,
        user_id=notification.user_id,
        title=notification.title,
        body=notification.body,
        created_at=notification.created_at,
        short_body=notification.short_body,
        community_id=notification.community_id,
        episode_id=notification.episode_id,
    )

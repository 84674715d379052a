"""What is sent to an endpoint, whatever it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from services.engagement.domain.notifications.notification import Notification, NotificationKind
from services.engagement.domain.registry.contact import DEFAULT_LOCALE, Locale

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
    language: Locale = DEFAULT_LOCALE
    """Of the words."""
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
        language=notification.language,
        community_id=notification.community_id,
        episode_id=notification.episode_id,
    )


_TEST: Final[dict[Locale, tuple[str, str]]] = {
    "it": ("Prova di Meriggio", "Funziona: qui riceverai gli avvisi della tua comunità."),
    "en": ("A test from Meriggio", "It works: news of your community will reach you here."),
}


def trial_message(message_id: UUID, *, user_id: UUID, locale: Locale, now: datetime) -> Message:
    """What is sent when a user tries an endpoint."""
    title, body = _TEST[locale]
    return Message(
        message_id=message_id,
        kind="endpoint_test",
        user_id=user_id,
        title=title,
        body=body,
        short_body=body,
        language=locale,
        created_at=now,
    )

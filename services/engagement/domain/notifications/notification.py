"""A message to a user about an episode of surplus (FR4.1, FR4.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from services.engagement.domain.notifications.wording import Words
from services.engagement.domain.registry.contact import DEFAULT_LOCALE, Locale

NotificationKind = Literal["surplus_detected", "surplus_over"]
SURPLUS_DETECTED: Final[NotificationKind] = "surplus_detected"
SURPLUS_OVER: Final[NotificationKind] = "surplus_over"
_NAMESPACE: Final = UUID("5d0b0c0e-6f0e-5c59-9d6b-0c1f3f1b7a53")


@dataclass(frozen=True, slots=True)
class Notification:
    """One message to one user about one episode; a user gets at most one of a kind."""

    notification_id: UUID
    episode_id: UUID
    community_id: UUID
    user_id: UUID
    kind: NotificationKind
    title: str
    body: str
    created_at: datetime
    short_body: str = ""
    """At most 178 characters, for a locked screen; empty in what is older than this field."""
    language: Locale = DEFAULT_LOCALE
    community_name: str = ""
    """As it was then; empty in what is older than this field."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A notification as its user sees it."""

    notification: Notification
    read_at: datetime | None
    position: int = 0
    """Grows with each notification of the user."""


def episode_id_of(community_id: UUID, started_at: datetime) -> UUID:
    """The same episode has the same id, whoever detects it and how often."""
    return uuid5(_NAMESPACE, f"{community_id}/{started_at.isoformat()}")


def event_id_of(episode_id: UUID, event: str) -> UUID:
    """The id of what is told on the bus about an episode."""
    return uuid5(episode_id, event)


def notification_of(
    kind: NotificationKind,
    words: Words,
    *,
    language: Locale,
    episode_id: UUID,
    community_id: UUID,
    community_name: str,
    user_id: UUID,
    created_at: datetime,
) -> Notification:
    """The message; its id follows from episode, user and kind."""
    return Notification(
        notification_id=uuid5(episode_id, f"{user_id}/{kind}"),
        episode_id=episode_id,
        community_id=community_id,
        user_id=user_id,
        kind=kind,
        title=words.title,
        body=words.body,
        created_at=created_at,
        short_body=words.short,
        language=language,
        community_name=community_name,
    )

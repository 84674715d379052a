"""What members are told when a surplus is detected (FR4.1), in Italian or English."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from services.engagement.domain.notifications.appliances import enough_for
from services.engagement.domain.registry.contact import Locale

NotificationKind = Literal["surplus_detected"]
SURPLUS_DETECTED: Final[NotificationKind] = "surplus_detected"
_NAMESPACE: Final = UUID("5d0b0c0e-6f0e-5c59-9d6b-0c1f3f1b7a53")
_MILLIWATTS: Final = 1000


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


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A notification as its user sees it."""

    notification: Notification
    read_at: datetime | None


def episode_id_of(community_id: UUID, started_at: datetime) -> UUID:
    """The same episode has the same id, whoever detects it and how often."""
    return uuid5(_NAMESPACE, f"{community_id}/{started_at.isoformat()}")


def event_id_of(episode_id: UUID, event: str) -> UUID:
    """The id of what is told on the bus about an episode."""
    return uuid5(episode_id, event)


def surplus_notification(
    *,
    episode_id: UUID,
    community_id: UUID,
    community_name: str,
    user_id: UUID,
    excess_mw: int,
    locale: Locale,
    created_at: datetime,
) -> Notification:
    """The message that there is surplus: how much, and what it is enough for."""
    title, body = _TEXTS[locale](community_name, excess_mw / _MILLIWATTS)
    return Notification(
        notification_id=uuid5(episode_id, f"{user_id}/{SURPLUS_DETECTED}"),
        episode_id=episode_id,
        community_id=community_id,
        user_id=user_id,
        kind=SURPLUS_DETECTED,
        title=title,
        body=body,
        created_at=created_at,
    )


def _italian(community_name: str, excess_w: float) -> tuple[str, str]:
    power = _power(excess_w, "it")
    return (
        f"C'è energia in più: circa {power}",
        f"In questo momento la comunità {community_name} produce circa {power} più di quanto"
        f" consuma. Basta, per esempio, per {_choices(excess_w, 'it')}. Se ti va, è il momento"
        " giusto: l'energia che usi adesso resta in comunità e vale per tutti.",
    )


def _english(community_name: str, excess_w: float) -> tuple[str, str]:
    power = _power(excess_w, "en")
    return (
        f"There is energy to spare: about {power}",
        f"Right now the community {community_name} produces about {power} more than it uses."
        f" That is enough, for example, for {_choices(excess_w, 'en')}. If it suits you, this is a"
        " good moment: what you use now stays in the community and counts for everybody.",
    )


_TEXTS: Final = {"it": _italian, "en": _english}


def _choices(excess_w: float, locale: Locale) -> str:
    names = [appliance.name(locale) for appliance in enough_for(excess_w)]
    joint = " oppure " if locale == "it" else " or "
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + joint + names[-1]


def _power(power_w: float, locale: Locale) -> str:
    if power_w < 1000:  # noqa: PLR2004  one kilowatt
        return f"{round(power_w, -1):.0f} W"
    text = f"{power_w / 1000:.1f}"
    return (text.replace(".", ",") if locale == "it" else text) + " kW"

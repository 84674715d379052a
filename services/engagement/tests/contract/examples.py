"""Detections and endings to record."""

from uuid import UUID

from services.engagement.domain.notifications.notification import (
    episode_id_of,
    surplus_notification,
)
from services.engagement.domain.surplus.detection import (
    CallDue,
    EpisodeDetected,
    EpisodeEnded,
    OpenEpisode,
    SurplusState,
)
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.ports.surplus import Call, Detection, Ending, Entry
from services.engagement.tests.engine import COMMUNITY, KW, at, user_id

HOUR = 3600


def detection(started: float, *, community_id: UUID = COMMUNITY) -> Detection:
    """An episode that began at that second and was detected ten minutes later."""
    return Detection(
        episode_id=episode_id_of(community_id, at(started)),
        community_id=community_id,
        detected=EpisodeDetected(at(started), at(started + 600), 2 * KW),
    )


def call(
    started: float,
    *,
    users: tuple[int, ...] = (0, 1),
    community_id: UUID = COMMUNITY,
    channels: tuple[str, ...] = ("mail", "log_file"),
    cooldown_s: float = 4 * HOUR,
) -> Call:
    """The call about the episode that began at that second, at its detection."""
    episode_id = episode_id_of(community_id, at(started))
    notifications = tuple(
        surplus_notification(
            episode_id=episode_id,
            community_id=community_id,
            community_name="Prato",
            user_id=user_id(user),
            excess_mw=2 * KW,
            locale="it",
            created_at=at(started + 601),
        )
        for user in users
    )
    return Call(
        episode_id=episode_id,
        community_id=community_id,
        due=CallDue(at(started), at(started + 600), 2 * KW),
        cooldown_s=cooldown_s,
        triggered_at=at(started + 600.5),
        notifications=notifications,
        channels=channels,
    )


def called(
    started: float, *, users: tuple[int, ...] = (0, 1), community_id: UUID = COMMUNITY
) -> list[Entry]:
    """A detection and its call."""
    return [
        detection(started, community_id=community_id),
        call(started, users=users, community_id=community_id),
    ]


def ending(started: float, ended: float, *, peak_mw: int = 3 * KW) -> Ending:
    return Ending(
        episode_id_of(COMMUNITY, at(started)),
        COMMUNITY,
        EpisodeEnded(at(started), at(ended), peak_mw, "below"),
    )


def open_checkpoint(started: float, seen_until: float) -> SurplusCheckpoint:
    detected_at = at(started + 600)
    phase = OpenEpisode(at(started), 2 * KW, detected_at, 2 * KW, called_at=detected_at)
    state = SurplusState(phase, last_called_at=detected_at)
    return SurplusCheckpoint(COMMUNITY, state, at(seen_until))

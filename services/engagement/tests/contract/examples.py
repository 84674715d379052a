"""Detections and endings to record."""

from uuid import UUID

from services.engagement.domain.notifications.notification import (
    episode_id_of,
    surplus_notification,
)
from services.engagement.domain.surplus.detection import (
    EpisodeDetected,
    EpisodeEnded,
    OpenEpisode,
    SurplusState,
)
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.ports.surplus import Detection, Ending
from services.engagement.tests.engine import COMMUNITY, KW, at, user_id

HOUR = 3600


def detection(
    started: float,
    *,
    users: tuple[int, ...] = (0, 1),
    notify: bool = True,
    community_id: UUID = COMMUNITY,
    channels: tuple[str, ...] = ("mail", "log_file"),
    cooldown_s: float = 4 * HOUR,
) -> Detection:
    """An episode that began at that second and was detected ten minutes later."""
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
    return Detection(
        episode_id=episode_id,
        community_id=community_id,
        detected=EpisodeDetected(at(started), at(started + 600), 2 * KW, notify),
        cooldown_s=cooldown_s,
        triggered_at=at(started + 600.5),
        notifications=notifications if notify else (),
        channels=channels,
    )


def ending(started: float, ended: float, *, peak_mw: int = 3 * KW) -> Ending:
    return Ending(
        episode_id_of(COMMUNITY, at(started)),
        COMMUNITY,
        EpisodeEnded(at(started), at(ended), peak_mw),
    )


def open_checkpoint(started: float, seen_until: float) -> SurplusCheckpoint:
    state = SurplusState(OpenEpisode(at(started), 2 * KW), last_notified_at=at(started + 600))
    return SurplusCheckpoint(COMMUNITY, state, at(seen_until))

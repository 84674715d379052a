"""Detections and endings to record."""

from collections.abc import Sequence
from uuid import UUID

from services.engagement.domain.notifications.audience import CallSize
from services.engagement.domain.notifications.call import CallPlan, Member
from services.engagement.domain.notifications.notification import Notification, episode_id_of
from services.engagement.domain.notifications.preference import Standing
from services.engagement.domain.surplus.detection import (
    EpisodeDetected,
    EpisodeEnded,
    OpenEpisode,
    SurplusState,
)
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.ports.surplus import Call, Detection, Ending, Entry, Leaving
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
    number: int = 1,
    later_s: float = 0,
) -> Call:
    """A call of everybody about the episode that began then, so much later than its detection."""
    plan = CallPlan(
        episode_id=episode_id_of(community_id, at(started)),
        community_id=community_id,
        community_name="Prato",
        members=tuple(Member(user_id(user)) for user in users),
        at=at(started + 600 + later_s),
        excess_mw=2 * KW * number,
        created_at=at(started + 601 + later_s),
        number=number,
        spoken_for_mw=2 * KW * (number - 1),
        size=CallSize(watts_per_member=10),
    )
    return Call(plan, cooldown_s, Leaving(at(started + 600.5 + later_s), channels))


def messages(of: Call) -> Sequence[Notification]:
    """What those are told whom nothing keeps from it."""
    standings = [Standing(member.user_id) for member in of.plan.members]
    return of.plan.decide(standings).notifications


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

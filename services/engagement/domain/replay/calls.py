"""Whom the replayed calls would have told: the audience's choice, one by one (FR4.1, FR4.2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from services.engagement.domain.notifications.audience import (
    CallSize,
    Candidate,
    Outcome,
    choose,
)
from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.notifications.preference import (
    REACH_OF_LIMITS,
    Preference,
    Standing,
)
from services.engagement.domain.replay.episodes import Replay


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who could have been told, with the preferences of today."""

    user_id: UUID
    preference: Preference
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class ReplayedCall:
    """How many a call would have told, and why not the others."""

    at: datetime
    outcomes: Counter[Outcome]
    """By outcome, how many members; they add up to all of them."""


@dataclass(frozen=True, slots=True)
class ReplayedCalls:
    """All calls of a replay, and what they add up to for the members."""

    calls: tuple[ReplayedCall, ...]
    told_times: Counter[int]
    """By how often a member would have been told, how many members."""


def replay_calls(community_id: UUID, replay: Replay, members: Sequence[Member]) -> ReplayedCalls:
    """Call after call, each within the limits that the ones before have left."""
    told: dict[UUID, list[datetime]] = {member.user_id: [] for member in members}
    size = CallSize(replay.policy.watts_per_member, replay.policy.response_ratio)
    calls: list[ReplayedCall] = []
    for episode in replay.calls:
        assert episode.called_at is not None
        at = episode.called_at
        outcomes = choose(
            [_candidate(member, told[member.user_id], at) for member in members],
            episode_id=episode_id_of(community_id, episode.started_at),
            at=at,
            size=size.members(episode.called_excess_mw),
            hold_out_ratio=replay.policy.hold_out_ratio,
        )
        for user_id, outcome in outcomes.items():
            if outcome is Outcome.TOLD:
                told[user_id].append(at)
        calls.append(ReplayedCall(at, Counter(outcomes.values())))
    return ReplayedCalls(tuple(calls), Counter(len(times) for times in told.values()))


def _candidate(member: Member, told_at: Sequence[datetime], at: datetime) -> Candidate:
    standing = Standing(
        member.user_id,
        member.preference,
        told_at=tuple(told for told in told_at if at - told <= REACH_OF_LIMITS),
        last_told_at=told_at[-1] if told_at else None,
    )
    return Candidate(standing, member.zone)

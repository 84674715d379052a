"""Whom the replayed calls would have told: the audience's choice, one by one (FR4.1, FR4.2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.engagement.domain.notifications.audience import CallSize, Outcome
from services.engagement.domain.notifications.call import CallPlan, Member
from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.notifications.preference import REACH_OF_LIMITS, Standing
from services.engagement.domain.registry.registry import Community
from services.engagement.domain.replay.episodes import Replay


@dataclass(frozen=True, slots=True)
class Audience:
    """Who could be told; whether they shifted their consumption then is not known any more."""

    members: Sequence[Member]
    standings: Sequence[Standing]
    """What each of them decided, and what they were told of before."""


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


def replay_calls(community: Community, played: Replay, audience: Audience) -> ReplayedCalls:
    """Call after call, each within the limits that the ones before have left."""
    now = {standing.user_id: standing for standing in audience.standings}
    plain = tuple(replace(member, is_shifting=False) for member in audience.members)
    size = CallSize(played.policy.watts_per_member, played.policy.response_ratio)
    times = dict.fromkeys(now, 0)
    calls: list[ReplayedCall] = []
    for episode in played.calls:
        assert episode.called_at is not None
        plan = CallPlan(
            episode_id=episode_id_of(community.community_id, episode.started_at),
            community_id=community.community_id,
            community_name=community.name,
            members=plain,
            at=episode.called_at,
            excess_mw=episode.called_excess_mw,
            created_at=episode.called_at,
            size=size,
            hold_out_ratio=played.policy.hold_out_ratio,
        )
        outcomes = plan.decide(now.values()).outcomes
        told = [user_id for user_id, outcome in outcomes.items() if outcome is Outcome.TOLD]
        for user_id in told:
            now[user_id] = _told(now[user_id], plan.at)
            times[user_id] += 1
        calls.append(ReplayedCall(plan.at, Counter(outcomes.values())))
    return ReplayedCalls(tuple(calls), Counter(times.values()))


def _told(standing: Standing, at: datetime) -> Standing:
    recent = tuple(told for told in standing.told_at if at - told <= REACH_OF_LIMITS)
    return replace(standing, told_at=(*recent, at), last_told_at=at)

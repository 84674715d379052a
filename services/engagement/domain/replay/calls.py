"""Whom the replayed calls would have told: the audience's choice, one by one (FR4.1, FR4.2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.notifications.audience import CallSize, Outcome
from services.engagement.domain.notifications.call import CallPlan, Member
from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.notifications.preference import REACH_OF_LIMITS, Standing
from services.engagement.domain.registry.registry import Community
from services.engagement.domain.replay.episodes import Replay, ReplayedEpisode
from services.engagement.domain.surplus.detection import CallDue


@dataclass(frozen=True, slots=True)
class Audience:
    """Who could be told; whether they shifted their consumption then is not known any more."""

    members: Sequence[Member]
    standings: Sequence[Standing]
    """What each of them decided, and what they were told of before."""


@dataclass(frozen=True, slots=True)
class ReplayedCall:
    """How many a call would have told, and why not the others."""

    due: CallDue
    outcomes: Counter[Outcome]
    """By outcome, how many of the members that its episode's earlier calls did not tell."""
    told: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class ReplayedCalls:
    """All calls of a replay, and what they add up to for the members."""

    calls: tuple[ReplayedCall, ...]
    told_times: Counter[int]
    """By how often a member would have been told, how many members."""

    def of(self, episode: ReplayedEpisode) -> tuple[ReplayedCall, ...]:
        """Those about the episode."""
        return tuple(call for call in self.calls if call.due.started_at == episode.started_at)


def outcomes_of(calls: Sequence[ReplayedCall]) -> Counter[Outcome]:
    """What an episode's calls meant for the members on the whole: told by any, else the last."""
    told = sum(call.outcomes[Outcome.TOLD] for call in calls)
    last = calls[-1].outcomes if calls else Counter[Outcome]()
    return Counter({**last, Outcome.TOLD: told}) if told else Counter(last)


def replay_calls(community: Community, played: Replay, audience: Audience) -> ReplayedCalls:
    """Call after call, each within the limits that the ones before have left."""
    now = {standing.user_id: standing for standing in audience.standings}
    plain = tuple(replace(member, is_shifting=False) for member in audience.members)
    size = CallSize(played.policy.watts_per_member, played.policy.response_ratio)
    times = dict.fromkeys(now, 0)
    calls: list[ReplayedCall] = []
    for due in played.calls:
        if due.number == 1:
            now = {user_id: replace(standing, is_told=False) for user_id, standing in now.items()}
        plan = CallPlan(
            episode_id=episode_id_of(community.community_id, due.started_at),
            community_id=community.community_id,
            community_name=community.name,
            members=plain,
            at=due.at,
            excess_mw=due.excess_mw,
            created_at=due.at,
            number=due.number,
            spoken_for_mw=due.spoken_for_mw,
            size=size,
            hold_out_ratio=played.policy.hold_out_ratio,
        )
        outcomes = plan.decide(now.values()).outcomes
        told = [user_id for user_id, outcome in outcomes.items() if outcome is Outcome.TOLD]
        for user_id in told:
            now[user_id] = _told(now[user_id], plan.at)
            times[user_id] += 1
        calls.append(ReplayedCall(due, Counter(outcomes.values()), frozenset(told)))
    return ReplayedCalls(tuple(calls), Counter(times.values()))


def _told(standing: Standing, at: datetime) -> Standing:
    recent = tuple(told for told in standing.told_at if at - told <= REACH_OF_LIMITS)
    return replace(standing, told_at=(*recent, at), last_told_at=at, is_told=True)

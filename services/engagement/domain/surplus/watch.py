"""The surplus state machines of all communities of this replica, and what they decided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.engagement.domain.surplus.detection import (
    Candidate,
    EndReason,
    OpenEpisode,
    Sample,
    Step,
    SurplusState,
    Transition,
    lose_sight,
    resume,
    step,
)
from services.engagement.domain.surplus.policy import SurplusPolicy

_FIRST_STATE: Final = SurplusState()
_DEFAULT_POLICY: Final = SurplusPolicy()


@dataclass(frozen=True, slots=True)
class SurplusDecision:
    """A transition of one community, and when the reading that caused it was received."""

    community_id: UUID
    transition: Transition
    triggered_at: datetime


@dataclass(frozen=True, slots=True)
class SurplusCheckpoint:
    """A community's surplus state, right as far as `seen_until`: what a restart needs."""

    community_id: UUID
    state: SurplusState
    seen_until: datetime


class SurplusWatch:
    """Silent about a community until `may_decide`: a half-rebuilt balance has no consequences."""

    def __init__(self, may_decide: Callable[[UUID], bool]) -> None:
        self._may_decide = may_decide
        self._policies: dict[UUID, SurplusPolicy] = {}
        self._states: dict[UUID, SurplusState] = {}
        self._seen_until: dict[UUID, datetime] = {}
        """Of those restored that have not begun."""
        self._moved_on: set[UUID] = set()
        self._decisions: list[SurplusDecision] = []

    def restore(self, checkpoint: SurplusCheckpoint) -> None:
        """Take over what another process saved, or this one earlier; before `begin`."""
        self._states[checkpoint.community_id] = checkpoint.state
        self._seen_until[checkpoint.community_id] = checkpoint.seen_until

    def begin(self, watermarks: Mapping[UUID, datetime]) -> None:
        """Go on with what was restored and may be decided now; balances as far as `watermarks`."""
        for community_id in [each for each in self._seen_until if self._may_decide(each)]:
            state, seen_until = self._states[community_id], self._seen_until.pop(community_id)
            watermark = watermarks.get(community_id)
            if watermark is None:
                self._take(community_id, lose_sight(state, seen_until, "silent"), seen_until)
            else:
                resumed = resume(state, self.policy(community_id), seen_until, watermark)
                self._take(community_id, (resumed, ()), seen_until)

    def forget(self, community_ids: Iterable[UUID]) -> None:
        """They are another's from now on."""
        for community_id in community_ids:
            self._states.pop(community_id, None)
            self._seen_until.pop(community_id, None)
            self._moved_on.discard(community_id)

    def set_policy(self, community_id: UUID, policy: SurplusPolicy | None) -> None:
        """Decide by this policy from now on; None when the community is gone."""
        if policy is None:
            self._policies.pop(community_id, None)
        else:
            self._policies[community_id] = policy

    def policy(self, community_id: UUID) -> SurplusPolicy:
        """By which it is decided; the default one while nobody knows."""
        return self._policies.get(community_id, _DEFAULT_POLICY)

    def evaluate(self, community_id: UUID, sample: Sample, triggered_at: datetime) -> None:
        """Decide on the balance as the sample says it is."""
        policy = self._policies.get(community_id)
        if policy is not None and self._may_decide(community_id):
            state = self._states.get(community_id, _FIRST_STATE)
            self._take(community_id, step(state, policy, sample), triggered_at)

    def doubt(self, community_id: UUID, sample: Sample, triggered_at: datetime) -> None:
        """Decide on a balance that is not complete yet only if it is of too little already."""
        if not self.policy(community_id).is_reliable(sample.fresh_ratio):
            self.evaluate(community_id, sample, triggered_at)

    def lose_sight(self, community_id: UUID, last_seen_at: datetime, reason: EndReason) -> None:
        """Nothing fresh is known of the community since `last_seen_at`."""
        state = self._states.get(community_id)
        if state is not None and self._may_decide(community_id):
            self._take(community_id, lose_sight(state, last_seen_at, reason), last_seen_at)

    def state(self, community_id: UUID) -> SurplusState:
        """The community's state now."""
        return self._states.get(community_id, _FIRST_STATE)

    def surplus_since(self, community_id: UUID) -> datetime | None:
        """When the open episode began, if one is open."""
        phase = self.state(community_id).phase
        return phase.started_at if isinstance(phase, OpenEpisode) else None

    def candidates(self) -> frozenset[UUID]:
        """The communities that wait for the minimum duration to be complete."""
        return frozenset(
            community_id
            for community_id, state in self._states.items()
            if isinstance(state.phase, Candidate) and self._may_decide(community_id)
        )

    def take_decisions(self) -> tuple[SurplusDecision, ...]:
        """What has been decided since the last call, in order."""
        decisions = tuple(self._decisions)
        self._decisions.clear()
        return decisions

    def take_moved_on(self) -> frozenset[UUID]:
        """The communities whose state has changed since the last call."""
        moved_on = frozenset(self._moved_on)
        self._moved_on.clear()
        return moved_on

    def _take(self, community_id: UUID, result: Step, triggered_at: datetime) -> None:
        state, transitions = result
        if state is not self._states.get(community_id, _FIRST_STATE):
            self._states[community_id] = state
            self._moved_on.add(community_id)
        for transition in transitions:
            self._decisions.append(SurplusDecision(community_id, transition, triggered_at))

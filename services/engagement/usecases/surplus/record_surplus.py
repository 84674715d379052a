"""Episodes, calls and their messages into the books, in one transaction (FR4.1, FR4.2)."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis import tracing
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.notifications.call import Member
from services.engagement.domain.notifications.notification import episode_id_of
from services.engagement.domain.registry.registry import Community, Registry
from services.engagement.domain.surplus.detection import (
    CallDue,
    EpisodeDetected,
    EpisodeEnded,
    EpisodeUpdated,
)
from services.engagement.domain.surplus.watch import SurplusDecision, SurplusWatch
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.ports.surplus import (
    Call,
    Detection,
    Ending,
    Entry,
    Leaving,
    Recorded,
    SurplusStore,
    Update,
)
from services.engagement.usecases.notifications.plan_call import PlanCall
from services.engagement.usecases.notifications.tell_inboxes import TellInboxes
from services.engagement.usecases.surplus.causes import Causes

_COMMUNITIES_AT_ONCE: Final = 4
_LINKS: Final = 16
MAXIMUM_WAITING: Final = 10_000
"""Folding pauses when more decisions than this wait for the store."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    decision: SurplusDecision
    community: Community
    members: tuple[Member, ...]
    traceparent: str | None
    """The trace that led to it, if one is kept."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one community decided, and what came of it."""

    entries: Sequence[Entry]
    recorded: Recorded
    traceparent: str | None = None
    """The trace in which it was written, if that is kept."""


class RecordSurplus:
    """Decisions wait here, in order within a community, until the store has them.

    Folding does not wait for the store: a balance is live while the database restarts. What is
    lost with the process is decided again after its start, from the state saved last.
    """

    def __init__(
        self,
        store: SurplusStore,
        balances: LiveBalances,
        surplus: SurplusWatch,
        registry: Registry,
        plan: PlanCall,
        *,
        inboxes: TellInboxes,
        deliveries: Mapping[str, asyncio.Event],
    ) -> None:
        """`deliveries`: the channels, each with an event to set when deliveries may wait."""
        self._store = store
        self._balances = balances
        self._surplus = surplus
        self._registry = registry
        self._plan = plan
        self._inboxes = inboxes
        self._deliveries = deliveries
        self._waiting: dict[UUID, list[_Waiting]] = {}
        self._waiting_count = 0
        self._unsaved: set[UUID] = set()
        self._writing = asyncio.Lock()
        self.causes = Causes()
        """To be told of readings that are traced."""
        self.wake = asyncio.Event()
        """Set when a decision waits."""

    def add(self, decision: SurplusDecision) -> None:
        """Take the decision down, with everybody who has access at this moment."""
        community_id, transition = decision.community_id, decision.transition
        community = self._registry.community(community_id) or Community(community_id, version=0)
        members: tuple[Member, ...] = ()
        if isinstance(transition, CallDue):
            members = self._plan.members(community_id, transition.at)
        elif isinstance(transition, EpisodeEnded):
            members = self._plan.members(community_id, transition.ended_at)
        traceparent = self.causes.of(community_id, decision.triggered_at)
        waiting = _Waiting(decision, community, members, traceparent)
        self._waiting.setdefault(decision.community_id, []).append(waiting)
        self._waiting_count += 1
        self.wake.set()

    @property
    def is_full(self) -> bool:
        """True while no more decisions should be added."""
        return self._waiting_count >= MAXIMUM_WAITING

    async def restore(self) -> None:
        """Go on where another process stopped, with what is held and has no state here.

        Raises StoreUnavailableError.
        """
        holding = self._balances.holding
        for checkpoint in await self._store.load_checkpoints():
            if holding.lacks_state(checkpoint.community_id):
                self._surplus.restore(checkpoint)

    async def record(self) -> Sequence[Written]:
        """Write down what waits, and give it. What is not written waits on.

        Raises StoreUnavailableError when nothing could be written.
        """
        async with self._writing:
            self.wake.clear()
            limit = asyncio.Semaphore(_COMMUNITIES_AT_ONCE)
            results = await asyncio.gather(
                *(self._record_one(community_id, limit) for community_id in list(self._waiting)),
                return_exceptions=True,
            )
        failures = [result for result in results if isinstance(result, BaseException)]
        written = [result for result in results if isinstance(result, Written)]
        if failures and not (written and isinstance(failures[0], StoreUnavailableError)):
            raise failures[0]
        return written

    async def save_changed(self, *, with_candidates: bool) -> None:
        """Save states that moved on; those of candidates too, to show how far they were watched.

        Raises StoreUnavailableError.
        """
        async with self._writing:
            self._unsaved |= self._surplus.take_moved_on()
            if with_candidates:
                self._unsaved |= self._surplus.candidates()
            ready = self._unsaved - self._waiting.keys()
            checkpoints = [
                checkpoint
                for community_id in ready
                if (checkpoint := self._balances.checkpoint(community_id)) is not None
            ]
            if checkpoints:
                await self._store.save_checkpoints(checkpoints)
            self._unsaved -= ready

    async def _record_one(self, community_id: UUID, limit: asyncio.Semaphore) -> Written:
        async with limit:
            waiting = self._waiting[community_id]
            written = len(waiting)
            with _traced(waiting):
                return await self._write(community_id, waiting, written)

    async def _write(self, community_id: UUID, waiting: list[_Waiting], written: int) -> Written:
        try:
            entries = [await self._entry(item) for item in waiting[:written]]
            checkpoint = self._balances.checkpoint(community_id)
            recorded = await self._store.record(entries, checkpoint)
        except StoreUnavailableError:
            self.wake.set()
            raise
        self._waiting_count -= written
        del waiting[:written]
        if not waiting:
            del self._waiting[community_id]
        else:
            self.wake.set()
        if recorded.deliveries:
            for wake in self._deliveries.values():
                wake.set()
        await self._inboxes.changed(recorded.told)
        return Written(entries, recorded, tracing.current_traceparent())

    async def _entry(self, waiting: _Waiting) -> Entry:
        transition, community = waiting.decision.transition, waiting.community
        episode_id = episode_id_of(community.community_id, transition.started_at)
        if isinstance(transition, EpisodeDetected):
            detected_by = community.policy.detection_key
            return Detection(episode_id, community.community_id, transition, detected_by)
        if isinstance(transition, EpisodeUpdated):
            return Update(episode_id, community.community_id, transition)
        known_at = waiting.decision.triggered_at
        leaving = Leaving(known_at, tuple(self._deliveries))
        if isinstance(transition, EpisodeEnded):
            over = self._plan.over(community, transition, waiting.members, known_at)
            return Ending(episode_id, community.community_id, transition, over, leaving)
        plan = await self._plan.call(community, transition, waiting.members, known_at)
        return Call(plan, community.policy.cooldown.total_seconds(), leaving)


def _traced(waiting: Sequence[_Waiting]) -> AbstractContextManager[object]:
    """In the trace that led to the last of the decisions; the others' are linked."""
    causes = [cause for each in waiting if (cause := tracing.parse(each.traceparent))]
    parent = causes.pop() if causes else None
    return tracing.span("record surplus", parent=parent, links=causes[:_LINKS])

"""Episodes and the messages about them into the books, in one transaction (FR4.1, FR4.2)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.notifications.notification import (
    episode_id_of,
    surplus_notification,
)
from services.engagement.domain.registry.contact import Contacts
from services.engagement.domain.registry.registry import Registry
from services.engagement.domain.surplus.detection import (
    CallDue,
    EpisodeDetected,
    EpisodeEnded,
    EpisodeUpdated,
)
from services.engagement.domain.surplus.watch import SurplusDecision, SurplusWatch
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.ports.surplus import Call, Detection, Ending, Entry, SurplusStore, Update

_COMMUNITIES_AT_ONCE: Final = 4
MAXIMUM_WAITING: Final = 10_000
"""Folding pauses when more decisions than this wait for the store."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    decision: SurplusDecision
    member_ids: frozenset[UUID]
    community_name: str
    cooldown_s: float


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
        contacts: Contacts,
        *,
        clock: Clock,
        deliveries: Mapping[str, asyncio.Event],
    ) -> None:
        """`deliveries`: the channels, each with an event to set when deliveries may wait."""
        self._store = store
        self._balances = balances
        self._surplus = surplus
        self._registry = registry
        self._contacts = contacts
        self._clock = clock
        self._deliveries = deliveries
        self._waiting: dict[UUID, list[_Waiting]] = {}
        self._waiting_count = 0
        self._unsaved: set[UUID] = set()
        self.wake = asyncio.Event()
        """Set when a decision waits."""

    def add(self, decision: SurplusDecision) -> None:
        """Take the decision down, with everybody who has access at this moment."""
        community = self._registry.community(decision.community_id)
        waiting = _Waiting(
            decision=decision,
            member_ids=self._registry.members(decision.community_id),
            community_name=community.name if community else "",
            cooldown_s=community.policy.cooldown.total_seconds() if community else 0.0,
        )
        self._waiting.setdefault(decision.community_id, []).append(waiting)
        self._waiting_count += 1
        self.wake.set()

    @property
    def is_full(self) -> bool:
        """True while no more decisions should be added."""
        return self._waiting_count >= MAXIMUM_WAITING

    async def restore(self) -> None:
        """Go on where an earlier process stopped. Raises StoreUnavailableError."""
        for checkpoint in await self._store.load_checkpoints():
            if self._balances.owns(checkpoint.community_id):
                self._surplus.restore(checkpoint)

    async def record(self) -> Sequence[Entry]:
        """Write down what waits, and give it. What is not written waits on.

        Raises StoreUnavailableError when nothing could be written.
        """
        self.wake.clear()
        limit = asyncio.Semaphore(_COMMUNITIES_AT_ONCE)
        results = await asyncio.gather(
            *(self._record_one(community_id, limit) for community_id in list(self._waiting)),
            return_exceptions=True,
        )
        failures = [result for result in results if isinstance(result, BaseException)]
        written = [entry for result in results if isinstance(result, list) for entry in result]
        if failures and not (written and isinstance(failures[0], StoreUnavailableError)):
            raise failures[0]
        return written

    async def save_changed(self, *, with_candidates: bool) -> None:
        """Save states that moved on; those of candidates too, to show how far they were watched.

        Raises StoreUnavailableError.
        """
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

    async def _record_one(self, community_id: UUID, limit: asyncio.Semaphore) -> list[Entry]:
        async with limit:
            waiting = self._waiting[community_id]
            entries = [self._entry(item) for item in waiting]
            checkpoint = self._balances.checkpoint(community_id)
            written = len(waiting)
            try:
                deliveries = await self._store.record(entries, checkpoint)
            except StoreUnavailableError:
                self.wake.set()
                raise
            self._waiting_count -= written
            del waiting[:written]
            if not waiting:
                del self._waiting[community_id]
            else:
                self.wake.set()
            if deliveries:
                for wake in self._deliveries.values():
                    wake.set()
            return entries

    def _entry(self, waiting: _Waiting) -> Entry:
        transition = waiting.decision.transition
        community_id = waiting.decision.community_id
        episode_id = episode_id_of(community_id, transition.started_at)
        if isinstance(transition, EpisodeEnded):
            return Ending(episode_id, community_id, transition)
        if isinstance(transition, EpisodeDetected):
            return Detection(episode_id, community_id, transition)
        if isinstance(transition, EpisodeUpdated):
            return Update(episode_id, community_id, transition)
        return self._call(waiting, episode_id, transition)

    def _call(self, waiting: _Waiting, episode_id: UUID, due: CallDue) -> Call:
        now = self._clock.now()
        notifications = tuple(
            surplus_notification(
                episode_id=episode_id,
                community_id=waiting.decision.community_id,
                community_name=waiting.community_name,
                user_id=user_id,
                excess_mw=due.excess_mw,
                locale=self._contacts.locale_of(user_id),
                created_at=now,
            )
            for user_id in sorted(waiting.member_ids)
            if not self._contacts.is_deleted(user_id)
        )
        return Call(
            episode_id=episode_id,
            community_id=waiting.decision.community_id,
            due=due,
            cooldown_s=waiting.cooldown_s,
            triggered_at=waiting.decision.triggered_at,
            notifications=notifications,
            channels=tuple(self._deliveries),
        )

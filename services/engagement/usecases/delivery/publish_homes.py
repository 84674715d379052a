"""Communities' surplus to where homes look it up, so that they react by themselves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.delivery.home import (
    TOLD_AGAIN_AFTER,
    HomeState,
    home_state,
    is_worth_telling,
)
from services.engagement.domain.registry.registry import Registry
from services.engagement.domain.surplus.policy import DEFAULT_ZONE
from services.engagement.ports.calls import EndEstimates
from services.engagement.ports.home import HomeTopics
from services.engagement.ports.store import StoreUnavailableError


class PublishHomes:
    """Tells what changed at once and everything once a minute, of the communities folded here.

    Nothing is told before a balance is complete for the first time: an episode that goes on after
    a restart would look ended.
    """

    def __init__(
        self,
        topics: HomeTopics,
        balances: LiveBalances,
        registry: Registry,
        *,
        ends: EndEstimates,
        clock: Clock,
    ) -> None:
        self._topics = topics
        self._balances = balances
        self._registry = registry
        self._ends = ends
        self._clock = clock
        self._is_anew = True
        self._told: dict[UUID, tuple[HomeState, datetime]] = {}
        self._untils: dict[UUID, tuple[datetime, datetime | None]] = {}
        """By community: of the episode that began then."""

    def begin_anew(self) -> None:
        """The broker may have forgotten everything."""
        self._told.clear()
        self._is_anew = True

    async def publish_due(self) -> Sequence[HomeState]:
        """Tell what has to be told now; what was told. Raises HomesUnreachableError."""
        holding = self._balances.holding
        if not holding.has_begun:
            return ()
        told: list[HomeState] = []
        now = self._clock.now()
        if self._is_anew:
            await self._take_back_removed()
        ours = {each for each in self._registry.communities() if holding.is_complete(each)}
        for community_id in self._told.keys() - ours:
            await self._forget(community_id)
        for community_id in ours:
            before = self._told.get(community_id)
            state = await self._state(community_id)
            is_due = before is None or now - before[1] >= TOLD_AGAIN_AFTER
            if is_due or is_worth_telling(before[0] if before else None, state):
                await self._topics.tell(state)
                self._told[community_id] = (state, now)
                told.append(state)
        return told

    async def _take_back_removed(self) -> None:
        """What was removed while nobody was connected."""
        for community_id in self._registry.removed_communities():
            if self._balances.holding.is_complete(community_id):
                await self._topics.take_back(community_id)
        self._is_anew = False

    async def _forget(self, community_id: UUID) -> None:
        """Taken back if it is removed; another replica tells what is no longer ours."""
        if self._registry.community(community_id) is None:
            await self._topics.take_back(community_id)
        del self._told[community_id]

    async def _state(self, community_id: UUID) -> HomeState:
        community = self._registry.community(community_id)
        facilities = len(self._registry.facilities_of(community_id))
        balance = self._balances.balance(community_id, facilities_total=facilities)
        since = None if balance is None else balance.surplus_since
        return home_state(
            community_id,
            "" if community is None else community.name,
            balance,
            until=None if since is None else await self._until(community_id, since),
        )

    async def _until(self, community_id: UUID, since: datetime) -> datetime | None:
        """Estimated once an episode; nobody can say while the store is away."""
        known = self._untils.get(community_id)
        if known is None or known[0] != since:
            community = self._registry.community(community_id)
            zone = DEFAULT_ZONE if community is None else community.policy.zone
            try:
                end = await self._ends.expected_end(community_id, since, zone)
            except StoreUnavailableError:
                return None
            known = (since, None if end is None else end.at)
            self._untils[community_id] = known
        return known[1]

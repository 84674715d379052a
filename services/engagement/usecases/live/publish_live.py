"""Balances and watched facilities' power to the screens, at most once a second each."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.balance import Balance, FacilityPower
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.live.pacing import Pacing
from services.engagement.domain.registry.registry import Registry
from services.engagement.ports.live import LiveFeed
from services.engagement.usecases.live.live_board import LiveBoard

INTERVAL: Final = timedelta(seconds=1)
WATCHED_FOR: Final = timedelta(seconds=30)
MAXIMUM_WATCHED: Final = 100_000


class PublishLive:
    """Changes come in as fast as readings; the newest value goes out once a second."""

    def __init__(
        self,
        balances: LiveBalances,
        registry: Registry,
        feed: LiveFeed,
        board: LiveBoard,
        clock: Clock,
    ) -> None:
        self._balances = balances
        self._registry = registry
        self._feed = feed
        self._board = board
        self._clock = clock
        self._due_balances = Pacing[UUID](INTERVAL)
        self._due_powers = Pacing[UUID](INTERVAL)
        self._watched_until: dict[UUID, datetime] = {}
        self.wake = asyncio.Event()
        """Set when something new is due."""

    def balance_changed(self, community_id: UUID) -> None:
        """The community's balance has a new value."""
        if self._due_balances.changed(community_id, self._clock.now()):
            self.wake.set()

    def power_changed(self, facility_id: UUID) -> None:
        """The watched facility's power has a new value."""
        if self._due_powers.changed(facility_id, self._clock.now()):
            self.wake.set()

    def facility_watched(self, facility_id: UUID) -> None:
        """Somebody, on any replica, looks at this facility: publish it for a while."""
        is_new = facility_id not in self._watched_until
        if is_new and len(self._watched_until) >= MAXIMUM_WATCHED:
            return
        self._watched_until[facility_id] = self._clock.now() + WATCHED_FOR
        if is_new:
            self._balances.watch(self._watched_until)
            self.power_changed(facility_id)

    def forget_unwatched(self) -> None:
        """Stop publishing what nobody has asked for lately."""
        now = self._clock.now()
        watched = {key: until for key, until in self._watched_until.items() if until > now}
        if len(watched) < len(self._watched_until):
            self._watched_until = watched
            self._balances.watch(watched)

    async def publish_due(self) -> None:
        """Publish what has changed and has not gone out within the last second."""
        self.wake.clear()
        now = self._clock.now()
        for community_id in self._due_balances.take_due(now):
            balance = self.balance(community_id)
            if balance is not None:
                self._board.balances.offer(community_id, balance)
                await self._feed.publish_balance(balance)
        for facility_id in self._due_powers.take_due(now):
            power = self._power(facility_id)
            if power is not None:
                await self._feed.publish_power(power)

    def seconds_until_due(self) -> float | None:
        """How long `publish_due` has nothing to do; None until something changes."""
        dues = [
            due_at
            for due_at in (self._due_balances.next_due_at(), self._due_powers.next_due_at())
            if due_at is not None
        ]
        if not dues:
            return None
        return max(0.0, (min(dues) - self._clock.now()).total_seconds())

    def balance(self, community_id: UUID) -> Balance | None:
        """The balance folded here, if any."""
        total = len(self._registry.facilities_of(community_id))
        balance = self._balances.balance(community_id, facilities_total=total)
        community = self._registry.community(community_id)
        if balance is None or community is None:
            return balance
        is_reliable = community.policy.is_reliable(balance.freshness.surplus_ratio)
        return balance if is_reliable else replace(balance, is_reliable=False)

    def _power(self, facility_id: UUID) -> FacilityPower | None:
        facility = self._registry.facility(facility_id)
        if facility is None or facility.device is None:
            return None
        return self._balances.power(facility_id, facility.device.device_id)

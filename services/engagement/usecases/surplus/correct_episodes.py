"""Late readings correct what is kept of the past: minutes, and episodes that have ended (FR4.2).

Nobody is told again, and nothing is called: what was told stays told.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.minutes import minute_of
from services.engagement.domain.registry.registry import Placement, Registry
from services.engagement.domain.replay.correction import calm_before, corrections, is_as_complete
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.ports.balance import BalanceMinutes, PastReadings
from services.engagement.ports.surplus import SurplusStore
from services.engagement.usecases.replay.replay_readings import recount

REACH: Final = timedelta(hours=44)
"""How far back; with LOOK_BACK that is what the bus keeps of readings: two days."""
LOOK_BACK: Final = timedelta(hours=3, minutes=30)
"""The longest that a reading stays fresh, and the longest cadence before it."""
_ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)
COMMUNITIES_A_ROUND: Final = 4


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of a round."""

    minutes: int
    episodes: int
    skipped: int = 0
    """Communities of whose past the bus has too little."""


class CorrectEpisodes:
    """In rounds, so that a night's readings that come at once are one correction, not hundreds."""

    def __init__(
        self,
        balances: LiveBalances,
        surplus: SurplusWatch,
        registry: Registry,
        *,
        readings: PastReadings,
        minutes: BalanceMinutes,
        store: SurplusStore,
        clock: Clock,
    ) -> None:
        self._balances = balances
        self._surplus = surplus
        self._registry = registry
        self._readings = readings
        self._minutes = minutes
        self._store = store
        self._clock = clock
        self._due: dict[UUID, datetime] = {}
        """By community: since when its past is another."""
        self._open: dict[UUID, datetime] = {}
        """The same of those whose episode has to end first."""

    async def correct_due(self) -> Corrected:
        """What a few communities' late readings change, those that wait longest first.

        Raises StoreUnavailableError and ConnectionError; then they wait on.
        """
        for community_id, since in self._balances.late.take().items():
            self._wait(self._due, community_id, since)
        for community_id in [each for each in self._open if not self._is_open(each)]:
            self._wait(self._due, community_id, self._open.pop(community_id))
        minutes = episodes = skipped = 0
        for community_id in list(self._due)[:COMMUNITIES_A_ROUND]:
            corrected = await self._correct(community_id, self._due[community_id])
            since = self._due.pop(community_id)
            if self._is_open(community_id):
                self._wait(self._open, community_id, since)
            minutes += corrected.minutes
            episodes += corrected.episodes
            skipped += corrected.skipped
        return Corrected(minutes, episodes, skipped)

    async def _correct(self, community_id: UUID, since: datetime) -> Corrected:
        seen = self._balances.checkpoint(community_id)
        if seen is None:
            return Corrected(0, 0)  # another replica's by now
        until, policy = minute_of(seen.seen_until), self._surplus.policy(community_id)
        floor = until - REACH
        start = max(minute_of(since), floor)
        ended = [
            each
            for each in await self._store.ended_since(
                community_id, start, detected_by=policy.detection_key
            )
            if each.started_at >= floor
        ]
        first = min([start, *(each.started_at for each in ended)])
        before = await self._minutes.read(community_id, first - REACH, first)
        begin = calm_before(policy, before, first) or max(floor, first - LOOK_BACK)
        # What is measured ahead of the clock, as in replays, arrived before it was measured.
        is_ahead = seen.seen_until > self._clock.now()
        arrived_since = _ALWAYS if is_ahead else begin - LOOK_BACK
        readings = await self._readings.read(community_id, arrived_since)
        placements = self._placements(community_id)
        minutes, episodes = await asyncio.to_thread(
            recount, readings, placements, policy, begin=begin
        )
        kept = await self._minutes.read(community_id, max(first, begin), until)
        if not is_as_complete(minutes, kept):
            return Corrected(0, 0, skipped=1)
        changed = await self._minutes.correct([m for m in minutes if start <= m.minute < until])
        found = corrections(ended, episodes)
        corrected = await self._store.correct(community_id, found, at=self._clock.now())
        return Corrected(changed, corrected)

    def _is_open(self, community_id: UUID) -> bool:
        return self._surplus.surplus_since(community_id) is not None

    @staticmethod
    def _wait(waiting: dict[UUID, datetime], community_id: UUID, since: datetime) -> None:
        waiting[community_id] = min(since, waiting.get(community_id, since))

    def _placements(self, community_id: UUID) -> Mapping[str, Placement]:
        placements: dict[str, Placement] = {}
        for facility_id in self._registry.facilities_of(community_id):
            facility = self._registry.facility(facility_id)
            if facility is not None and facility.device is not None:
                device_id = facility.device.device_id
                placement = self._registry.placement(device_id)
                if placement is not None and placement.community_id == community_id:
                    placements[device_id] = placement
        return placements

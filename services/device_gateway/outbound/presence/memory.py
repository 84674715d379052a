"""The twin of presences in Postgres, for tests."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.device_gateway.domain.presence.fleet import (
    MOST_TRANSITIONS_KEPT,
    DeviceIdentity,
    DeviceOverview,
    FleetFilter,
    FleetOrder,
    FleetPlace,
    FleetSummary,
    RecordedTransition,
)
from services.device_gateway.domain.presence.listening import HeldSession, Listening
from services.device_gateway.domain.presence.presence import Decision, Presence, Transition
from services.device_gateway.domain.presence.silence import SilenceRules, judge
from services.device_gateway.outbound.presence.memory_fleet import listed, summed_up


class MemoryPresences:
    """Fulfils PresenceStore, PresenceTransaction and FleetView; one transaction at a time."""

    def __init__(self) -> None:
        self.told: list[Transition] = []
        """What the outbox would hold."""
        self.identities: dict[str, DeviceIdentity] = {}
        self._presences: dict[str, Presence] = {}
        self._places: dict[str, UUID | None] = {}
        self._sessions: dict[str, HeldSession] = {}
        self._recorded: list[RecordedTransition] = []
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryPresences"]:
        """All or nothing."""
        async with self._turn:
            before = self._presences.copy(), self._recorded.copy(), self.told.copy()
            try:
                yield self
            except BaseException:
                self._presences, self._recorded, self.told = before
                raise

    async def put_heard(
        self, heard: Mapping[str, datetime], sessions: Sequence[HeldSession]
    ) -> None:
        """Both at once."""
        for device_id, at in heard.items():
            known = self._presences.get(device_id, Presence(device_id=device_id))
            if known.heard_at is None or known.heard_at < at:
                self._presences[device_id] = replace(known, heard_at=at)
        self._sessions |= {each.session: each for each in sessions}

    async def sessions(self) -> Sequence[HeldSession]:
        """In the order of their names."""
        return [self._sessions[each] for each in sorted(self._sessions)]

    async def forget(
        self, *, transitions_before: datetime, sessions_before: datetime, limit: int
    ) -> int:
        """How many transitions were forgotten."""
        self._sessions = {
            key: each for key, each in self._sessions.items() if each.seen_at >= sessions_before
        }
        old = sorted(
            (each for each in self._recorded if each.transition.occurred_at < transitions_before),
            key=lambda each: each.transition.occurred_at,
        )[:limit]
        self._recorded = [each for each in self._recorded if each not in old]
        return len(old)

    async def put_places(self, places: Mapping[str, UUID | None]) -> None:
        """Unknown devices become known."""
        for device_id in places:
            self._presences.setdefault(device_id, Presence(device_id=device_id))
        self._places |= places

    async def facilities(self) -> Mapping[str, UUID]:
        """Of all devices that measure somewhere."""
        return {each: place for each, place in self._places.items() if place is not None}

    async def learn_manufactured(self) -> int:
        """How many became known."""
        unknown = self.identities.keys() - self._presences.keys()
        self._presences |= {each: Presence(device_id=each) for each in unknown}
        return len(unknown)

    async def lock(self, device_id: str) -> Presence:
        """New when unknown."""
        return self._presences.setdefault(device_id, Presence(device_id=device_id))

    async def lock_due(
        self, rules: SilenceRules, listening: Listening | None, now: datetime, *, limit: int
    ) -> Sequence[Presence]:
        """Those of which something would be decided."""
        due = [
            presence
            for _, presence in sorted(self._presences.items())
            if judge(presence, rules, listening, now).transitions
        ]
        return due[:limit]

    async def save(self, decisions: Sequence[Decision]) -> None:
        """With their transitions."""
        for decision in decisions:
            self._presences[decision.presence.device_id] = decision.presence
            for transition in decision.transitions:
                self.told.append(transition)
                self._record(transition)

    def _record(self, transition: Transition) -> None:
        position = self._recorded[-1].position + 1 if self._recorded else 1
        self._recorded.append(RecordedTransition(position, transition))
        of_device = [
            each for each in self._recorded if each.transition.device_id == transition.device_id
        ]
        for old in of_device[:-MOST_TRANSITIONS_KEPT]:
            self._recorded.remove(old)

    async def device(self, device_id: str) -> DeviceOverview | None:
        """None for an unknown one."""
        presence = self._presences.get(device_id)
        return None if presence is None else self._overview(presence)

    async def devices(
        self, wanted: FleetFilter, order: FleetOrder, after: FleetPlace | None, *, limit: int
    ) -> Sequence[DeviceOverview]:
        """As the functions of memory_fleet have it."""
        overviews = [self._overview(each) for each in self._presences.values()]
        return listed(overviews, wanted, order, after)[:limit]

    async def summary(self) -> FleetSummary:
        """Counted one by one."""
        return summed_up([self._overview(each) for each in self._presences.values()])

    async def transitions(
        self, device_id: str, before: int | None, *, limit: int
    ) -> Sequence[RecordedTransition]:
        """The newest first."""
        found = [
            each
            for each in reversed(self._recorded)
            if each.transition.device_id == device_id and (before is None or each.position < before)
        ]
        return found[:limit]

    def _overview(self, presence: Presence) -> DeviceOverview:
        return DeviceOverview(
            presence=presence,
            facility_id=self._places.get(presence.device_id),
            identity=self.identities.get(presence.device_id),
        )

"""What a user sees of a community: sums over its facilities (FR3.2, FR3.3, R5)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period
from services.energy.domain.history.balance import (
    CommunityPower,
    community_power,
    newest_by_facility,
)
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import seen_within
from services.energy.usecases.history.questions import HistoryQuestion, energy_of_last_24_hours
from services.energy.usecases.history.read_history import (
    HistoryRead,
    ReadHistory,
    refuse_what_there_is_not,
)
from services.energy.usecases.history.sources import Sources

_INSTANT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class CommunityTotals:
    """A community's present power and recent energy; `history` when it was asked for."""

    power: CommunityPower
    last_24_hours: Energy
    history: HistoryRead | None


class CommunityEnergy:
    """Reads a community's books for its representative and the users of its facilities."""

    def __init__(
        self,
        registry: Registry,
        sources: Sources,
        history: History,
        read: ReadHistory,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._history = history
        self._clock = clock
        self._sources = sources
        self._read = read

    async def totals(
        self, community_id: UUID, *, user_id: UUID, question: HistoryQuestion | None
    ) -> CommunityTotals:
        """Raises what Sources.community, seen_within and ReadHistory raise."""
        source = self._sources.community(community_id, user_id=user_id)
        if question is not None:
            refuse_what_there_is_not(source, question)
        newest = await self._history.newest(source.subject.devices)
        memberships = self._registry.memberships(community_id)
        power = community_power(memberships, newest_by_facility(newest))
        at = power.power.as_of or self._clock.now()
        seen_within(source.seen, Period(at, at + _INSTANT))
        answer = None
        if question is not None:
            answer = await self._read.read(await self._read.asked(source, question, newest=newest))
        energy = await energy_of_last_24_hours(self._history, source.subject, power.power.as_of)
        return CommunityTotals(power, energy, answer)

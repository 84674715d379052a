"""What a user sees of a community: sums over its facilities (FR3.2, FR3.3, R5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period, Resolution, asked_period
from services.energy.domain.errors import NoRawReadingsOfCommunityError
from services.energy.domain.history.balance import (
    CommunityPower,
    community_power,
    newest_by_facility,
)
from services.energy.domain.history.interval_energy import (
    MINUTE_MS,
    IntervalEnergy,
    averaged_coverage,
    counted_periods,
)
from services.energy.domain.registry import FacilityPeriod, Membership
from services.energy.domain.sharing.shared_energy import SharedHour, shared_hours
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import visible_community
from services.energy.usecases.history.questions import (
    HistoryQuestion,
    Subject,
    energy_of_last_24_hours,
    interval_history,
)


@dataclass(frozen=True, slots=True)
class CommunityTotals:
    """A community's present power and recent energy; `history` when it was asked for."""

    power: CommunityPower
    last_24_hours: Energy
    history: Sequence[IntervalEnergy] | None


@dataclass(frozen=True, slots=True)
class SharedEnergy:
    """Shared energy by clock hour over a period."""

    period: Period
    hours: Sequence[SharedHour]


class CommunityEnergy:
    """Reads a community's books for its representative and the users of its facilities."""

    def __init__(self, registry: Registry, history: History, clock: Clock) -> None:
        self._registry = registry
        self._history = history
        self._clock = clock

    async def totals(
        self, community_id: UUID, *, user_id: UUID, question: HistoryQuestion | None
    ) -> CommunityTotals:
        """Raises what visible_community and asked_period raise.

        Raises NoRawReadingsOfCommunityError for the resolution `raw`.
        """
        memberships = self._visible_memberships(community_id, user_id)
        if question is not None and question.resolution is Resolution.RAW:
            raise NoRawReadingsOfCommunityError("ask a facility for its raw readings")
        subject = self._subject(memberships)
        power = await self._power(memberships, subject)
        as_of = power.power.as_of
        intervals = None
        if question is not None:
            newest = as_of or self._clock.now()
            period = asked_period(question.start, question.end, question.resolution, newest)
            intervals = await self._intervals(subject, period, question.resolution, question.basis)
        energy = await energy_of_last_24_hours(self._history, subject, as_of)
        return CommunityTotals(power, energy, intervals)

    async def shared(
        self, community_id: UUID, *, user_id: UUID, question: HistoryQuestion
    ) -> SharedEnergy:
        """By clock hour (R5). Raises what visible_community and asked_period raise."""
        memberships = self._visible_memberships(community_id, user_id)
        subject = self._subject(memberships)
        power = await self._power(memberships, subject)
        newest = power.power.as_of or self._clock.now()
        period = asked_period(question.start, question.end, Resolution.HOUR, newest)
        hours = await self._intervals(subject, period, Resolution.HOUR, question.basis)
        return SharedEnergy(period, shared_hours(hours))

    def _visible_memberships(self, community_id: UUID, user_id: UUID) -> Sequence[Membership]:
        visible_community(self._registry, community_id, user_id=user_id, now=self._clock.now())
        return self._registry.memberships(community_id)

    def _subject(self, memberships: Sequence[Membership]) -> Subject:
        facilities = (self._registry.facility(m.facility_id) for m in memberships)
        return Subject(
            facilities=[FacilityPeriod(m.facility_id, m.period) for m in memberships],
            devices=[device for f in facilities if f is not None for device in f.devices],
        )

    async def _power(self, memberships: Sequence[Membership], subject: Subject) -> CommunityPower:
        newest = await self._history.newest(subject.devices)
        return community_power(memberships, newest_by_facility(newest))

    async def _intervals(
        self, subject: Subject, period: Period, resolution: Resolution, basis: Basis
    ) -> list[IntervalEnergy]:
        intervals = await interval_history(self._history, subject, period, resolution, basis)
        step_ms = MINUTE_MS if resolution is Resolution.MINUTE else QUARTER_MS
        counted = counted_periods(subject.facilities, period, step_ms=step_ms)
        return averaged_coverage(intervals, counted)

"""What a policy would give, beside what the one in force gives; nothing is stored."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import InvalidPeriodError, TooManyPointsError
from services.energy.domain.distribution.decision import require_members
from services.energy.domain.distribution.distribution import Distribution, distribute
from services.energy.domain.distribution.hours import hours_to_divide
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.distribution.simulation import PaidCents, Tally
from services.energy.domain.incentives.excess import (
    NO_PREMIUM_YET,
    excess_ppb,
    year_of_premium,
)
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.months import month_of, month_period, months_between
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.distribution import Policies
from services.energy.ports.registry import Registry
from services.energy.usecases.access import represented_community
from services.energy.usecases.incentives.compute import ComputedIncentives, ComputeIncentives

MOST_MONTHS: Final = 12
SIMULATIONS_AT_ONCE: Final = 2
"""Further ones wait: a year of a large community is seconds of computing."""
MOST_HELD: Final = 1_000_000
"""Facility-hours that a simulation holds, 70 bytes each: a year of a hundred facilities. Months
beyond are computed twice."""
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationQuestion:
    """A policy, and the months (their first days) to try it on; both ends count."""

    policy: DistributionPolicy
    first: date
    last: date
    basis: Basis = Basis.MEASURED
    model: Model = Model.TIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Both divide the same sum."""

    proposed: PaidCents
    in_force: PaidCents
    versions: Sequence[int]
    """Numbers of the versions in force, of each month."""
    excess_ppb: Mapping[int, int]
    """By year, the part of its premium above the threshold, as far as the year is known."""
    provisional: Sequence[Provisional]


@dataclass(slots=True)
class _Trial:
    proposed: Tally = field(default_factory=Tally)
    in_force: Tally = field(default_factory=Tally)
    versions: list[int] = field(default_factory=list)
    reasons: set[Provisional] = field(default_factory=set)


class _Months:
    """Months of one question, each computed once as long as there is room to hold it."""

    def __init__(
        self, compute: ComputeIncentives, community_id: UUID, question: SimulationQuestion
    ) -> None:
        self._compute = compute
        self._community_id = community_id
        self._question = question
        self._held: dict[date, ComputedIncentives] = {}
        self._room = MOST_HELD

    async def look(self, month: date) -> ComputedIncentives:
        """The month's; held for `take` when it is one of those asked for."""
        computed = await self._computed(month)
        size = computed.result.attributed_uj.size
        if self._question.first <= month <= self._question.last and size <= self._room:
            self._held[month] = computed
            self._room -= size
        return computed

    async def take(self, month: date) -> ComputedIncentives:
        """The month's, for the last time."""
        held = self._held.pop(month, None)
        return held or await self._computed(month)

    async def _computed(self, month: date) -> ComputedIncentives:
        question = self._question
        return await self._compute(
            self._community_id, month_period(month), question.basis, question.model
        )


class SimulatePolicy:
    """For the representative."""

    def __init__(
        self,
        registry: Registry,
        policies: Policies,
        compute: ComputeIncentives,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._policies = policies
        self._compute = compute
        self._rules = rules
        self._clock = clock
        self._places = asyncio.Semaphore(SIMULATIONS_AT_ONCE)

    async def __call__(
        self, community_id: UUID, question: SimulationQuestion, *, user_id: UUID
    ) -> Simulation:
        """Raises what represented_community and require_members raise.

        Raises InvalidPeriodError where `last` is before `first` or has not begun;
        TooManyPointsError for more than MOST_MONTHS.
        """
        represented_community(self._registry, community_id, user_id=user_id)
        months = self._months(question)
        memberships = self._registry.memberships(community_id)
        require_members(question.policy, memberships, question.first)
        async with self._places:
            computed = _Months(self._compute, community_id, question)
            years = sorted({month.year for month in months})
            bound = {year: await self._excess(computed, year) for year in years}
            trial = _Trial()
            for month in months:
                version = await self._policies.in_force(community_id, month)
                both = (question.policy, version.policy)
                await self._try(trial, await computed.take(month), both, bound[month.year])
                trial.versions.append(version.number)
        return Simulation(
            proposed=trial.proposed.cents(),
            in_force=trial.in_force.cents(),
            versions=trial.versions,
            excess_ppb=bound,
            provisional=[reason for reason in Provisional if reason in trial.reasons],
        )

    def _months(self, question: SimulationQuestion) -> list[date]:
        if question.last > month_of(self._clock.now()):
            raise InvalidPeriodError("of months that have not begun nothing is known")
        months = months_between(question.first, question.last)
        if not months:
            raise InvalidPeriodError("from must not be after to")
        if len(months) > MOST_MONTHS:
            raise TooManyPointsError(f"at most {MOST_MONTHS} months at once")
        return months

    async def _excess(self, months: _Months, year: int) -> int:
        """Judged over all of the year that has begun, whichever months are asked for."""
        last = min(date(year, _DECEMBER, 1), month_of(self._clock.now()))
        premium = NO_PREMIUM_YET
        for month in months_between(date(year, 1, 1), last):
            computed = await months.look(month)
            premium = premium.plus(year_of_premium(computed.result))
        return excess_ppb(premium, self._rules.on(last).excess.edition)

    async def _try(
        self,
        trial: _Trial,
        computed: ComputedIncentives,
        policies: tuple[DistributionPolicy, DistributionPolicy],
        bound_ppb: int,
    ) -> None:
        for tally, policy in zip((trial.proposed, trial.in_force), policies, strict=True):
            divided = await asyncio.to_thread(_divided, computed, policy, bound_ppb)
            tally.add(computed.facilities.facility_ids, divided)
        trial.reasons.update(computed.provisional)
        this_year = month_of(self._clock.now()).year
        year = month_of(computed.period.start).year
        if year == this_year and computed.result.premium_neur.any():
            trial.reasons.add(Provisional.YEAR_NOT_OVER)


def _divided(
    computed: ComputedIncentives, policy: DistributionPolicy, bound_ppb: int
) -> Distribution:
    return distribute(hours_to_divide(computed.result), policy, bound_ppb)

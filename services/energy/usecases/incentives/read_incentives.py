"""What a community's shared energy earns, for its representative and its members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import (
    Period,
    Resolution,
    TooManyPointsError,
    asked_period,
    interval_start,
)
from services.energy.domain.incentives.model import Model
from services.energy.ports.registry import Registry
from services.energy.usecases.access import facilities_of_user, seen_of_community, seen_whole
from services.energy.usecases.incentives.compute import ComputedIncentives, ComputeIncentives

LONGEST: Final = timedelta(days=367)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentivesQuestion:
    """Without a period: the month up to now."""

    start: datetime | None = None
    end: datetime | None = None
    basis: Basis = Basis.MEASURED
    model: Model = Model.TIP


@dataclass(frozen=True, slots=True)
class VisibleIncentives:
    """A computed result, and the columns that the caller may see one by one."""

    computed: ComputedIncentives
    columns: Sequence[int]


class ReadIncentives:
    """Sums for who takes part in the community; plants for its representative, else own ones."""

    def __init__(self, registry: Registry, compute: ComputeIncentives, clock: Clock) -> None:
        self._registry = registry
        self._compute = compute
        self._clock = clock

    async def __call__(
        self, community_id: UUID, *, user_id: UUID, question: IncentivesQuestion
    ) -> VisibleIncentives:
        """Raises what seen_of_community and asked_period raise; TooManyPointsError above LONGEST.

        Raises TooFewFacilitiesError unless the caller may see the sums of all of the period.
        """
        now = self._clock.now()
        seen = seen_of_community(self._registry, community_id, user_id=user_id, now=now)
        period = self._period(question, now)
        seen_whole(seen, period)
        computed = await self._compute(community_id, period, question.basis, question.model)
        community = self._registry.community(community_id)
        own = facilities_of_user(self._registry, computed.facilities.facility_ids, user_id)
        represents = community is not None and community.representative_id == user_id
        columns = [
            column
            for column, facility_id in enumerate(computed.facilities.facility_ids)
            if represents or facility_id in own
        ]
        return VisibleIncentives(computed, columns)

    def _period(self, question: IncentivesQuestion, now: datetime) -> Period:
        start = question.start
        if start is None and question.end is None:
            start = interval_start(now, Resolution.MONTH)
        period = asked_period(start, question.end, Resolution.HOUR, now)
        if period.end - period.start > LONGEST:
            raise TooManyPointsError(f"at most {LONGEST.days} days at once")
        return period

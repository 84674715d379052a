"""CO2 that a community avoids, for those who take part in it."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.calendar import Resolution
from services.energy.domain.impact.avoided_co2 import DayOfEnergy
from services.energy.domain.sharing.series import shared_series
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import seen_of_community, seen_within
from services.energy.usecases.impact.questions import (
    ImpactQuestion,
    ImpactRead,
    impact_read,
    whole_months,
)
from services.energy.usecases.sharing.kept_days import KeptDays
from services.energy.usecases.sharing.newest import newest_of_community


class CommunityImpact:
    """From the community's kept days; what would give away a household is left out."""

    def __init__(
        self, registry: Registry, history: History, days: KeptDays, rules: RuleBook, clock: Clock
    ) -> None:
        self._registry = registry
        self._history = history
        self._days = days
        self._rules = rules
        self._clock = clock

    async def __call__(
        self, community_id: UUID, *, user_id: UUID, question: ImpactQuestion
    ) -> ImpactRead:
        """Raises what seen_of_community, seen_within and whole_months raise."""
        now = self._clock.now()
        seen = seen_of_community(self._registry, community_id, user_id=user_id, now=now)
        fresh = await newest_of_community(self._registry, self._history, community_id)
        newest = now if fresh is None else fresh.as_of
        period = whole_months(question, newest)
        seen = seen_within(seen, period)
        kept = await self._days(community_id, question.basis, period)
        days = [
            DayOfEnergy(
                start=day.period.start,
                fed_in_uj=day.fed_in_uj,
                shared_uj=day.shared_uj,
                withdrawn_shared_uj=day.shared_uj,
                coverage_ms=day.coverage_ms,
            )
            for day in shared_series(kept, seen, Resolution.DAY)
        ]
        return impact_read(period, newest, days, self._rules)

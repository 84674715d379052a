"""Shared energy of a community, for those who take part in it (R5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, asked_period
from services.energy.domain.sharing.series import SharedIntervals, shared_series
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import seen_of_community, seen_within
from services.energy.usecases.sharing.kept_days import KeptDays
from services.energy.usecases.sharing.newest import newest_of_community


@dataclass(frozen=True, slots=True)
class SharedSeries:
    """Shared energy over a period, by interval."""

    period: Period
    intervals: SharedIntervals


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEnergyQuestion:
    """What is None gets a usual value (see asked_period)."""

    start: datetime | None = None
    end: datetime | None = None
    resolution: Resolution = Resolution.HOUR
    """Hour, day or month."""
    basis: Basis = Basis.MEASURED


class ReadSharedEnergy:
    """Sums over the community; what would give away a household is left out (see privacy.py)."""

    def __init__(self, registry: Registry, history: History, days: KeptDays, clock: Clock) -> None:
        self._registry = registry
        self._history = history
        self._days = days
        self._clock = clock

    async def __call__(
        self, community_id: UUID, *, user_id: UUID, question: SharedEnergyQuestion
    ) -> SharedSeries:
        """Raises what seen_of_community, seen_within and asked_period raise."""
        now = self._clock.now()
        seen = seen_of_community(self._registry, community_id, user_id=user_id, now=now)
        fresh = await newest_of_community(self._registry, self._history, community_id)
        newest = now if fresh is None else fresh.as_of
        period = asked_period(question.start, question.end, question.resolution, newest)
        seen = seen_within(seen, period)
        days = await self._days(community_id, question.basis, period)
        return SharedSeries(period, shared_series(days, seen, question.resolution))

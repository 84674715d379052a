"""Today of a community, from the books, prices and rules of now."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.energy.domain.accrual.one_more_kwh import one_more_kwh
from services.energy.domain.accrual.projection import projected_hour
from services.energy.domain.accrual.today import (
    Today,
    accrued_hours,
    projection_of,
    reasons_of_today,
)
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import ROME, Period, Resolution, interval_start
from services.energy.domain.history.balance import (
    FreshReadings,
    power_of_fresh,
)
from services.energy.domain.incentives.model import Model
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.incentives.compute import ComputedIncentives, ComputeIncentives
from services.energy.usecases.sharing.newest import newest_of_community

_HOUR: Final = timedelta(hours=1)


class ComputeToday:
    """Reads and computes; whether the caller may know is for who asks.

    Event time: a replay of the past has the day of its newest reading.
    """

    def __init__(
        self, registry: Registry, history: History, compute: ComputeIncentives, rules: RuleBook
    ) -> None:
        self._registry = registry
        self._history = history
        self._compute = compute
        self._rules = rules

    async def __call__(self, community_id: UUID) -> Today | None:
        """None before the first reading of a facility as the community's member.

        Raises a transient error when the database is away.
        """
        fresh = await newest_of_community(self._registry, self._history, community_id)
        if fresh is None:
            return None
        hour_start = interval_start(fresh.as_of, Resolution.HOUR)
        hour = Period(hour_start, hour_start + _HOUR)
        period = Period(interval_start(fresh.as_of, Resolution.DAY), hour.end)
        computed = await self._compute(community_id, period, Basis.MEASURED, Model.TIP)
        counted = computed.facilities.counted(hour)
        return await asyncio.to_thread(self._today, community_id, computed, fresh, counted)

    def _today(
        self,
        community_id: UUID,
        computed: ComputedIncentives,
        fresh: FreshReadings,
        counted: Collection[FacilityPeriod],
    ) -> Today:
        result, prices = computed.result, computed.prices
        hours = result.shared.hours
        projected = shared_energy(
            projected_hour(hours.rows(hours.count - 1, hours.count), fresh, counted),
            computed.facilities.storage_efficiencies,
        )
        one_more = one_more_kwh(
            projected,
            result.parts[-1].facts,
            HourlyPrices(prices.price_ueur_mwh[-1:], prices.known[-1:]),
            self._rules.on(fresh.as_of.astimezone(ROME).date()),
        )
        return Today(
            community_id=community_id,
            as_of=fresh.as_of,
            period=computed.period,
            hours=accrued_hours(result),
            power=power_of_fresh(fresh),
            projection=projection_of(projected),
            one_more=one_more,
            rules_versions=result.rules_versions,
            provisional=reasons_of_today(result, one_more),
        )

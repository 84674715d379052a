"""A month is settled: computed as it is known now, and kept as a version if that is new."""

import asyncio
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from libs.chassis.clock import Clock
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.incentives.excess import NO_PREMIUM_YET
from services.energy.domain.ledger.errors import MonthNotBegunError
from services.energy.domain.ledger.settle import MonthResult, YearKnown, settle
from services.energy.domain.ledger.settlement import Settlement, SettlementKey
from services.energy.domain.months import month_of, month_period, months_after, months_between
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.distribution import Policies
from services.energy.ports.ledger import Ledger
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.incentives.compute import ComputeIncentives
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)

_DECEMBER: Final = 12


class ComputeSettlement:
    """Computes and keeps; whether the caller may is for who asks."""

    def __init__(
        self,
        *,
        registry: Registry,
        books: HourlyBooks,
        compute: ComputeIncentives,
        policies: Policies,
        ledger: Ledger,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._books = books
        self._compute = compute
        self._policies = policies
        self._ledger = ledger
        self._rules = rules
        self._clock = clock

    async def __call__(
        self, key: SettlementKey, *, even_without_energy: bool = True
    ) -> tuple[Settlement | None, bool]:
        """The version that holds, and whether it is new.

        None where no energy is known, unless even that is to be kept. Raises MonthNotBegunError,
        TooManyVersionsError.
        """
        now = self._clock.now()
        period = month_period(key.month)
        if period.start > now:
            raise MonthNotBegunError(f"{key.month:%Y-%m} has not begun")
        policy: PolicyVersion = await self._policies.in_force(key.community_id, key.month)
        year = await self._year(key)
        computed = await self._compute(key.community_id, period, key.basis, key.model)
        if not (even_without_energy or computed.result.shared.hours.coverage_ms.any()):
            return None, False
        month = MonthResult(
            result=computed.result,
            provisional=computed.provisional,
            fingerprint=computed.fingerprint,
        )
        # Arrays of a month must not hold up the readings that arrive meanwhile.
        settlement, detail = await asyncio.to_thread(settle, key, month, policy, year, at=now)
        return await self._ledger.add(settlement, detail)

    async def _year(self, key: SettlementKey) -> YearKnown:
        first, last = months_of_year(key.month)
        parts = await self._ledger.year_parts(
            key.community_id, key.basis, key.model, first=first, last=last
        )
        others = NO_PREMIUM_YET
        for month, part in parts.items():
            if month != key.month:
                others = others.plus(part)
        over = month_period(last).end <= self._clock.now()
        return YearKnown(
            others=others,
            is_whole=over and not await self._has_unsettled(key, {*parts, key.month}),
            rule=self._rules.on(last).excess.edition,
        )

    async def _has_unsettled(self, key: SettlementKey, settled: Collection[date]) -> bool:
        """Whether any energy is known of other months of the year that are not settled."""
        facilities = community_facilities(self._registry, key.community_id)
        for month in months_with_members(facilities, key.month):
            if month in settled:
                continue
            period = month_period(month)
            present = facilities.within(period)
            hours = await self._books.facility_hours(
                present.facility_ids, present.counted(period), period, key.basis
            )
            if hours.coverage_ms.any():
                return True
        return False


def months_with_members(facilities: CommunityFacilities, month: date) -> list[date]:
    """Those of the month's year, from the community's first member to its last."""
    first, last = months_of_year(month)
    time = facilities.time
    begun = max(first, month_of(time.start))
    return months_between(begun, min(last, month_of(time.end - timedelta(microseconds=1))))


def months_of_year(month: date) -> tuple[date, date]:
    """The first and the last month of its year."""
    return months_after(month, 1 - month.month), months_after(month, _DECEMBER - month.month)

"""Months that have ended are settled by themselves, and again when what they depend on changed.

A month depends on its facilities, their energy, prices, rules, the policy and its year. Their state
is read by counters, without the energy; a month is computed only when that state is another one and
has been so for a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import (
    CORRECTED_FOR,
    SETTLED_AFTER,
    Check,
    due_months,
    first_seen,
)
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.domain.ledger.settlement import SettlementKey
from services.energy.domain.months import month_of, month_period, months_after, months_between
from services.energy.domain.tariffs.prices import Zone
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.distribution import Policies
from services.energy.ports.ledger import Ledger, SettlementChecks
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.ledger.compute_settlement import (
    ComputeSettlement,
    months_of_year,
)
from services.energy.usecases.ledger.month_states import MonthStates, by_month
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)

MODEL: Final = Model.TIP
"""By which months are settled by themselves; the simplified form when somebody asks."""
MONTHS_AT_ONCE: Final = 2
"""Of a community, before others have their turn."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one look at a community came to."""

    looked_at: int
    """Months and bases."""
    settled: int
    """New versions."""
    unchanged: int
    """Computed, and the same as before, or without any energy."""
    waiting: int
    """Months that changed, and are due later."""
    failed: Sequence[SettlementKey] = ()
    """Have too many versions already: they are tried again when something of them changes."""


class SettleDue:
    """One community at a time; every replica may call it, those without the turn do nothing."""

    def __init__(
        self,
        *,
        registry: Registry,
        books: HourlyBooks,
        policies: Policies,
        ledger: Ledger,
        checks: SettlementChecks,
        compute: ComputeSettlement,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._books = books
        self._policies = policies
        self._ledger = ledger
        self._checks = checks
        self._compute = compute
        self._rules = rules
        self._clock = clock

    async def __call__(self, community_id: UUID) -> Done:
        """Settle what is due of it, at most MONTHS_AT_ONCE, the newest months first.

        Raises a transient error when the database is away; what was settled stays.
        """
        now = self._clock.now()
        facilities = community_facilities(self._registry, community_id)
        months = _months(facilities, now)
        if not months:
            return Done(0, 0, 0, 0)
        known = await self._read(community_id, facilities, months)
        seen: dict[SettlementKey, Check] = {}
        for basis, month in known.looked_at():
            key = SettlementKey(community_id, month, basis, MODEL)
            state = known.state(basis, month, now)
            before = known.checks.get((basis, month))
            seen[key] = first_seen(state, now) if before is None else before.seen(state, now)
        fresh = {k: c for k, c in seen.items() if known.checks.get((k.basis, k.month)) != c}
        await self._checks.keep(list(fresh.items()))
        due = due_months(seen, lambda key: (key.basis, key.month.year), now)
        settled = unchanged = 0
        failed: list[SettlementKey] = []
        for key in due[:MONTHS_AT_ONCE]:
            try:
                settlement, added = await self._compute(key, even_without_energy=False)
            except TooManyVersionsError:
                settlement, added = None, False
                failed.append(key)
            if settlement is not None:
                known.year_parts[key.basis][key.month] = settlement.year_part
            # What the month itself adds to its year is no reason to settle it once more.
            seen[key] = seen[key].seen(known.state(key.basis, key.month, now), now).settled()
            await self._checks.keep([(key, seen[key])])
            settled, unchanged = settled + added, unchanged + (not added)
        changed = sum(check.is_changed for check in seen.values())
        return Done(len(seen), settled, unchanged - len(failed), changed, tuple(failed))

    async def _read(
        self, community_id: UUID, facilities: CommunityFacilities, months: Sequence[date]
    ) -> MonthStates:
        first, last = months[-1], months[0]
        whole = Period(month_period(first).start, month_period(last).end)
        years = (months_of_year(first)[0], months_of_year(last)[1])
        community = self._registry.community(community_id)
        zone = community.market_zone if community is not None else ""
        return MonthStates(
            facilities=facilities,
            months=months,
            rules=self._rules,
            policies=await self._policies.versions(community_id),
            zone=zone,
            prices=await self._checks.price_states(Zone(zone), months)
            if zone in list(Zone)
            else {},
            restated={
                basis: by_month(
                    await self._books.restatements(facilities.facility_ids, whole, basis)
                )
                for basis in Basis
            },
            year_parts={
                basis: dict(
                    await self._ledger.year_parts(
                        community_id, basis, MODEL, first=years[0], last=years[1]
                    )
                )
                for basis in Basis
            },
            checks=await self._checks.checks(community_id, MODEL),
        )


def _months(facilities: CommunityFacilities, now: datetime) -> list[date]:
    """Those that ended a while ago, had members and can be corrected; the newest first."""
    if not facilities.memberships:
        return []
    last = months_after(month_of(now - SETTLED_AFTER), -1)
    oldest = months_after(month_of(now), -CORRECTED_FOR)
    time = facilities.time
    first = max(oldest, month_of(time.start))
    last = min(last, month_of(time.end - timedelta(microseconds=1)))
    return months_between(first, last)[::-1]

"""Months that have ended are settled by themselves, and again when what they depend on changed.

A month depends on its facilities, their energy, prices, rules, the policy and its year. Their state
is read by counters, without the energy; a month is computed only when that state is another one and
has been so for a while.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.incentives.excess import NO_PREMIUM_YET, YearOfPremium, excess_ppb
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.due import (
    CORRECTED_FOR,
    SETTLED_AFTER,
    Check,
    due_months,
    first_seen,
    state_of,
)
from services.energy.domain.ledger.errors import TooManyVersionsError
from services.energy.domain.ledger.settle import policy_figures
from services.energy.domain.ledger.settlement import Settlement, SettlementKey
from services.energy.domain.months import month_of, month_period, months_after, months_between
from services.energy.domain.tariffs.prices import Zone
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.distribution import Policies
from services.energy.ports.ledger import Ledger, SettlementChecks
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.incentives.compute import incentive_facts
from services.energy.usecases.ledger.compute_settlement import (
    ComputeSettlement,
    is_whole_year,
    months_of_year,
)
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


@dataclass(frozen=True, slots=True)
class _Known:
    """All that one look at a community reads."""

    facilities: CommunityFacilities
    months: Sequence[date]
    restated: Mapping[Basis, Mapping[date, int]]
    """By day (UTC)."""
    prices: Mapping[date, int]
    year_parts: Mapping[Basis, dict[date, YearOfPremium]]
    checks: Mapping[tuple[Basis, date], Check]


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
        for basis, month in _looked_at(known):
            key = SettlementKey(community_id, month, basis, MODEL)
            state = await self._state(key, known, now)
            before = known.checks.get((basis, month))
            seen[key] = first_seen(state, now) if before is None else before.seen(state, now)
        fresh = {k: c for k, c in seen.items() if known.checks.get((k.basis, k.month)) != c}
        await self._checks.keep(list(fresh.items()))
        due = due_months(seen, lambda key: (key.basis, key.month.year), now)
        settled = unchanged = 0
        for key in due[:MONTHS_AT_ONCE]:
            settlement, added = await self._settle(key)
            if settlement is not None:
                known.year_parts[key.basis][key.month] = settlement.year_part
            # What the month itself adds to its year is no reason to settle it once more.
            seen[key] = seen[key].seen(await self._state(key, known, now), now).settled()
            await self._checks.keep([(key, seen[key])])
            settled, unchanged = settled + added, unchanged + (not added)
        changed = sum(check.is_changed for check in seen.values())
        return Done(len(seen), settled, unchanged, changed)

    async def _settle(self, key: SettlementKey) -> tuple[Settlement | None, bool]:
        try:
            return await self._compute(key, even_without_energy=False)
        except TooManyVersionsError:
            return None, False  # restated a thousand times: now somebody has to look at it

    async def _read(
        self, community_id: UUID, facilities: CommunityFacilities, months: Sequence[date]
    ) -> _Known:
        first, last = months[-1], months[0]
        whole = Period(month_period(first).start, month_period(last).end)
        years = (months_of_year(first)[0], months_of_year(last)[1])
        community = self._registry.community(community_id)
        zone = community.market_zone if community is not None else ""
        return _Known(
            facilities,
            months,
            {
                basis: await self._books.restatements(facilities.facility_ids, whole, basis)
                for basis in Basis
            },
            await self._checks.price_states(Zone(zone), months) if zone in list(Zone) else {},
            {
                basis: dict(
                    await self._ledger.year_parts(
                        community_id, basis, MODEL, first=years[0], last=years[1]
                    )
                )
                for basis in Basis
            },
            await self._checks.checks(community_id, MODEL),
        )

    async def _state(self, key: SettlementKey, known: _Known, now: datetime) -> bytes:
        """Read before the energy: what changes meanwhile is settled once more."""
        period = month_period(key.month)
        facilities = known.facilities.within(period).facilities
        policy = await self._policies.in_force(key.community_id, key.month)
        own = [
            known.facilities.counted(period),
            [(f.facility_id, incentive_facts(f), f.facts.storage_efficiency) for f in facilities],
            _of_days(known.restated[key.basis], period.start, period.end),
            known.prices.get(key.month),
            self._rules.fingerprint(),
            (policy.number, policy_figures(policy.policy)),
        ]
        return state_of(own, self._year(key, known, now))

    def _year(self, key: SettlementKey, known: _Known, now: datetime) -> Sequence[object]:
        first, last = months_of_year(key.month)
        parts = {m: p for m, p in known.year_parts[key.basis].items() if first <= m <= last}
        if key.month not in parts:
            return []  # it was never settled: its year is no reason to
        of_year = NO_PREMIUM_YET
        for part in parts.values():
            of_year = of_year.plus(part)
        whole = is_whole_year(known.facilities, parts.keys(), key.month, now)
        return [excess_ppb(of_year, self._rules.on(last).excess.edition), whole]


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


def _looked_at(known: _Known) -> Iterator[tuple[Basis, date]]:
    """Official energy where there is, or was, any."""
    for month in known.months:
        period = month_period(month)
        yield Basis.MEASURED, month
        official = _of_days(known.restated[Basis.OFFICIAL], period.start, period.end)
        if official or (Basis.OFFICIAL, month) in known.checks:
            yield Basis.OFFICIAL, month


def _of_days(restated: Mapping[date, int], start: datetime, end: datetime) -> int:
    """A month of Rome begins within a day of UTC."""
    first, last = (moment.astimezone(UTC).date() for moment in (start, end))
    return sum(times for day, times in restated.items() if first <= day <= last)

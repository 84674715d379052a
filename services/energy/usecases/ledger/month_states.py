"""What a community's months depend on, told without reading any energy."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.versions import UNDECIDED, PolicyVersion, in_force
from services.energy.domain.incentives.excess import NO_PREMIUM_YET, YearOfPremium, excess_ppb
from services.energy.domain.ledger.due import Check, state_of
from services.energy.domain.ledger.settle import policy_figures
from services.energy.domain.months import month_period, months_after
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.usecases.incentives.compute import incentive_facts
from services.energy.usecases.ledger.compute_settlement import months_of_year, months_with_members
from services.energy.usecases.sharing.community_facilities import CommunityFacilities

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class MonthStates:
    """All that one look at a community reads: some milliseconds for 61 months of 100 members."""

    facilities: CommunityFacilities
    months: Sequence[date]
    rules: RuleBook
    policies: Sequence[PolicyVersion]
    zone: str
    prices: Mapping[date, int]
    restated: Mapping[Basis, Mapping[date, int]]
    """By month: see by_month."""
    year_parts: Mapping[Basis, dict[date, YearOfPremium]]
    checks: Mapping[tuple[Basis, date], Check]

    def looked_at(self) -> Iterator[tuple[Basis, date]]:
        """Months and bases; official energy where there is, or was, any."""
        for month in self.months:
            yield Basis.MEASURED, month
            if self.restated[Basis.OFFICIAL].get(month) or (Basis.OFFICIAL, month) in self.checks:
                yield Basis.OFFICIAL, month

    def state(self, basis: Basis, month: date, now: datetime) -> bytes:
        """Read before the energy: what changes meanwhile is settled once more."""
        policy = in_force(self.policies, month)
        own = [
            self._members(month),
            self.restated[basis].get(month, 0),
            (self.zone, self.prices.get(month)),
            self._rules_fingerprint,
            (policy.number, self._figures[policy.number]),
        ]
        return state_of(own, self._year(basis, month, now))

    def _members(self, month: date) -> list[tuple[str, int, int]]:
        """Who belonged when within the month, by what decides their part."""
        period = month_period(month)
        start, end = epoch_ms(period.start), epoch_ms(period.end)
        return [
            (self._facts[facility_id], max(since, start), min(until, end))
            for facility_id, since, until in self._memberships
            if since < end and start < until
        ]

    def _year(self, basis: Basis, month: date, now: datetime) -> Sequence[object]:
        first, last = months_of_year(month)
        parts = {m: p for m, p in self.year_parts[basis].items() if first <= m <= last}
        if month not in parts:
            return []  # it was never settled: its year is no reason to
        of_year = NO_PREMIUM_YET
        for part in parts.values():
            of_year = of_year.plus(part)
        whole = month_period(last).end <= now and all(
            other in parts or self._is_empty(basis, other)
            for other in months_with_members(self.facilities, month)
        )
        return [excess_ppb(of_year, self.rules.on(last).excess.edition), whole]

    def _is_empty(self, basis: Basis, month: date) -> bool:
        """Whether it was looked at and had no energy."""
        check = self.checks.get((basis, month))
        settled = check is not None and check.settled_state is not None
        return settled and month not in self.year_parts[basis]

    @cached_property
    def _rules_fingerprint(self) -> str:
        return self.rules.fingerprint()

    @cached_property
    def _figures(self) -> Mapping[int, str]:
        return {v.number: policy_figures(v.policy) for v in (*self.policies, UNDECIDED)}

    @cached_property
    def _facts(self) -> Mapping[UUID, str]:
        return {
            f.facility_id: f"{f.facility_id} {incentive_facts(f)} {f.facts.storage_efficiency}"
            for f in self.facilities.facilities
        }

    @cached_property
    def _memberships(self) -> list[tuple[UUID, int, int]]:
        known = self._facts
        return [
            (m.facility_id, epoch_ms(m.period.start), epoch_ms(m.period.end))
            for m in self.facilities.memberships
            if m.facility_id in known
        ]


def by_month(restated: Mapping[date, int]) -> Mapping[date, int]:
    """Restatements by day (UTC) as a count by month of Rome, which begins the day before."""
    counts: Counter[date] = Counter()
    for day, times in restated.items():
        month = day.replace(day=1)
        counts[month] += times
        if (day + _DAY).day == 1:
            counts[months_after(month, 1)] += times
    return counts

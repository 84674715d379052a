"""A month's result and the policy in force become a settlement."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.energy.domain.distribution.distribution import Distribution, distribute
from services.energy.domain.distribution.hours import hours_to_divide
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.incentives.excess import (
    YearOfPremium,
    excess_ppb,
    year_of_premium,
)
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.ledger.hourly_detail import HourlyDetail, hourly_detail
from services.energy.domain.ledger.settlement import Settlement, SettlementKey, SettlementLine
from services.energy.domain.tariffs.editions import ExcessEdition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MonthResult:
    """What shared energy of a month earns, and what was known beside it."""

    result: Incentives
    provisional: Sequence[Provisional]
    fingerprint: str
    """Of all inputs of the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearKnown:
    """The year around the month, as the ledger knows it."""

    others: YearOfPremium
    """What the year's other months that are settled add to it."""
    is_whole: bool
    """Whether the year is over and every month of it settled."""
    rule: ExcessEdition


def settle(
    key: SettlementKey,
    month: MonthResult,
    policy: PolicyVersion,
    year: YearKnown,
    *,
    at: datetime,
) -> tuple[Settlement, HourlyDetail]:
    """The settlement, without a number, and its hours. The lines and hours sum to one another."""
    result = month.result
    own = year_of_premium(result)
    bound_ppb = excess_ppb(own.plus(year.others), year.rule)
    hours = hours_to_divide(result)
    distribution = distribute(hours, policy.policy, bound_ppb)
    reasons = _reasons(month, year)
    detail = hourly_detail(result, hours, distribution)
    settlement = Settlement(
        key=key,
        computed_at=at,
        fingerprint=_fingerprint(key, month, policy, bound_ppb, reasons),
        rules_versions=result.rules_versions,
        policy_number=policy.number,
        provisional=reasons,
        excess_ppb=bound_ppb,
        shared_uj=int(result.shared.shared_uj.sum()),
        year_part=own,
        lines=tuple(_lines(result, distribution, detail)),
        funds_neur=int(distribution.funds_neur.sum()),
        social_neur=int(distribution.social_neur.sum()),
    )
    return settlement, detail


def _reasons(month: MonthResult, year: YearKnown) -> tuple[Provisional, ...]:
    told = set(month.provisional)
    if not year.is_whole and month.result.premium_neur.any():
        told.add(Provisional.YEAR_NOT_OVER)
    return tuple(reason for reason in Provisional if reason in told)


def _fingerprint(
    key: SettlementKey,
    month: MonthResult,
    policy: PolicyVersion,
    bound_ppb: int,
    reasons: Sequence[Provisional],
) -> str:
    told = repr(
        (
            month.fingerprint,
            (key.basis.value, key.model.value),
            (policy.number, policy_figures(policy.policy)),
            bound_ppb,
            [reason.value for reason in reasons],
        )
    )
    return hashlib.sha256(told.encode()).hexdigest()


def policy_figures(policy: DistributionPolicy) -> str:
    """What decides a distribution, written the same way always."""
    return repr(
        (
            sorted((criterion.value, ppb) for criterion, ppb in policy.parts_ppb.items()),
            (policy.funds_ppb, policy.social_ppb, policy.excess_to.value),
            sorted((str(facility_id), c) for facility_id, c in policy.coefficients.items()),
        )
    )


def _lines(
    result: Incentives, distribution: Distribution, detail: HourlyDetail
) -> list[SettlementLine]:
    hours = result.shared.hours
    sums = {
        "withdrawn_uj": detail.withdrawn_uj,
        "fed_in_uj": detail.fed_in_uj,
        "shared_as_consumer_uj": detail.shared_as_consumer_uj,
        "shared_as_producer_uj": detail.shared_as_producer_uj,
        "shared_as_plant_uj": detail.shared_as_plant_uj,
        "premium_neur": result.premium_neur,
        "valorization_neur": result.valorization_neur,
        "excess_neur": distribution.excess_neur,
        "coverage_ms": hours.coverage_ms,
        "member_ms": hours.member_ms,
    }
    columns = {name: array.sum(axis=0).tolist() for name, array in sums.items()}
    parts = {c: array.sum(axis=0).tolist() for c, array in distribution.parts_neur.items()}
    return [
        SettlementLine(
            facility_id=facility_id,
            parts_neur={criterion: amounts[index] for criterion, amounts in parts.items()},
            **{name: amounts[index] for name, amounts in columns.items()},
        )
        for index, facility_id in enumerate(hours.facility_ids)
    ]

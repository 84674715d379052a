"""Each hour's money to the facilities, the community's funds and social purposes, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.exact import Integers, apportion_rows, multiply_divide
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.tariffs.editions import WHOLE


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """Nano-euro by hour; all of it sums to the hour's premium and valorization."""

    parts_neur: Mapping[Criterion, Integers]
    """To facilities, by the criterion that gave it; shape (hours, facilities)."""
    excess_neur: Integers
    """Premium above the threshold, to facilities; shape (hours, facilities)."""
    funds_neur: Integers
    """Shape (hours,). What a criterion can give to nobody is among it."""
    social_neur: Integers
    """Shape (hours,)."""

    @property
    def to_facilities_neur(self) -> Integers:
        """All that facilities get; shape (hours, facilities)."""
        return sum(self.parts_neur.values(), start=self.excess_neur)


def distribute(
    result: Incentives,
    policy: DistributionPolicy,
    enterprises: Sequence[bool],
    excess_ppb: int,
) -> Distribution:
    """`enterprises`: of each facility, whether its owner is one.

    `excess_ppb`: the part of the premium that is bound (see incentives/excess.py).
    """
    premium = result.premium_neur.sum(axis=1)
    bound, _ = multiply_divide(premium, np.array([excess_ppb], dtype=np.int64), WHOLE)
    free = premium - bound + result.valorization_neur.sum(axis=1)
    criteria = [criterion for criterion, ppb in policy.parts_ppb.items() if ppb]
    funds, social, *cut = _cut(free, policy, criteria).T
    funds, social = funds.copy(), social.copy()
    parts = {}
    for criterion, amount in zip(criteria, cut, strict=True):
        parts[criterion], left = _given(amount, _weights(result, policy, criterion))
        funds += left
    excess, left = _given(bound, _excess_weights(result, policy, enterprises))
    return Distribution(parts, excess, funds, social + left)


def _cut(amounts: Integers, policy: DistributionPolicy, criteria: Sequence[Criterion]) -> Integers:
    """Columns: funds, social, and each criterion's; rows sum to the amounts."""
    kept = policy.funds_ppb + policy.social_ppb
    shares = [policy.parts_ppb[criterion] * (WHOLE - kept) for criterion in criteria]
    # In parts per billion squared, so that a part of a part is exact; 1e18 is more than a divisor
    # may be, hence by a thousand less, which is still a millionth of a part per billion.
    weights = [policy.funds_ppb * WHOLE, policy.social_ppb * WHOLE, *shares]
    row = np.array([weight // 1_000 for weight in weights], dtype=np.int64)
    return apportion_rows(amounts, np.broadcast_to(row, (len(amounts), len(row))))


def _given(amounts: Integers, weights: Integers) -> tuple[Integers, Integers]:
    """To the facilities by their weights, and what no facility has a weight for."""
    weighed = weights.max(axis=1, initial=0) > 0
    given = apportion_rows(np.where(weighed, amounts, 0), weights)
    return given, np.where(weighed, 0, amounts)


def _weights(result: Incentives, policy: DistributionPolicy, criterion: Criterion) -> Integers:
    hours = result.shared.hours
    if criterion is Criterion.CONSUMPTION:
        return result.shared.counted_uj
    if criterion is Criterion.PRODUCTION:
        return hours.fed_in_uj
    member = (hours.member_ms > 0).astype(np.int64)
    if criterion is Criterion.EQUAL:
        return member
    row = [policy.coefficients.get(facility_id, 0) for facility_id in hours.facility_ids]
    weights: Integers = member * np.array(row, dtype=np.int64)[None, :]
    return weights


def _excess_weights(
    result: Incentives, policy: DistributionPolicy, enterprises: Sequence[bool]
) -> Integers:
    if policy.excess_to is ExcessTo.SOCIAL:
        return np.zeros_like(result.shared.counted_uj)
    may = ~np.array(enterprises, dtype=np.bool_)
    return result.shared.counted_uj * may[None, :]

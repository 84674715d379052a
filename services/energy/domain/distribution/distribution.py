"""Each hour's money to the facilities, the community's funds and social purposes, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.energy.domain.distribution.hours import HoursToDivide
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy
from services.energy.domain.distribution.weights import criterion_weights, excess_weights
from services.energy.domain.exact import Integers, apportion_rows, multiply_divide
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


@dataclass(frozen=True, slots=True, eq=False)
class HourAmounts:
    """What each hour has to give, before facilities; nano-euro, shape (hours,)."""

    bound_neur: Integers
    """Premium above the year's threshold."""
    free_neur: Integers
    """The rest of the premium, and the valorization: what the shares of a policy are of."""
    funds_neur: Integers
    social_neur: Integers
    parts_neur: Mapping[Criterion, Integers]
    """By criterion, those that have a part only, in the order of Criterion."""


def distribute(hours: HoursToDivide, policy: DistributionPolicy, excess_ppb: int) -> Distribution:
    """`excess_ppb`: the part of the premium that is bound (see incentives/excess.py)."""
    amounts = hour_amounts(hours, policy, excess_ppb)
    funds = amounts.funds_neur
    parts = {}
    for criterion, amount in amounts.parts_neur.items():
        parts[criterion], left = _given(amount, criterion_weights(hours, policy, criterion))
        funds = funds + left
    excess, left = _given(amounts.bound_neur, excess_weights(hours, policy))
    return Distribution(parts, excess, funds, amounts.social_neur + left)


def hour_amounts(hours: HoursToDivide, policy: DistributionPolicy, excess_ppb: int) -> HourAmounts:
    """How each hour's money is cut; bound and the cuts of what is free sum to it exactly."""
    premium = hours.premium_neur
    bound, _ = multiply_divide(premium, np.array([excess_ppb], dtype=np.int64), WHOLE)
    free = premium - bound + hours.valorization_neur
    # Not in the policy's order: a unit that is left over must not depend on how it is written.
    criteria = [criterion for criterion in Criterion if policy.parts_ppb.get(criterion)]
    funds, social, *cut = _cut(free, policy, criteria).T
    return HourAmounts(bound, free, funds, social, dict(zip(criteria, cut, strict=True)))


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

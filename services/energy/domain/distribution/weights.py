"""What weighs how much: the arrays by which a distribution splits an hour's money."""

from collections.abc import Sequence

import numpy as np

from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.exact import Integers
from services.energy.domain.incentives.incentives import Incentives


def criterion_weights(
    result: Incentives, policy: DistributionPolicy, criterion: Criterion
) -> Integers:
    """Of a criterion: microjoules, coefficients, or 1 for each; shape (hours, facilities).

    0 of a facility that is no member in the hour.
    """
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


def excess_weights(
    result: Incentives, policy: DistributionPolicy, enterprises: Sequence[bool]
) -> Integers:
    """Of premium above the threshold: microjoules withdrawn; shape (hours, facilities).

    0 of enterprises, and of all where it goes to social purposes.
    """
    counted = result.shared.counted_uj
    if policy.excess_to is ExcessTo.SOCIAL:
        return np.zeros_like(counted)
    may = ~np.array(enterprises, dtype=np.bool_)
    return counted * may[None, :]

"""What weighs how much: the arrays by which a distribution splits an hour's money."""

import numpy as np

from services.energy.domain.distribution.hours import HoursToDivide
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.exact import Integers


def criterion_weights(
    hours: HoursToDivide, policy: DistributionPolicy, criterion: Criterion
) -> Integers:
    """Of a criterion: microjoules, coefficients, or 1 for each; shape (hours, facilities).

    0 of a facility that is no member in the hour.
    """
    if criterion is Criterion.CONSUMPTION:
        return hours.withdrawn_uj
    if criterion is Criterion.PRODUCTION:
        return hours.fed_in_uj
    member = (hours.member_ms > 0).astype(np.int64)
    if criterion is Criterion.EQUAL:
        return member
    row = [policy.coefficients.get(facility_id, 0) for facility_id in hours.facility_ids]
    weights: Integers = member * np.array(row, dtype=np.int64)[None, :]
    return weights


def excess_weights(hours: HoursToDivide, policy: DistributionPolicy) -> Integers:
    """Of premium above the threshold: microjoules withdrawn; shape (hours, facilities).

    0 of enterprises, and of all where it goes to social purposes.
    """
    if policy.excess_to is ExcessTo.SOCIAL:
        return np.zeros_like(hours.withdrawn_uj)
    return hours.withdrawn_uj * ~hours.is_enterprise

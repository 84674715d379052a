"""What a distribution divides, and what weighs in it: all that it needs of a result."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.exact import Integers
from services.energy.domain.incentives.excess import enterprise_hours
from services.energy.domain.incentives.incentives import Incentives


@dataclass(frozen=True, slots=True, eq=False)
class HoursToDivide:
    """Consecutive hours (rows) of facilities (columns); energy in microjoules, money in nano-euro.

    Kept with a settled month, so that its distribution can be explained, and tried with another
    policy, from what was known then.
    """

    first_hour_ms: int
    """Start of the first hour, milliseconds since 1970."""
    facility_ids: tuple[UUID, ...]
    shared_uj: Integers
    """What the community shared; shape (hours,)."""
    premium_neur: Integers
    """Shape (hours,)."""
    valorization_neur: Integers
    """Shape (hours,)."""
    withdrawn_uj: Integers
    """As far as it counts; shape (hours, facilities)."""
    fed_in_uj: Integers
    """Shape (hours, facilities)."""
    member_ms: Integers
    """For how much of the hour the facility was a member; shape (hours, facilities)."""
    is_enterprise: NDArray[np.bool_]
    """Whether the owner is one (see incentives/excess.py); shape (hours, facilities)."""


def hours_to_divide(result: Incentives) -> HoursToDivide:
    """Those of a result."""
    shared = result.shared
    return HoursToDivide(
        shared.hours.first_hour_ms,
        shared.hours.facility_ids,
        shared.shared_uj,
        result.premium_neur.sum(axis=1),
        result.valorization_neur.sum(axis=1),
        shared.counted_uj,
        shared.hours.fed_in_uj,
        shared.hours.member_ms,
        enterprise_hours(result),
    )

"""The premium on shared energy above a threshold of the year goes to social purposes.

In a year, if shared / fed-in energy of the plants with a premium exceeds 55 % (45 % where a plant
has a capital grant), the premium of the percentage points above the threshold goes only to members
that are not enterprises and/or to social purposes. Source: DM 414/2023 (DM CACER), art. 3.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.incentives.model import IncentiveFacts
from services.energy.domain.tariffs.editions import WHOLE, ExcessEdition


class JudgedBy(StrEnum):
    """Which months of a year were held against its threshold: all see the same once it is over."""

    SETTLED_MONTHS = "settled_months"
    """Those that the ledger has, by their newest versions, and the month itself: settlements."""
    BEGUN_MONTHS = "begun_months"
    """All up to the present one, as they are known now: simulations."""


@dataclass(frozen=True, slots=True)
class YearOfPremium:
    """Energy of the plants with a premium over a calendar year, as far as it is known; uJ."""

    shared_uj: int
    fed_in_uj: int
    has_grant: bool
    """Whether any of these plants has a capital grant: that lowers the threshold for all."""

    def plus(self, other: "YearOfPremium") -> "YearOfPremium":
        """Of both times together."""
        return YearOfPremium(
            self.shared_uj + other.shared_uj,
            self.fed_in_uj + other.fed_in_uj,
            self.has_grant or other.has_grant,
        )


NO_PREMIUM_YET: Final = YearOfPremium(0, 0, has_grant=False)
ENTERPRISES: Final = frozenset({"small-company", "large-company"})
"""Kinds of owners, in the registry's words, that get nothing of the premium above the threshold."""


def is_enterprise(fact: IncentiveFacts) -> bool:
    """Whether the facility's owner is one."""
    return fact.owner_kind in ENTERPRISES


def enterprise_hours(result: Incentives) -> NDArray[np.bool_]:
    """Of each hour and facility, whether its owner is one; shape (hours, facilities)."""
    found = np.zeros(result.attributed_uj.shape, dtype=np.bool_)
    for part in result.parts:
        found[part.hours] = [is_enterprise(fact) for fact in part.facts]
    return found


def year_of_premium(result: Incentives) -> YearOfPremium:
    """What these hours add to their year."""
    year = NO_PREMIUM_YET
    for part in result.parts:
        premium = [
            index
            for index, (fact, why_not) in enumerate(zip(part.facts, part.exclusions, strict=True))
            if fact.plant is not None and why_not is None
        ]
        plants = [part.facts[index].plant for index in premium]
        attributed, fed_in = result.attributed_uj[part.hours], result.shared.hours.fed_in_uj
        year = year.plus(
            YearOfPremium(
                int(attributed[:, premium].sum()),
                int(fed_in[part.hours][:, premium].sum()),
                has_grant=any(p is not None and p.reduction_ppb > 0 for p in plants),
            )
        )
    return year


def excess_ppb(year: YearOfPremium, rule: ExcessEdition) -> int:
    """The part of the year's premium that is bound, in parts per billion, rounded down.

    With r = shared / fed in and t the threshold: (r - t) / r = 1 - t * fed in / shared.
    """
    if year.shared_uj <= 0:
        return 0
    threshold = rule.threshold(has_grant=year.has_grant)
    free_uj_ppb = threshold * year.fed_in_uj
    bound = year.shared_uj * WHOLE - free_uj_ppb
    return max(0, bound // year.shared_uj)

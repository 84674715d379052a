"""The premium on shared energy above a threshold of the year goes to social purposes.

In a year, if shared / fed-in energy of the plants with a premium exceeds 55 % (45 % where a plant
has a capital grant), the premium of the percentage points above the threshold goes only to members
that are not enterprises and/or to social purposes. Source: DM 414/2023 (DM CACER), art. 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.incentives.model import IncentiveFacts
from services.energy.domain.tariffs.editions import WHOLE, ExcessEdition


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


def year_of_premium(result: Incentives, facts: Sequence[IncentiveFacts]) -> YearOfPremium:
    """What these hours add to their year. `facts`: those of the result."""
    premium = [
        index
        for index, (fact, exclusion) in enumerate(zip(facts, result.exclusions, strict=True))
        if fact.plant is not None and exclusion is None
    ]
    return YearOfPremium(
        int(result.attributed_uj[:, premium].sum()),
        int(result.shared.hours.fed_in_uj[:, premium].sum()),
        has_grant=any(
            plant is not None and plant.reduction_ppb > 0
            for plant in (facts[index].plant for index in premium)
        ),
    )


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

"""When a community's sums do not give away one household's power (ADR 0033)."""

from typing import Final

from services.engagement.domain.balance.balance import Freshness

FEWEST_IN_A_SUM: Final = 3
"""With two, each could compute the other by subtracting itself."""


def sums_say_nothing_of_one(freshness: Freshness) -> bool:
    """True while as many facilities are in the sums as make one of them unrecognisable."""
    return freshness.fresh >= FEWEST_IN_A_SUM

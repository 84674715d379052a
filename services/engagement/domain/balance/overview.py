"""How much is known of all communities together: what operators look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.engagement.domain.balance.balance import MINIMUM_HORIZON, CommunityBalance

QUANTILES: Final = (0.5, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of communities and of their facilities, each fresh, stale or silent."""

    communities: Mapping[str, int]
    facilities: Mapping[str, int]
    ages_s: Mapping[float, float]
    """Quantiles of how long ago each community was heard last; none where none ever was."""


def overview(balances: Iterable[CommunityBalance], now: datetime) -> Overview:
    """Of communities with a device. Fresh: heard within 15 minutes; silent: never heard."""
    communities = {"fresh": 0, "stale": 0, "silent": 0}
    facilities = {"fresh": 0, "stale": 0, "silent": 0}
    ages_s: list[float] = []
    for balance in balances:
        if not balance.device_count:
            continue
        freshness = balance.freshness(balance.device_count)
        facilities["fresh"] += freshness.fresh
        facilities["stale"] += freshness.stale
        facilities["silent"] += freshness.silent
        if balance.heard_at is None:
            communities["silent"] += 1
            continue
        age = now - balance.heard_at
        communities["fresh" if age <= MINIMUM_HORIZON else "stale"] += 1
        ages_s.append(max(0.0, age.total_seconds()))
    return Overview(communities, facilities, _quantiles(sorted(ages_s)))


def _quantiles(ordered: list[float]) -> dict[float, float]:
    """The nearest of those there are."""
    last = len(ordered) - 1
    return {each: ordered[round(each * last)] for each in QUANTILES} if ordered else {}

"""What an import of prices changes: nothing that is stored vanishes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where prices come from, who brought them and when."""

    source: str
    imported_by: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPrice:
    """The price of a zone's hour. `revision`: 1 for the first one, one more when restated."""

    hour_start: datetime
    price_ueur_mwh: int
    revision: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RestatedPrice:
    """A price and what takes its place."""

    former: StoredPrice
    price: StoredPrice


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What is new, what is restated, and how many hours stay as they are."""

    added: Sequence[StoredPrice]
    restated: Sequence[RestatedPrice]
    unchanged: int


def price_change(
    stored: Iterable[StoredPrice], prices: Mapping[datetime, int], provenance: Provenance
) -> PriceChange:
    """What these prices by hour start change; the same price again, from anywhere, is no change."""
    known = {price.hour_start: price for price in stored}
    added, restated = [], []
    for hour in sorted(prices):
        former = known.get(hour)
        price = StoredPrice(
            hour_start=hour,
            price_ueur_mwh=prices[hour],
            revision=former.revision + 1 if former else 1,
            provenance=provenance,
        )
        if former is None:
            added.append(price)
        elif former.price_ueur_mwh != price.price_ueur_mwh:
            restated.append(RestatedPrice(former, price))
    return PriceChange(added, restated, len(prices) - len(added) - len(restated))

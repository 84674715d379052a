"""Zonal prices at the edge: EUR/MWh; times in UTC."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AwareDatetime, Field, WithJsonSchema

from libs.chassis.http import ApiModel
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.price_import import RestatedPrice, StoredPrice
from services.energy.domain.tariffs.prices import (
    HIGHEST_PRICE,
    HOUR,
    MAXIMUM_ROWS,
    QUARTER,
    PriceRow,
    Zone,
)
from services.energy.usecases.tariffs.import_prices import ImportedPrices
from services.energy.usecases.tariffs.read_prices import PricesOfPeriod

_MOST_RESTATED: Final = 1_000
_HIGHEST_EUR: Final = HIGHEST_PRICE // MICROEURO
_PRICE_SCHEMA: Final = {"type": "number", "minimum": -_HIGHEST_EUR, "maximum": _HIGHEST_EUR}
_FROM = Field(alias="from", description="Start of the first hour.")
_TO = Field(description="End of the last hour.")


class Interval(StrEnum):
    """How long a row's interval is; quarter-hours are averaged to hours."""

    HOUR = "hour"
    QUARTER = "quarter"

    @property
    def length(self) -> timedelta:
        """The interval's length."""
        return HOUR if self is Interval.HOUR else QUARTER


class PriceItem(ApiModel):
    """The price of one hour or quarter-hour."""

    start: AwareDatetime = Field(description="RFC 3339 with zone.")
    price_eur_mwh: Annotated[
        Decimal, Field(ge=-_HIGHEST_EUR, le=_HIGHEST_EUR), WithJsonSchema(_PRICE_SCHEMA)
    ]


class PriceListBody(ApiModel):
    """Prices of a zone, in any order."""

    prices: Annotated[list[PriceItem], Field(min_length=1, max_length=MAXIMUM_ROWS)]

    def rows(self) -> list[PriceRow]:
        """In the domain's units; a price to the micro-euro, half to even."""
        return [
            PriceRow(f"prices.{i}", item.start, _ueur(item.price_eur_mwh))
            for i, item in enumerate(self.prices)
        ]


class FormerPriceItem(ApiModel):
    """What a price was before it was restated."""

    price_eur_mwh: float
    source: str
    imported_at: datetime


class HourPriceItem(ApiModel):
    """The price of an hour. An hour without a price is left out."""

    hour_start: datetime
    price_eur_mwh: float
    source: str
    imported_at: datetime
    former: list[FormerPriceItem] = Field(description="Restated since, in order of time.")


class PricesAnswer(ApiModel):
    """Day-ahead prices of a zone by clock hour."""

    zone: Zone
    from_: datetime = _FROM
    to: datetime = _TO
    missing_hours: int = Field(description="Without a price: what needs them is provisional.")
    prices: list[HourPriceItem]


class RestatedPriceItem(ApiModel):
    """A price that differs from the one that was stored."""

    hour_start: datetime
    former_price_eur_mwh: float
    price_eur_mwh: float


class PriceImportAnswer(ApiModel):
    """What an import changed, or, of a dry run, would change."""

    zone: Zone
    dry_run: bool
    from_: datetime = _FROM
    to: datetime = _TO
    rows: int
    hours_added: int
    hours_unchanged: int
    hours_restated: int
    restated: list[RestatedPriceItem] = Field(description=f"The first {_MOST_RESTATED} of them.")


def prices_answer(zone: Zone, found: PricesOfPeriod) -> PricesAnswer:
    """The answer about a zone's prices."""
    former: dict[datetime, list[FormerPriceItem]] = {}
    for price in found.former:
        item = FormerPriceItem(
            price_eur_mwh=_eur(price.price_ueur_mwh),
            source=price.provenance.source,
            imported_at=price.provenance.imported_at,
        )
        former.setdefault(price.hour_start, []).append(item)
    return PricesAnswer(
        zone=zone,
        from_=found.period.start,
        to=found.period.end,
        missing_hours=found.missing_hours,
        prices=[_hour_item(price, former.get(price.hour_start, [])) for price in found.prices],
    )


def import_answer(imported: ImportedPrices, *, rows: int) -> PriceImportAnswer:
    """The answer to an import."""
    change = imported.change
    return PriceImportAnswer(
        zone=imported.zone,
        dry_run=imported.dry_run,
        from_=imported.period.start,
        to=imported.period.end,
        rows=rows,
        hours_added=len(change.added),
        hours_unchanged=change.unchanged,
        hours_restated=len(change.restated),
        restated=[_restated_item(each) for each in change.restated[:_MOST_RESTATED]],
    )


def _hour_item(price: StoredPrice, former: list[FormerPriceItem]) -> HourPriceItem:
    return HourPriceItem(
        hour_start=price.hour_start,
        price_eur_mwh=_eur(price.price_ueur_mwh),
        source=price.provenance.source,
        imported_at=price.provenance.imported_at,
        former=former,
    )


def _restated_item(restated: RestatedPrice) -> RestatedPriceItem:
    return RestatedPriceItem(
        hour_start=restated.price.hour_start,
        former_price_eur_mwh=_eur(restated.former.price_ueur_mwh),
        price_eur_mwh=_eur(restated.price.price_ueur_mwh),
    )


def _eur(price_ueur: int) -> float:
    return price_ueur / MICROEURO


def _ueur(price_eur: Decimal) -> int:
    return int((price_eur * MICROEURO).to_integral_value(ROUND_HALF_EVEN))

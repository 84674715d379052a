"""Zonal prices of the day-ahead market, by clock hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from libs.chassis.errors import FieldError
from services.energy.domain.calendar import (
    EARLIEST,
    LATEST,
    Period,
    Resolution,
    interval_end,
    interval_start,
    midnight,
)
from services.energy.domain.exact import Integers, rounded_division
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.errors import PricesNotUsableError, ZoneNotFoundError

HOUR: Final = timedelta(hours=1)
QUARTER: Final = timedelta(minutes=15)
_QUARTERS_OF_HOUR: Final = 4
HIGHEST_PRICE: Final = 10_000 * MICROEURO
"""Believed of a megawatt-hour, on either side of 0; the European market's limits are narrower."""
MAXIMUM_ROWS: Final = 40_000
"""Of one import: a year of quarter-hours has 35,136."""
_MOST_ERRORS: Final = 100
"""Told at once."""


class Zone(StrEnum):
    """The Italian market's zones."""

    NORD = "NORD"
    CNOR = "CNOR"
    CSUD = "CSUD"
    SUD = "SUD"
    CALA = "CALA"
    SICI = "SICI"
    SARD = "SARD"


def zone_of(name: str) -> Zone:
    """The zone of that name. Raises ZoneNotFoundError."""
    try:
        return Zone(name)
    except ValueError:
        raise ZoneNotFoundError(f"the market's zones are {', '.join(Zone)}") from None


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What a row says. `place` is where it stands ("line 17"), for messages."""

    place: str
    start: datetime
    price_ueur_mwh: int


@dataclass(frozen=True, slots=True)
class HourlyPrices:
    """The prices of the hours of a period, one after the other.

    `price_ueur_mwh`: 0 where `known` is false.
    """

    price_ueur_mwh: Integers
    known: NDArray[np.bool_]


def hourly_prices(period: Period, prices: Mapping[datetime, int]) -> HourlyPrices:
    """Prices by hour start (UTC) as arrays over the whole hours of the period."""
    count = (period.end - period.start) // HOUR
    found = [prices.get(period.start + i * HOUR) for i in range(count)]
    return HourlyPrices(
        np.array([price or 0 for price in found], dtype=np.int64),
        np.array([price is not None for price in found], dtype=np.bool_),
    )


def market_hour(day: date, hour: int) -> datetime | None:
    """Start, in UTC, of the market's hour of a day in Rome; None when the day has no such hour.

    The market counts the hours that pass: 1 to 24, 23 when summer time begins, 25 when it ends.
    """
    start, hours = _market_day(day)
    return start + (hour - 1) * HOUR if 1 <= hour <= hours else None


@lru_cache(maxsize=1_024)  # an import asks for each of its rows
def _market_day(day: date) -> tuple[datetime, int]:
    start = midnight(day)
    return start, (interval_end(start, Resolution.DAY) - start) // HOUR


def hours_of(rows: Iterable[PriceRow], interval: timedelta) -> dict[datetime, int]:
    """Prices by hour start (UTC) of rows that are `interval`, HOUR or QUARTER, long.

    An hour of quarters gets their mean, to the micro-euro, half to even. Raises
    PricesNotUsableError where a row does not begin an interval, comes twice, is not believed, or
    an hour lacks quarters.
    """
    errors: list[FieldError] = []
    seen: dict[datetime, PriceRow] = {}
    for row in rows:
        problem = _problem(row, interval, seen)
        if problem is None:
            seen[row.start.astimezone(UTC)] = row
        else:
            errors.append(problem)
    prices = {start: row.price_ueur_mwh for start, row in seen.items()}
    if interval == QUARTER and not errors:
        prices, errors = _averaged(seen)
    require_no(errors)
    return prices


def require_no(errors: list[FieldError], detail: str = "") -> None:
    """Raises PricesNotUsableError with the first of these, if there are any."""
    if errors:
        told = detail or f"{len(errors)} rows do not fit; nothing has been imported"
        raise PricesNotUsableError(told, fields=tuple(errors[:_MOST_ERRORS]))


def _problem(
    row: PriceRow, interval: timedelta, seen: Mapping[datetime, PriceRow]
) -> FieldError | None:
    resolution = Resolution.HOUR if interval == HOUR else Resolution.QUARTER
    if not EARLIEST <= row.start < LATEST:
        return FieldError(row.place, "time_out_of_range", "the books have the years 2000 to 2099")
    if interval_start(row.start, resolution) != row.start:
        minutes = interval // timedelta(minutes=1)
        return FieldError(row.place, "not_on_the_clock", f"begins no interval of {minutes} minutes")
    if abs(row.price_ueur_mwh) > HIGHEST_PRICE:
        message = f"a price is within {HIGHEST_PRICE // MICROEURO} EUR/MWh"
        return FieldError(row.place, "price_out_of_range", message)
    if row.start in seen:
        return FieldError(row.place, "duplicate", f"the same time as {seen[row.start].place}")
    return None


def _averaged(rows: Mapping[datetime, PriceRow]) -> tuple[dict[datetime, int], list[FieldError]]:
    hours: dict[datetime, list[PriceRow]] = {}
    for start in sorted(rows):
        hours.setdefault(interval_start(start, Resolution.HOUR), []).append(rows[start])
    errors = [
        FieldError(quarters[0].place, "hour_incomplete", f"{len(quarters)} of 4 quarter-hours")
        for quarters in hours.values()
        if len(quarters) < _QUARTERS_OF_HOUR
    ]
    means = {
        hour: rounded_division(sum(row.price_ueur_mwh for row in quarters), len(quarters))
        for hour, quarters in hours.items()
    }
    return means, errors

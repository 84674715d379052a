"""CSV files of zonal prices: the market's own (day and hour, or quarter-hour) or RFC 3339 times.

A column is named, or found by the names that are usual; a price column is also found by the
zone's name, as in the market's files that have a column a zone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from libs.chassis.errors import FieldError
from services.energy.domain.calendar import EARLIEST, LATEST
from services.energy.domain.curves.errors import TooManyRowsError, UnknownFormatError
from services.energy.domain.curves.local_time import date_of
from services.energy.domain.curves.table import Row, read_table
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.errors import PricesNotUsableError
from services.energy.domain.tariffs.prices import (
    QUARTER,
    PriceRow,
    Zone,
    market_hour,
    require_no,
)

_PRICE: Final = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,12})?")
_NUMBER: Final = re.compile(r"\d{1,3}")
_QUARTERS_OF_HOUR: Final = 4
_USUAL: Final[Mapping[str, Sequence[str]]] = {
    "time": ("time", "start", "hourstart", "timestamp"),
    "date": ("date", "data", "flowdate", "data/date (yyyymmdd)", "data/date(yyyymmdd)"),
    "hour": ("hour", "ora", "ora /hour", "ora/hour"),
    "quarter": ("quarter", "quarto"),
    "period": ("period", "periodo", "periodo/period"),
    "price": ("price", "prezzo", "priceeurmwh", "prezzo/price"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceColumns:
    """Names of the columns, where they are not the usual ones.

    `time`: RFC 3339 with zone, the start. Or `date` (20260301, 2026-03-01, 01/03/2026, in Rome)
    with `hour` (1 to 25), for quarter-hours also `quarter` (1 to 4) or instead `period` (1 to 100).
    """

    time: str | None = None
    date: str | None = None
    hour: str | None = None
    quarter: str | None = None
    period: str | None = None
    price: str | None = None


class _RowError(Exception):
    """A row does not fit: a stable code, and what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def price_rows(
    content: bytes, columns: PriceColumns, zone: Zone, interval: timedelta
) -> list[PriceRow]:
    """The rows below the header, each with its line. Raises PricesNotUsableError naming lines."""
    (_, names), *lines = _table(content)
    reading = _Reading(_found_columns(names, columns, zone, interval), interval)
    rows: list[PriceRow] = []
    errors: list[FieldError] = []
    for line, cells in lines:
        place = f"line {line}"
        try:
            rows.append(PriceRow(place, reading.start(cells), reading.price_ueur_mwh(cells)))
        except _RowError as error:
            errors.append(FieldError(place, error.code, str(error)))
    require_no(errors)
    return rows


def _table(content: bytes) -> Sequence[Row]:
    """At least the header."""
    try:
        rows = read_table(content, None, None).rows
    except (UnknownFormatError, TooManyRowsError) as error:
        raise PricesNotUsableError(error.detail) from None
    if not rows:
        raise PricesNotUsableError("there is no header")
    return rows


def _found_columns(
    names: Sequence[str], columns: PriceColumns, zone: Zone, interval: timedelta
) -> Mapping[str, int]:
    """Where the columns are. Raises PricesNotUsableError where one that is needed is not there."""
    plain = [" ".join(name.split()).casefold() for name in names]
    found: dict[str, int] = {}
    errors: list[FieldError] = []
    for field in fields(columns):
        named: str | None = getattr(columns, field.name)
        usual = [*_USUAL[field.name], *([zone.casefold()] if field.name == "price" else [])]
        wanted = usual if named is None else [" ".join(named.split()).casefold()]
        index = next((plain.index(name) for name in wanted if name in plain), None)
        if index is not None:
            found[field.name] = index
        elif named is not None:
            message = f"there is no column {named!r}"
            errors.append(FieldError(f"{field.name}Column", "column_missing", message))
    if not errors:
        errors = list(_missing(found, interval))
    require_no(errors, detail=f"the header has {', '.join(names)[:500] or 'no names'}")
    return found


def _missing(found: Mapping[str, int], interval: timedelta) -> Iterator[FieldError]:
    if "price" not in found:
        yield FieldError("priceColumn", "column_missing", "no column of prices is known")
    is_quarter = interval == QUARTER
    has_hour = "hour" in found and (not is_quarter or "quarter" in found)
    has_place = has_hour or (is_quarter and "period" in found)
    if "time" not in found and not ("date" in found and has_place):
        needed = "hour and quarter, or period" if is_quarter else "hour"
        message = f"neither a column of times nor of date and {needed} is known"
        yield FieldError("timeColumn", "column_missing", message)


class _Reading:
    """Reads cells; where a file has times and dates, times count."""

    def __init__(self, columns: Mapping[str, int], interval: timedelta) -> None:
        self._columns = columns
        self._is_quarter = interval == QUARTER

    def price_ueur_mwh(self, cells: Sequence[str]) -> int:
        """To the micro-euro, half to even; the decimal separator is a point or a comma."""
        given = self._cell(cells, "price")
        if _PRICE.fullmatch(given) is None:
            raise _RowError("price_malformed", f"{given[:40]!r} is no price")
        euros = Decimal(given.replace(",", "."))
        return int((euros * MICROEURO).to_integral_value(ROUND_HALF_EVEN))

    def start(self, cells: Sequence[str]) -> datetime:
        """When the row's interval begins."""
        if "time" in self._columns:
            return self._time(cells)
        day = self._day(cells)
        hour, quarter = self._hour_and_quarter(cells)
        start = market_hour(day, hour)
        if start is None:
            raise _RowError("hour_out_of_range", f"{day} has no hour {hour}")
        return start + (quarter - 1) * QUARTER

    def _time(self, cells: Sequence[str]) -> datetime:
        given = self._cell(cells, "time")
        try:
            start = datetime.fromisoformat(given)
        except ValueError:
            raise _RowError("time_malformed", f"{given[:40]!r} is no RFC 3339 time") from None
        if start.tzinfo is None:
            raise _RowError("time_without_zone", "a time has a zone: Z or +01:00")
        return start

    def _day(self, cells: Sequence[str]) -> date:
        given = self._cell(cells, "date")
        day = date_of(given)
        if day is None:
            raise _RowError("date_malformed", f"{given[:40]!r} is no date")
        if not EARLIEST.year <= day.year < LATEST.year:
            raise _RowError("date_out_of_range", "the books have the years 2000 to 2099")
        return day

    def _hour_and_quarter(self, cells: Sequence[str]) -> tuple[int, int]:
        if not self._is_quarter:
            return self._number(cells, "hour"), 1
        if "hour" in self._columns and "quarter" in self._columns:
            quarter = self._number(cells, "quarter")
            if not 1 <= quarter <= _QUARTERS_OF_HOUR:
                raise _RowError("quarter_out_of_range", "a quarter is 1 to 4")
            return self._number(cells, "hour"), quarter
        hour, quarter = divmod(self._number(cells, "period") - 1, _QUARTERS_OF_HOUR)
        return hour + 1, quarter + 1

    def _number(self, cells: Sequence[str], column: str) -> int:
        given = self._cell(cells, column)
        if _NUMBER.fullmatch(given) is None or not given.isascii():
            raise _RowError(f"{column}_malformed", f"{given[:40]!r} is no number of an interval")
        return int(given)

    def _cell(self, cells: Sequence[str], column: str) -> str:
        index = self._columns[column]
        if index >= len(cells):
            raise _RowError("cell_missing", f"the row ends before the column of the {column}")
        return cells[index]

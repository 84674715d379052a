"""CSV files of what GSE pays: a row a plant, or one row for all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from libs.chassis.errors import FieldError
from services.energy.domain.curves.errors import TooManyRowsError, UnknownFormatError
from services.energy.domain.curves.mapping import DecimalMark, Encoding, Separator
from services.energy.domain.curves.table import Row, read_table
from services.energy.domain.curves.values import decimal_mark_of
from services.energy.domain.ledger.errors import InvalidGseStatementError
from services.energy.domain.ledger.gse_statement import MAXIMUM_LINES, MAXIMUM_NEUR, MAXIMUM_UJ
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR, NANOEURO
from services.energy.usecases.ledger.reconcile_gse import GivenLine

_HEADER_WITHIN: Final = 20
"""Rows that may come before the header, and the header itself."""
_NUMBERS: Final[Mapping[DecimalMark, re.Pattern[str]]] = {
    DecimalMark.COMMA: re.compile(
        r"[+-]?(\d{1,12}|\d{1,3}([ .']\d{3}){1,3})(,\d{1,12})?", re.ASCII
    ),
    DecimalMark.POINT: re.compile(
        r"[+-]?(\d{1,12}|\d{1,3}([ ,']\d{3}){1,3})(\.\d{1,12})?", re.ASCII
    ),
}
_MONEY: Final = frozenset({"premium_neur", "valorization_neur"})
_SHOWN: Final = 100
_PARAMETERS: Final[Mapping[str, str]] = {
    "plant": "plantColumn",
    "shared_uj": "sharedColumn",
    "premium_neur": "premiumColumn",
    "valorization_neur": "valorizationColumn",
}
_AMOUNTS: Final[Mapping[str, int]] = {
    "shared_uj": MAXIMUM_UJ,
    "premium_neur": MAXIMUM_NEUR,
    "valorization_neur": MAXIMUM_NEUR,
}
"""By the line's name: the most that is believed."""
_USUAL: Final[Mapping[str, Sequence[str]]] = {
    "plant": ("plant", "impianto", "codice impianto", "pod", "censimp", "codice censimp"),
    "shared_uj": (
        "shared_kwh",
        "sharedkwh",
        "energia condivisa kwh",
        "energia condivisa (kwh)",
        "energia condivisa",
        "energia incentivata (kwh)",
        "energia condivisa mwh",
        "energia condivisa (mwh)",
        "energia incentivata (mwh)",
    ),
    "premium_neur": (
        "premium_eur",
        "premiumeur",
        "tariffa premio",
        "tariffa premio (eur)",
        "tariffa premio (€)",
        "tariffa incentivante",
        "tariffa incentivante (eur)",
        "tariffa incentivante (€)",
        "incentivo",
    ),
    "valorization_neur": (
        "valorization_eur",
        "valorizationeur",
        "valorizzazione",
        "valorizzazione (eur)",
        "valorizzazione (€)",
        "corrispettivo di valorizzazione",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GseColumns:
    """Names of the columns, where they are not the usual ones."""

    plant: str | None = None
    shared_uj: str | None = None
    premium_neur: str | None = None
    valorization_neur: str | None = None


class SharedUnit(StrEnum):
    """Of a file's energies."""

    WATT_HOURS = "Wh"
    KILOWATT_HOURS = "kWh"
    MEGAWATT_HOURS = "MWh"

    @property
    def microjoules(self) -> int:
        """What one is."""
        powers = {"Wh": 1, "kWh": 1_000, "MWh": 1_000_000}
        return powers[self.value] * MICROJOULES_PER_WATT_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class GseForm:
    """How a file is written: what is None is found out."""

    columns: GseColumns = GseColumns()
    encoding: Encoding | None = None
    separator: Separator | None = None
    decimal_mark: DecimalMark | None = None
    shared_unit: SharedUnit | None = None
    """As the column's name says, else kilowatt-hours."""


class _Header(NamedTuple):
    names: Sequence[str]
    places: Mapping[str, int]

    def cell(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else ""


def gse_lines(content: bytes, form: GseForm) -> list[GivenLine]:
    """The rows below the header. Raises InvalidGseStatementError naming lines, or columns."""
    header, rows = _header(_table(content, form), form.columns)
    if len(rows) > MAXIMUM_LINES:
        raise InvalidGseStatementError(f"at most {MAXIMUM_LINES} lines")
    amounts = (header.cell(row, name) for row in rows for name in _AMOUNTS)
    mark = form.decimal_mark or decimal_mark_of(amounts)
    units = dict.fromkeys(_AMOUNTS, NANOEURO) | {"shared_uj": _unit(header, form).microjoules}
    lines: list[GivenLine] = []
    errors: list[FieldError] = []
    for row in rows:
        found: dict[str, int | None] = {}
        for name, most in _AMOUNTS.items():
            try:
                found[name] = _amount(header.cell(row, name), mark, units[name], most)
            except ValueError as error:
                errors.append(FieldError(f"line {row.line}", f"{name}_malformed", str(error)))
        if len(found) == len(_AMOUNTS):
            lines.append(GivenLine(plant=header.cell(row, "plant") or None, **found))
    if errors:
        raise InvalidGseStatementError("lines cannot be read", fields=tuple(errors[:_SHOWN]))
    return lines


def _table(content: bytes, form: GseForm) -> Sequence[Row]:
    try:
        rows = read_table(content, form.encoding, form.separator).rows
    except (UnknownFormatError, TooManyRowsError) as error:
        raise InvalidGseStatementError(error.detail, fields=error.fields) from None
    if not rows:
        raise InvalidGseStatementError("there is no header")
    return rows


def _header(rows: Sequence[Row], columns: GseColumns) -> tuple[_Header, Sequence[Row]]:
    """The first row that has all columns that were named, and money; and the rows below it."""
    named = {name for name in _PARAMETERS if getattr(columns, name) is not None}
    for index, (_, names) in enumerate(rows[:_HEADER_WITHIN]):
        places = _places(names, columns)
        if named <= places.keys() and places.keys() & _MONEY:
            return _Header(names, places), rows[index + 1 :]
    _, names = max(rows[:_HEADER_WITHIN], key=lambda row: len(_places(row.cells, columns)))
    errors = [
        FieldError(_PARAMETERS[name], "column_missing", f"there is no column {told[:60]!r}")
        for name, told in ((name, getattr(columns, name)) for name in sorted(named))
        if name not in _places(names, columns)
    ]
    if not errors:
        message = "no column is known as premium or valorization: name one, and valorizationColumn"
        errors.append(FieldError("premiumColumn", "column_missing", message))
    found = ", ".join(name for name in names if name)[:500] or "no names"
    raise InvalidGseStatementError(f"the columns found are: {found}", fields=tuple(errors))


def _places(names: Sequence[str], columns: GseColumns) -> Mapping[str, int]:
    """Which of the row's cells are columns by their names."""
    plain = [_plain(name) for name in names]
    found: dict[str, int] = {}
    for field in fields(columns):
        named: str | None = getattr(columns, field.name)
        wanted = _USUAL[field.name] if named is None else [_plain(named)]
        place = next((plain.index(name) for name in wanted if name in plain), None)
        if place is not None:
            found[field.name] = place
    return found


def _unit(header: _Header, form: GseForm) -> SharedUnit:
    if form.shared_unit is not None:
        return form.shared_unit
    place = header.places.get("shared_uj")
    told = "" if place is None else _plain(header.names[place])
    names = {unit: unit.value.casefold() for unit in SharedUnit}
    letters = re.findall("[a-z]+", told)
    return next((u for u, name in names.items() if name in letters), SharedUnit.KILOWATT_HOURS)


def _amount(given: str, mark: DecimalMark, unit: int, most: int) -> int | None:
    """None of an empty cell. Raises ValueError for what is no number, or not believed."""
    if not given:
        return None
    written = given.replace("€", "").strip()
    if not _NUMBERS[mark].fullmatch(written):
        raise ValueError(f"{given[:40]!r} is no number with a decimal {mark.value}")
    between = " .'" if mark is DecimalMark.COMMA else " ,'"
    value = Decimal(re.sub(f"[{between}]", "", written).replace(",", "."))
    amount = int((value * unit).to_integral_value(ROUND_HALF_EVEN))
    if abs(amount) > most:
        raise ValueError(f"{given[:40]!r} is too large")
    return amount


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

"""CSV files of what GSE pays: a row a plant, or one row for all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from libs.chassis.errors import FieldError
from services.energy.domain.curves.errors import TooManyRowsError, UnknownFormatError
from services.energy.domain.curves.table import Row, read_table
from services.energy.domain.ledger.errors import InvalidGseStatementError
from services.energy.domain.ledger.gse_statement import MAXIMUM_LINES, MAXIMUM_NEUR, MAXIMUM_UJ
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR, NANOEURO
from services.energy.usecases.ledger.reconcile_gse import GivenLine

_NUMBER: Final = re.compile(r"[+-]?(\d{1,12}|\d{1,3}([ .']\d{3}){1,3})(,\d{1,12})?", re.ASCII)
_PLAIN: Final = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII)
_MICROJOULES_PER_KWH: Final = 1_000 * MICROJOULES_PER_WATT_HOUR
_SHOWN: Final = 100
_PARAMETERS: Final[Mapping[str, str]] = {
    "plant": "plantColumn",
    "shared_uj": "sharedColumn",
    "premium_neur": "premiumColumn",
    "valorization_neur": "valorizationColumn",
}
_AMOUNTS: Final[Mapping[str, tuple[int, int]]] = {
    "shared_uj": (_MICROJOULES_PER_KWH, MAXIMUM_UJ),
    "premium_neur": (NANOEURO, MAXIMUM_NEUR),
    "valorization_neur": (NANOEURO, MAXIMUM_NEUR),
}
"""By the line's name: what one of the file's units is, and the most that is believed."""
_USUAL: Final[Mapping[str, Sequence[str]]] = {
    "plant": ("plant", "impianto", "codice impianto", "pod", "censimp", "codice censimp"),
    "shared_uj": (
        "shared_kwh",
        "sharedkwh",
        "energia condivisa kwh",
        "energia condivisa (kwh)",
        "energia condivisa",
        "energia incentivata (kwh)",
    ),
    "premium_neur": (
        "premium_eur",
        "premiumeur",
        "tariffa premio",
        "tariffa premio (eur)",
        "tariffa premio (€)",
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


def gse_lines(content: bytes, columns: GseColumns) -> list[GivenLine]:
    """The rows below the header. Raises InvalidGseStatementError naming lines."""
    (_, names), *rows = _table(content)
    found = _found(names, columns)
    if len(rows) > MAXIMUM_LINES:
        raise InvalidGseStatementError(f"at most {MAXIMUM_LINES} lines")
    lines: list[GivenLine] = []
    errors: list[FieldError] = []
    for row in rows:
        amounts: dict[str, int | None] = {}
        for name, (unit, most) in _AMOUNTS.items():
            try:
                amounts[name] = _amount(_cell(row, found, name), unit, most)
            except ValueError as error:
                errors.append(FieldError(f"line {row.line}", f"{name}_malformed", str(error)))
        if len(amounts) == len(_AMOUNTS):
            lines.append(GivenLine(plant=_cell(row, found, "plant") or None, **amounts))
    if errors:
        raise InvalidGseStatementError("lines cannot be read", fields=tuple(errors[:_SHOWN]))
    return lines


def _table(content: bytes) -> Sequence[Row]:
    try:
        rows = read_table(content, None, None).rows
    except (UnknownFormatError, TooManyRowsError) as error:
        raise InvalidGseStatementError(error.detail) from None
    if not rows:
        raise InvalidGseStatementError("there is no header")
    return rows


def _found(names: Sequence[str], columns: GseColumns) -> Mapping[str, int]:
    plain = [" ".join(name.split()).casefold() for name in names]
    found: dict[str, int] = {}
    errors: list[FieldError] = []
    for field in fields(columns):
        named: str | None = getattr(columns, field.name)
        wanted = _USUAL[field.name] if named is None else [" ".join(named.split()).casefold()]
        index = next((plain.index(name) for name in wanted if name in plain), None)
        if index is not None:
            found[field.name] = index
        elif named is not None:
            message = f"there is no column {named[:60]!r}"
            errors.append(FieldError(_PARAMETERS[field.name], "column_missing", message))
    if not errors and not found.keys() & {"premium_neur", "valorization_neur"}:
        message = "neither a column of premiums nor of valorization is known"
        errors.append(FieldError("premiumColumn", "column_missing", message))
    if errors:
        header = ", ".join(names)[:500] or "no names"
        raise InvalidGseStatementError(f"the header has {header}", fields=tuple(errors))
    return found


def _amount(given: str, unit: int, most: int) -> int | None:
    """None of an empty cell. Raises ValueError for what is no number, or not believed."""
    if not given:
        return None
    written = given.replace("€", "").strip()
    if _PLAIN.fullmatch(written):
        value = Decimal(written)
    elif _NUMBER.fullmatch(written):
        value = Decimal(re.sub(r"[ .']", "", written).replace(",", "."))
    else:
        raise ValueError(f"{given[:40]!r} is no number")
    amount = int((value * unit).to_integral_value(ROUND_HALF_EVEN))
    if abs(amount) > most:
        raise ValueError(f"{given[:40]!r} is too large")
    return amount


def _cell(row: Row, found: Mapping[str, int], name: str) -> str:
    index = found.get(name)
    return row.cells[index] if index is not None and index < len(row.cells) else ""

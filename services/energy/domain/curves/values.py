"""Numbers of a file as energy."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.books.readings import MAXIMUM_POWER_MW
from services.energy.domain.curves.faults import Fault
from services.energy.domain.curves.mapping import DecimalMark, Unit

MAXIMUM_UJ: Final = MAXIMUM_POWER_MW * QUARTER_MS
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{0,15})?([eE][+-]?\d{1,2})?", re.ASCII)
_UNKNOWN: Final = frozenset({"", "-", "n.d.", "nd", "n/d", "null", "nan"})


def is_unknown(cell: str) -> bool:
    """Whether the cell says that nothing is known."""
    return cell in _UNKNOWN or cell.casefold() in _UNKNOWN


def decimal_mark_of(cells: Iterable[str]) -> DecimalMark:
    """The comma where any number has one."""
    return DecimalMark.COMMA if any("," in cell for cell in cells) else DecimalMark.POINT


def energy_of(cell: str, mark: DecimalMark, unit: Unit) -> int | Fault:
    """A number as whole microjoules, rounded half to even."""
    if mark is DecimalMark.COMMA:
        # A point then sets thousands apart, or is a mistake: 1.234 must not become 1.234.
        cell = cell.replace(".", "?").replace(",", ".")
    if not _NUMBER.fullmatch(cell):
        return Fault.VALUE_UNREADABLE
    amount = Decimal(cell)
    if amount < 0:
        return Fault.VALUE_NEGATIVE
    energy = amount * unit.microjoules
    if energy > MAXIMUM_UJ:
        return Fault.VALUE_TOO_LARGE
    return int(energy.to_integral_value(ROUND_HALF_EVEN))

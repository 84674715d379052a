"""How a file says its curve: what the caller states of it, and what was found out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR

_MICROJOULES_PER_WATT_QUARTER: Final = 900_000_000


class Layout(StrEnum):
    """A row a quarter-hour, or a row a day with a column a quarter-hour."""

    QUARTER_ROWS = "quarter-rows"
    DAY_ROWS = "day-rows"


class Direction(StrEnum):
    """Withdrawn from the grid (`consumed`, prelievo) or fed into it (`produced`, immissione)."""

    CONSUMED = "consumed"
    PRODUCED = "produced"


class Separator(StrEnum):
    """What stands between columns."""

    SEMICOLON = "semicolon"
    TAB = "tab"
    COMMA = "comma"

    @property
    def character(self) -> str:
        return {"semicolon": ";", "tab": "\t", "comma": ","}[self.value]


class DecimalMark(StrEnum):
    """What stands before decimals. Thousands are not set apart."""

    COMMA = "comma"
    POINT = "point"


class Encoding(StrEnum):
    """How characters are written; a byte order mark is skipped."""

    UTF_8 = "utf-8"
    LATIN_1 = "latin-1"


class Unit(StrEnum):
    """Energy of the quarter-hour, or mean power over it."""

    WATT_HOURS = "Wh"
    KILOWATT_HOURS = "kWh"
    WATTS = "W"
    KILOWATTS = "kW"

    @property
    def microjoules(self) -> int:
        """What one unit amounts to in a quarter-hour."""
        return {
            Unit.WATT_HOURS: MICROJOULES_PER_WATT_HOUR,
            Unit.KILOWATT_HOURS: 1_000 * MICROJOULES_PER_WATT_HOUR,
            Unit.WATTS: _MICROJOULES_PER_WATT_QUARTER,
            Unit.KILOWATTS: 1_000 * _MICROJOULES_PER_WATT_QUARTER,
        }[self]


class Stamp(StrEnum):
    """Which end of its quarter-hour a time names."""

    START = "start"
    END = "end"


class ClockZone(StrEnum):
    """Where times without an offset of their own are told."""

    ROME = "rome"
    UTC = "utc"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMapping:
    """What the caller states; what is None is found out."""

    layout: Layout | None = None
    encoding: Encoding | None = None
    separator: Separator | None = None
    decimal_mark: DecimalMark | None = None
    unit: Unit | None = None
    stamp: Stamp | None = None
    zone: ClockZone | None = None
    direction: Direction | None = None
    """Of a file whose columns do not tell."""
    time_column: str | None = None
    """The column with the time, or with the date where `clock_column` has the time of day."""
    clock_column: str | None = None
    consumed_column: str | None = None
    produced_column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """How the file was read. `assumed`: what neither the caller nor the file says."""

    layout: Layout
    encoding: Encoding
    separator: Separator
    decimal_mark: DecimalMark
    unit: Unit
    stamp: Stamp
    zone: ClockZone
    header_line: int
    time_column: str
    clock_column: str | None
    consumed_column: str | None
    """Of a row a day: the first of its columns."""
    produced_column: str | None
    assumed: tuple[str, ...]

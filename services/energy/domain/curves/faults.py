"""What can be wrong with a line of a file."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MAXIMUM_SHOWN: Final = 100
"""How many of a kind a report spells out; it counts them all."""


class Fault(StrEnum):
    """A stable code and, in `message`, what to do."""

    TIME_UNREADABLE = "time_unreadable"
    TIME_OFF_QUARTER = "time_off_quarter"
    TIME_MISSING_IN_SPRING = "time_does_not_exist"
    TIME_AMBIGUOUS = "time_ambiguous"
    TIME_OUT_OF_RANGE = "time_out_of_range"
    DAY_LENGTH = "day_length"
    COLUMNS_MISSING = "columns_missing"
    VALUE_UNREADABLE = "value_unreadable"
    VALUE_NEGATIVE = "value_negative"
    VALUE_TOO_LARGE = "value_too_large"
    DUPLICATE_DIFFERS = "duplicate_differs"

    @property
    def message(self) -> str:
        return _MESSAGES[self]


_MESSAGES: Final = {
    Fault.TIME_UNREADABLE: "not a time such as 2026-03-01T00:15:00+01:00 or 01/03/2026 00:15",
    Fault.TIME_OFF_QUARTER: "not on a quarter-hour",
    Fault.TIME_MISSING_IN_SPRING: "the clocks go forward over this time; give times with an offset",
    Fault.TIME_AMBIGUOUS: "of an hour that comes twice in autumn, and is not twice in the file",
    Fault.TIME_OUT_OF_RANGE: "before the year 2000 or not over yet",
    Fault.DAY_LENGTH: "the columns fit neither the day's 92, 96 or 100 quarter-hours nor its clock",
    Fault.COLUMNS_MISSING: "the line has fewer columns than the header",
    Fault.VALUE_UNREADABLE: "not a number with the file's decimal mark",
    Fault.VALUE_NEGATIVE: "energy of a direction is not negative",
    Fault.VALUE_TOO_LARGE: "more than any meter here counts; is the unit right?",
    Fault.DUPLICATE_DIFFERS: "the file has another value for this quarter-hour",
}


@dataclass(frozen=True, slots=True)
class LineError:
    """A fault at a line (from 1) of the file, in a column where that is known."""

    line: int
    column: str | None
    fault: Fault


@dataclass(slots=True)
class LineErrors:
    """The first MAXIMUM_SHOWN, and how many there are."""

    shown: list[LineError] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, column: str | None, fault: Fault) -> None:
        """Count it, and keep it while there are few."""
        self.count += 1
        if len(self.shown) < MAXIMUM_SHOWN:
            self.shown.append(LineError(line, column, fault))

"""Files that have a row a day: its date and 96 energies, 92 and 100 when the clocks change."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Final, NamedTuple

from services.energy.domain.curves.columns import (
    HEADER_WITHIN,
    directions_in,
    may_be_time,
    unit_in,
)
from services.energy.domain.curves.curve_file import CurveFile, Gathered
from services.energy.domain.curves.day_cells import DayCells, best_reading
from services.energy.domain.curves.faults import Fault
from services.energy.domain.curves.local_time import date_of, quarters_of_day
from services.energy.domain.curves.mapping import (
    AskedMapping,
    ClockZone,
    Direction,
    FileMapping,
    Layout,
    Stamp,
    Unit,
)
from services.energy.domain.curves.table import Row, Table, unknown_format
from services.energy.domain.curves.values import decimal_mark_of
from services.energy.domain.quantities import epoch_ms

_COUNTS: Final = frozenset({92, 96, 100})
_DAY_MINUTES: Final = 1440
_RANGE: Final = re.compile(r"(\d{1,2})[:.](\d\d)\s*[-\u2013]\s*\d{1,2}[:.]\d\d", re.ASCII)
_ONE_END: Final = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.]00)?", re.ASCII)
_NUMBERED: Final = re.compile(r"[a-z]{0,3}_?(\d{1,3})", re.ASCII | re.IGNORECASE)


class DayHeader(NamedTuple):
    """Places of the quarter-hours, the clock times they begin at where named, and the date's."""

    row: Row
    places: Sequence[int]
    clock: Sequence[time] | None
    date: int

    def others(self) -> list[str]:
        """Names of the columns that are no quarter-hours."""
        inside = set(self.places)
        return [name for i, name in enumerate(self.row.cells) if i not in inside]


def find_day_header(rows: Sequence[Row], asked: AskedMapping) -> DayHeader | None:
    """The header, where the file has a column a quarter-hour. Raises UnknownFormatError."""
    for row in rows[:HEADER_WITHIN]:
        for find in (_clock_columns, _numbered_columns):
            places, clock = find(row.cells)
            if len(places) in _COUNTS:
                return DayHeader(row, places, clock, _date_column(row.cells, places, asked))
    return None


def read_day_rows(
    table: Table, header: DayHeader, asked: AskedMapping, until: datetime
) -> CurveFile:
    """The curve. Raises UnknownFormatError."""
    rows = [row for row in table.rows if row.line > header.row.line]
    direction = asked.direction or _direction(table, header)
    mapping = _mapping(table, asked, header, rows, direction)
    gathered = Gathered(mapping.decimal_mark, mapping.unit, epoch_ms(until))
    _gather(gathered, rows, header, direction)
    return CurveFile(
        mapping=mapping,
        row_count=len(rows),
        directions=frozenset({direction}),
        values=gathered.values(),
        duplicate_count=gathered.duplicate_count,
        errors=gathered.errors,
    )


def _gather(
    gathered: Gathered, rows: Sequence[Row], header: DayHeader, direction: Direction
) -> None:
    days = set()
    found = []
    for row in rows:
        day = date_of(row.cells[header.date]) if header.date < len(row.cells) else None
        if day is None:
            name = header.row.cells[header.date]
            gathered.errors.add(row.line, name, Fault.TIME_UNREADABLE)
            continue
        if day in days:
            gathered.count_duplicate()
        days.add(day)
        quarters = quarters_of_day(day)
        cells = DayCells(_cells(row, header), [clock for _, clock in quarters], header.clock)
        found.append((row.line, quarters, cells))
    take = best_reading([cells for _, _, cells in found])
    for line, quarters, cells in found:
        taken = take(cells)
        if taken is None:
            gathered.errors.add(line, None, Fault.DAY_LENGTH)
            continue
        for (start_ms, clock), cell in zip(quarters, taken, strict=True):
            gathered.put(start_ms, direction, cell, line, f"{clock:%H:%M}")


def _mapping(
    table: Table,
    asked: AskedMapping,
    header: DayHeader,
    rows: Sequence[Row],
    direction: Direction,
) -> FileMapping:
    first = header.row.cells[header.places[0]]
    cells = (cell for row in rows for cell in _cells(row, header))
    unit = asked.unit or unit_in(header.others())
    return FileMapping(
        layout=Layout.DAY_ROWS,
        encoding=table.encoding,
        separator=table.separator,
        decimal_mark=asked.decimal_mark or decimal_mark_of(cells),
        unit=unit or Unit.KILOWATT_HOURS,
        stamp=Stamp.START,
        zone=ClockZone.ROME,
        header_line=header.row.line,
        time_column=header.row.cells[header.date],
        clock_column=None,
        consumed_column=first if direction is Direction.CONSUMED else None,
        produced_column=first if direction is Direction.PRODUCED else None,
        assumed=() if unit else ("unit",),
    )


def _direction(table: Table, header: DayHeader) -> Direction:
    before = [cell for row in table.rows if row.line < header.row.line for cell in row.cells]
    found = directions_in([*header.others(), *before])
    if len(found) != 1:
        raise unknown_format(
            "direction",
            "the file does not tell whether it is of energy withdrawn (consumed) or fed in"
            " (produced)",
        )
    return found.pop()


def _clock_columns(names: Sequence[str]) -> tuple[list[int], list[time] | None]:
    """Columns named by a quarter-hour's ends, or by one of them."""
    found = [(i, match) for i, name in enumerate(names) if (match := _RANGE.match(name))]
    if not found:
        found = [(i, match) for i, name in enumerate(names) if (match := _ONE_END.fullmatch(name))]
    minutes = [int(match[1]) * 60 + int(match[2]) for _, match in found]
    if minutes and minutes[0]:  # the first quarter-hour is named by its end
        minutes = [minute - minutes[0] for minute in minutes]
    if not all(0 <= minute < _DAY_MINUTES for minute in minutes):
        return [], None
    return [i for i, _ in found], [time(*divmod(minute, 60)) for minute in minutes]


def _numbered_columns(names: Sequence[str]) -> tuple[list[int], list[time] | None]:
    """Columns named 1, 2, 3 (or Q1, Q2, Q3) and so on."""
    found = [
        (i, int(match[1])) for i, name in enumerate(names) if (match := _NUMBERED.fullmatch(name))
    ]
    numbers = [number for _, number in found]
    return ([i for i, _ in found] if numbers == list(range(1, len(found) + 1)) else []), None


def _date_column(names: Sequence[str], places: Sequence[int], asked: AskedMapping) -> int:
    others = [i for i in range(len(names)) if i not in set(places)]
    if asked.time_column is not None:
        wanted = asked.time_column.strip().casefold()
        others = [i for i in others if names[i].casefold() == wanted]
    named = [i for i in others if may_be_time(names[i])]
    if not others:
        raise unknown_format("timeColumn", "no column, or none of that name, has the days")
    return (named or others)[0]


def _cells(row: Row, header: DayHeader) -> list[str]:
    """The quarter-hours' cells, and what a longer day has beyond the header's columns."""
    own = [row.cells[i] if i < len(row.cells) else "" for i in header.places]
    return own + row.cells[len(header.row.cells) :]

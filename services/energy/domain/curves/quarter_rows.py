"""Files that have a row a quarter-hour: a time and one or two energies."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final, NamedTuple

from services.energy.domain.calendar import ROME
from services.energy.domain.curves.columns import Columns, find_columns, stamp_in, unit_in
from services.energy.domain.curves.curve_file import CurveFile, Gathered
from services.energy.domain.curves.faults import Fault
from services.energy.domain.curves.local_time import is_range, quarter_starts, time_of
from services.energy.domain.curves.mapping import (
    AskedMapping,
    ClockZone,
    Direction,
    FileMapping,
    Layout,
    Stamp,
)
from services.energy.domain.curves.table import Row, Table, unknown_format
from services.energy.domain.curves.values import decimal_mark_of
from services.energy.domain.quantities import epoch_ms

_MIDNIGHT: Final = time(0)
_QUARTER_PAST: Final = time(0, 15)
_QUARTER_TO: Final = time(23, 45)


class _Time(NamedTuple):
    text: str
    moment: datetime | None


def read_quarter_rows(table: Table, asked: AskedMapping, until: datetime) -> CurveFile:
    """The curve. Raises UnknownFormatError."""
    columns = find_columns(table.rows, asked)
    rows = [row for row in table.rows if row.line > columns.header.line]
    times = [_Time(text, time_of(text)) for text in (_time_text(row, columns) for row in rows)]
    mapping = _mapping(table, asked, columns, rows, times)
    gathered = Gathered(mapping.decimal_mark, mapping.unit, epoch_ms(until))
    moments = [at.moment for at in times]
    starts = quarter_starts(moments, stamp=mapping.stamp, zone=mapping.zone)
    _gather(gathered, rows, starts, columns)
    return CurveFile(
        mapping=mapping,
        row_count=len(rows),
        directions=frozenset(columns.energies),
        values=gathered.values(),
        duplicate_count=gathered.duplicate_count,
        errors=gathered.errors,
    )


def _gather(
    gathered: Gathered, rows: Sequence[Row], starts: Sequence[int | Fault], columns: Columns
) -> None:
    time_name = columns.header.cells[columns.time]
    seen = set()
    for (line, cells), start in zip(rows, starts, strict=True):
        if len(cells) <= max(columns.time, *columns.energies.values()):
            gathered.errors.add(line, None, Fault.COLUMNS_MISSING)
        elif isinstance(start, Fault):
            gathered.errors.add(line, time_name, start)
        else:
            if start in seen:
                gathered.count_duplicate()
            seen.add(start)
            for direction, place in columns.energies.items():
                name = columns.header.cells[place]
                gathered.put(start, direction, cells[place], line, name)


def _mapping(
    table: Table,
    asked: AskedMapping,
    columns: Columns,
    rows: Sequence[Row],
    times: Sequence[_Time],
) -> FileMapping:
    names = columns.header.cells
    places = columns.energies.values()
    cells = (row.cells[place] for row in rows for place in places if place < len(row.cells))
    unit = asked.unit or unit_in([names[place] for place in places])
    if unit is None:
        raise unknown_format("unit", "the file does not tell its unit: Wh, kWh, W or kW")
    zone = asked.zone or ClockZone.ROME
    stamp = asked.stamp or _stamp(names[columns.time], times, zone)
    is_local = any(at.moment is not None and at.moment.tzinfo is None for at in times)
    assumed = {"zone": asked.zone is None and is_local, "stamp": stamp is None}
    return FileMapping(
        layout=Layout.QUARTER_ROWS,
        encoding=table.encoding,
        separator=table.separator,
        decimal_mark=asked.decimal_mark or decimal_mark_of(cells),
        unit=unit,
        stamp=stamp or Stamp.START,
        zone=zone,
        header_line=columns.header.line,
        time_column=names[columns.time],
        clock_column=columns.name(columns.clock),
        consumed_column=columns.name(columns.energies.get(Direction.CONSUMED)),
        produced_column=columns.name(columns.energies.get(Direction.PRODUCED)),
        assumed=tuple(sorted(name for name, is_assumed in assumed.items() if is_assumed)),
    )


def _time_text(row: Row, columns: Columns) -> str:
    places = [place for place in (columns.time, columns.clock) if place is not None]
    return " ".join(row.cells[place] for place in places if place < len(row.cells))


def _stamp(name: str, times: Sequence[_Time], zone: ClockZone) -> Stamp | None:
    """What the column's name, ranges or 24:00, or the first and last times tell; else None."""
    if times and is_range(times[0].text):
        return Stamp.START
    if (named := stamp_in(name)) is not None:
        return named
    if any(at.text.endswith(("24:00", "24:00:00")) for at in times):
        return Stamp.END
    walls = sorted(_wall(at.moment, zone) for at in times if at.moment is not None)
    if not walls:
        return None
    first, last = walls[0].time(), walls[-1].time()
    at_start = (first == _MIDNIGHT) + (last == _QUARTER_TO)
    at_end = (first == _QUARTER_PAST) + (last == _MIDNIGHT)
    if at_start == at_end:
        return None
    return Stamp.START if at_start > at_end else Stamp.END


def _wall(moment: datetime, zone: ClockZone) -> datetime:
    if moment.tzinfo is None and zone is ClockZone.ROME:
        return moment
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(ROME).replace(tzinfo=None)

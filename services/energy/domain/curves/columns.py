"""Which columns of a file hold the time and the energies."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.energy.domain.curves.mapping import AskedMapping, Direction, Stamp, Unit
from services.energy.domain.curves.table import Row, unknown_format

HEADER_WITHIN: Final = 20
"""Rows that may come before the header and the header itself."""
_UNIT: Final = re.compile(r"(?<![a-z])(k?wh?)(?![a-z])", re.IGNORECASE)
_UNITS: Final = {unit.value.casefold(): unit for unit in Unit}
_DIRECTIONS: Final = {
    Direction.CONSUMED: re.compile(
        r"preliev|prelev|consum|withdraw|import(?!o)|(?<![a-z])e?a\+", re.IGNORECASE
    ),
    Direction.PRODUCED: re.compile(
        r"immiss|immess|prod|export|fed|feed|(?<![a-z])e?a-", re.IGNORECASE
    ),
}
_ENERGY: Final = re.compile(r"energ|valor|value|potenz|power|quantit", re.IGNORECASE)
_TIME: Final = re.compile(
    r"(data|date|datetime|giorno|day|timestamp|time|instant|quarter|inizio|start|from|da|fine|end"
    r"|to|a)(?![a-z+-])",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(ora|orario|ore|time|clock|hour|intervallo)\b", re.IGNORECASE)
_WHOLE_TIME: Final = re.compile(r"ora|time|inizio|start|fine|end", re.IGNORECASE)
_AT_START: Final = re.compile(r"inizio|start|begin|(?<![a-z])(from|da)(?![a-z])", re.IGNORECASE)
_AT_END: Final = re.compile(r"fine|(?<![a-z])(end|to|a)(?![a-z])", re.IGNORECASE)


_DATA: Final = re.compile(r"[+-]?\d")


class Columns(NamedTuple):
    """Places in a row of a file that has a row a quarter-hour."""

    header: Row
    time: int
    clock: int | None
    energies: dict[Direction, int]

    def name(self, place: int | None) -> str | None:
        """What the header calls a column."""
        return None if place is None else self.header.cells[place]


def find_columns(rows: Sequence[Row], asked: AskedMapping) -> Columns:
    """The header and the columns. Raises UnknownFormatError, naming what would tell."""
    reasons = []
    for row in rows[:HEADER_WITHIN]:
        if len(row.cells) > 1 and not any(_DATA.match(cell) for cell in row.cells):
            try:
                return _columns(row, asked)
            except LookupError as error:
                reasons.append(error.args)
    if not reasons:
        raise unknown_format("separator", "the file has no line that names two columns")
    _, parameter, message = max(reasons)
    raise unknown_format(parameter, message)


def unit_in(names: Sequence[str]) -> Unit | None:
    """The unit that the names agree on. Raises UnknownFormatError where they differ."""
    units = {_UNITS[found[1].casefold()] for name in names if (found := _UNIT.search(name))}
    if len(units) > 1:
        raise unknown_format("consumedColumn", "the columns have different units: send one each")
    return units.pop() if units else None


def directions_in(names: Iterable[str]) -> set[Direction]:
    """The directions that the names speak of."""
    return {d for name in names for d, pattern in _DIRECTIONS.items() if pattern.search(name)}


def may_be_time(name: str) -> bool:
    """Whether a column of that name may hold times or days."""
    return _TIME.match(name) is not None


def stamp_in(name: str) -> Stamp | None:
    """Which end of the quarter-hour a column's name says it tells."""
    starts, ends = _AT_START.search(name) is not None, _AT_END.search(name) is not None
    if starts == ends:
        return None
    return Stamp.START if starts else Stamp.END


def _columns(row: Row, asked: AskedMapping) -> Columns:
    """Raises LookupError(how far one came, parameter, message)."""
    names = row.cells
    time = _time_column(names, asked)
    clock = _clock_column(names, time, asked)
    energies = _asked_energies(names, asked)
    if not energies:
        others = [i for i in range(len(names)) if i not in (time, clock)]
        energies = _named_energies(names, others)
        if not energies:
            energies = {_stated(asked): _only_energy(names, others)}
        elif asked.direction is not None:
            energies = {d: place for d, place in energies.items() if d is asked.direction}
            if not energies:
                raise LookupError(1, f"{asked.direction}Column", "no column is of that direction")
    return Columns(row, time, clock, energies)


def _time_column(names: Sequence[str], asked: AskedMapping) -> int:
    if asked.time_column is not None:
        return _named(names, asked.time_column, "timeColumn")
    place = next((i for i, name in enumerate(names) if _TIME.match(name)), None)
    if place is None:
        raise LookupError(0, "timeColumn", "no column is called timestamp, data, date or the like")
    return place


def _clock_column(names: Sequence[str], time: int, asked: AskedMapping) -> int | None:
    if asked.clock_column is not None:
        return _named(names, asked.clock_column, "clockColumn")
    if asked.time_column is not None or _WHOLE_TIME.search(names[time]):
        return None
    return next((i for i, name in enumerate(names) if i != time and _CLOCK.match(name)), None)


def _asked_energies(names: Sequence[str], asked: AskedMapping) -> dict[Direction, int]:
    wanted = {
        Direction.CONSUMED: asked.consumed_column,
        Direction.PRODUCED: asked.produced_column,
    }
    return {
        direction: _named(names, name, f"{direction}Column")
        for direction, name in wanted.items()
        if name is not None
    }


def _named_energies(names: Sequence[str], places: Sequence[int]) -> dict[Direction, int]:
    energies = {}
    for direction, pattern in _DIRECTIONS.items():
        found = [i for i in places if pattern.search(names[i])]
        if len(found) > 1:
            raise LookupError(
                2, f"{direction}Column", f"several columns may be the {direction} one"
            )
        if found:
            energies[direction] = found[0]
    if len(set(energies.values())) < len(energies):
        raise LookupError(2, "direction", "one column seems to be of both directions")
    return energies


def _only_energy(names: Sequence[str], places: Sequence[int]) -> int:
    found = [i for i in places if _UNIT.search(names[i]) or _ENERGY.search(names[i])]
    candidates = found or places
    if len(candidates) != 1:
        raise LookupError(1, "consumedColumn", "no column, or several, may be energy")
    return candidates[0]


def _stated(asked: AskedMapping) -> Direction:
    if asked.direction is None:
        raise LookupError(
            1,
            "direction",
            "the file does not tell whether it is of energy"
            " withdrawn (consumed) or fed in (produced)",
        )
    return asked.direction


def _named(names: Sequence[str], wanted: str, parameter: str) -> int:
    places = [i for i, name in enumerate(names) if name.casefold() == wanted.strip().casefold()]
    if len(places) != 1:
        raise LookupError(0, parameter, f"the header has no column {wanted!r}, or has it twice")
    return places[0]

"""Which cell of a row a day belongs to which quarter-hour, also when the clocks change.

A file has the same columns for all its days. On the days of the change it either goes by its
columns' clock (in spring the hour that does not exist stays empty, or is zero), or has the day's
quarter-hours one after the other (in spring the last columns stay empty). It does the same for all
its days.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import time
from typing import Final, NamedTuple

from services.energy.domain.curves.values import is_unknown

_ZERO: Final = re.compile(r"0+([.,]0*)?", re.ASCII)


class DayCells(NamedTuple):
    """A row's cells, the clock of its day's quarter-hours, and that of the file's columns."""

    cells: Sequence[str]
    day: Sequence[time]
    columns: Sequence[time] | None


Reading = Callable[[DayCells], Sequence[str] | None]
"""A cell for each of the day's quarter-hours; None where the row cannot be read so."""


def best_reading(rows: Collection[DayCells]) -> Reading:
    """The one that fits most rows; by the clock where that is no worse than in order."""
    readings: tuple[Reading, ...] = (_by_clock, _in_order, _by_clock_with_zeros)
    return max(readings, key=lambda reading: sum(reading(row) is not None for row in rows))


def _by_clock(row: DayCells) -> Sequence[str] | None:
    return _on_clock(row, is_unknown)


def _by_clock_with_zeros(row: DayCells) -> Sequence[str] | None:
    return _on_clock(row, _is_nothing)


def _in_order(row: DayCells) -> Sequence[str] | None:
    count = len(row.day)
    if len(row.cells) < count or not all(is_unknown(cell) for cell in row.cells[count:]):
        return None
    return row.cells[:count]


def _on_clock(row: DayCells, may_be_left: Callable[[str], bool]) -> Sequence[str] | None:
    if row.columns is None or len(row.cells) < len(row.columns):
        return None
    left = defaultdict(list)
    for at, cell in zip(row.columns, row.cells, strict=False):
        left[at].append(cell)
    taken = []
    for at in row.day:
        if not left[at]:
            return None
        taken.append(left[at].pop(0))
    over = [cell for cells in left.values() for cell in cells] + list(row.cells[len(row.columns) :])
    return taken if all(may_be_left(cell) for cell in over) else None


def _is_nothing(cell: str) -> bool:
    return is_unknown(cell) or _ZERO.fullmatch(cell) is not None

"""The energy between neighbouring readings of a device, and its exact split over time."""

from datetime import timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.reading_columns import NONE, ReadingColumns
from services.energy.domain.books.readings import MAXIMUM_POWER_MW
from services.energy.domain.exact import Integers, multiply_divide

MAXIMUM_INTERVAL_MS: Final = 3_600_000
"""Readings further apart are a gap: what happened between them is unknown."""
NEIGHBOURHOOD: Final = timedelta(milliseconds=MAXIMUM_INTERVAL_MS + 1)
"""Readings further away than this do not touch a reading's energy (1 ms for rounding down)."""


_LARGEST_SUM: Final = 2.0**62


class Energy(NamedTuple):
    """Energy withdrawn and fed in, and for how much time that is known."""

    import_uj: int
    export_uj: int
    coverage_ms: int

    def plus(self, other: "Energy") -> "Energy":
        """The sum."""
        return Energy(
            self.import_uj + other.import_uj,
            self.export_uj + other.export_uj,
            self.coverage_ms + other.coverage_ms,
        )


NO_ENERGY: Final = Energy(0, 0, 0)


class Pieces(NamedTuple):
    """Energies within one step of time each; arrays of the same shape.

    `pair`: which pair of readings it lies between. `start_ms`: of the step, since 1970.
    """

    pair: Integers
    start_ms: Integers
    import_uj: Integers
    export_uj: Integers
    coverage_ms: Integers


class Sums(NamedTuple):
    """Energies by group and step, in their order; arrays of the same shape."""

    group: Integers
    start_ms: Integers
    import_uj: Integers
    export_uj: Integers
    coverage_ms: Integers


class _Intervals(NamedTuple):
    """The energy of (start_ms, end_ms], milliseconds since 1970, between a pair of readings."""

    pair: Integers
    start_ms: Integers
    end_ms: Integers
    import_uj: Integers
    export_uj: Integers


def energy_between(
    readings: ReadingColumns, before: Integers, after: Integers, step_ms: int
) -> Pieces:
    """What the readings at `after` say about the time since their neighbours at `before`.

    Each pair is of one device, in order of time. Nothing over a gap, and where the device measured
    elsewhere at either end. A direction's registers, where both ends carry them, count for more
    than the mean power. The pieces, one for each step of `step_ms` that an interval touches, sum
    to its energy.
    """
    return _split(_measured(readings, before, after), step_ms)


def summed(pieces: Pieces, group: Integers, sign: Integers | int = 1) -> Sums:
    """Of each group and step the pieces, added up (1) or taken away (-1).

    Raises OverflowError where 64 bits may not hold it: a thousand times MAXIMUM_POWER_MW.
    """
    order = np.lexsort((pieces.start_ms, group))
    groups, starts_ms = group[order], pieces.start_ms[order]
    is_first = (np.diff(groups, prepend=NONE) != 0) | (np.diff(starts_ms, prepend=0) != 0)
    (first,) = np.nonzero(is_first)

    def added(amounts: Integers) -> Integers:
        amounts = (sign * amounts)[order]
        if not len(amounts):
            return amounts
        if np.add.reduceat(np.abs(amounts).astype(np.float64), first).max() > _LARGEST_SUM:
            raise OverflowError("more energy in a step than 64 bits hold")
        return np.add.reduceat(amounts, first)

    return Sums(
        groups[first],
        starts_ms[first],
        added(pieces.import_uj),
        added(pieces.export_uj),
        added(pieces.coverage_ms),
    )


def _measured(readings: ReadingColumns, before: Integers, after: Integers) -> _Intervals:
    times_ms, places = readings.measured_ms, readings.facility
    durations_ms = times_ms[after] - times_ms[before]
    (pair,) = np.nonzero(
        (places[after] != NONE)
        & (places[after] == places[before])
        & (durations_ms > 0)
        & (durations_ms <= MAXIMUM_INTERVAL_MS)
    )
    before, after, durations_ms = before[pair], after[pair], durations_ms[pair]
    meant_uj = readings.power_mw[after] * durations_ms
    imports, exports = readings.import_uj, readings.export_uj
    return _Intervals(
        pair,
        times_ms[before],
        times_ms[after],
        _counted(imports[before], imports[after], durations_ms, np.maximum(meant_uj, 0)),
        _counted(exports[before], exports[after], durations_ms, np.maximum(-meant_uj, 0)),
    )


def _counted(
    before_uj: Integers, after_uj: Integers, durations_ms: Integers, otherwise_uj: Integers
) -> Integers:
    """The registers' difference, unless one is missing, ran backwards or jumped (a new meter)."""
    counted_uj = after_uj - before_uj
    believable: NDArray[np.bool_] = (
        (before_uj != NONE)
        & (after_uj != NONE)
        & (counted_uj >= 0)
        & (counted_uj <= MAXIMUM_POWER_MW * durations_ms)
    )
    return np.where(believable, counted_uj, otherwise_uj)


def _split(intervals: _Intervals, step_ms: int) -> Pieces:
    """Into steps. The energy up to a border is rounded down to whole microjoules.

    So mean power splits exactly, and a register's difference to less than 1 uJ.
    """
    first_step = intervals.start_ms // step_ms
    touched = (intervals.end_ms - 1) // step_ms - first_step + 1
    whose = np.repeat(np.arange(len(touched)), touched)
    number = np.arange(len(whose)) - np.repeat(np.cumsum(touched) - touched, touched)
    steps_ms = (first_step[whose] + number) * step_ms
    starts_ms, ends_ms = intervals.start_ms[whose], intervals.end_ms[whose]
    durations_ms = ends_ms - starts_ms
    from_ms = np.maximum(steps_ms, starts_ms) - starts_ms
    to_ms = np.minimum(steps_ms + step_ms, ends_ms) - starts_ms
    import_uj, export_uj = intervals.import_uj[whose], intervals.export_uj[whose]

    def until(energy_uj: Integers, moment_ms: Integers) -> Integers:
        return multiply_divide(energy_uj, moment_ms, durations_ms)[0]

    return Pieces(
        intervals.pair[whose],
        steps_ms,
        until(import_uj, to_ms) - until(import_uj, from_ms),
        until(export_uj, to_ms) - until(export_uj, from_ms),
        to_ms - from_ms,
    )

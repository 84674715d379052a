"""Energies of many intervals, and how much of each is known of several facilities together."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import numpy as np

from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period
from services.energy.domain.columns import Columns
from services.energy.domain.exact import Integers
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.registry import FacilityPeriod


class IntervalEnergies(Columns[IntervalEnergy]):
    """Intervals in order of time; borders in milliseconds since 1970."""

    __slots__ = ("coverage_ms", "ends_ms", "export_uj", "import_uj", "starts_ms")

    def __init__(
        self,
        starts_ms: list[int],
        ends_ms: list[int],
        import_uj: list[int],
        export_uj: list[int],
        coverage_ms: list[int],
    ) -> None:
        super().__init__(starts_ms, ends_ms, import_uj, export_uj, coverage_ms)
        self.starts_ms = starts_ms
        self.ends_ms = ends_ms
        self.import_uj = import_uj
        self.export_uj = export_uj
        self.coverage_ms = coverage_ms

    @staticmethod
    def of(items: Iterable[IntervalEnergy]) -> "IntervalEnergies":
        """The same as columns."""
        if isinstance(items, IntervalEnergies):
            return items
        rows = [
            (epoch_ms(item.period.start), epoch_ms(item.period.end), *item.energy) for item in items
        ]
        columns = zip(*rows, strict=True) if rows else ((), (), (), (), ())
        return IntervalEnergies(*(list(column) for column in columns))

    @staticmethod
    def _item(*values: Any) -> IntervalEnergy:
        start_ms, end_ms, *energy = values
        return IntervalEnergy(Period(instant(start_ms), instant(end_ms)), Energy(*energy))


def averaged_coverage(
    intervals: Iterable[IntervalEnergy], counted: Collection[FacilityPeriod]
) -> IntervalEnergies:
    """The same energies, their coverage averaged over the facilities that counted in them.

    So an interval is covered in full only when every facility is.
    """
    known = IntervalEnergies.of(intervals)
    expected_ms = _counted_before(known.ends_ms, counted) - _counted_before(
        known.starts_ms, counted
    )
    # In Python's integers: a month of many facilities passes 64 bits.
    averaged_ms = [
        covered_ms * (end_ms - start_ms) // expected if expected else 0
        for covered_ms, start_ms, end_ms, expected in zip(
            known.coverage_ms, known.starts_ms, known.ends_ms, expected_ms.tolist(), strict=True
        )
    ]
    return IntervalEnergies(
        known.starts_ms, known.ends_ms, known.import_uj, known.export_uj, averaged_ms
    )


def _counted_before(moments_ms: list[int], counted: Collection[FacilityPeriod]) -> Integers:
    """Milliseconds of all periods together before each of these instants."""
    at_ms = np.array(moments_ms, dtype=np.int64)
    since_starts = _since(at_ms, (item.period.start for item in counted))
    since_ends = _since(at_ms, (item.period.end for item in counted))
    return since_starts - since_ends


def _since(at_ms: Integers, moments: Iterable[datetime]) -> Integers:
    """Milliseconds since all of the moments that lie before, together."""
    ordered_ms = np.sort(np.array([epoch_ms(moment) for moment in moments], dtype=np.int64))
    before = np.searchsorted(ordered_ms, at_ms, side="left")
    sums_ms = np.concatenate([[0], np.cumsum(ordered_ms)])
    since: Integers = before * at_ms - sums_ms[before]
    return since

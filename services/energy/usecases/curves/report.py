"""What an import of a curve would do, or did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period
from services.energy.domain.curves.comparison import (
    Conflict,
    CurveChange,
    Implausible,
    Values,
    conflicts,
    gaps,
    implausible,
    period_of_values,
    with_file,
)
from services.energy.domain.curves.curve_file import CurveFile
from services.energy.domain.curves.official_energy import OfficialInterval, official_sum
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.registry import Facility

NO_VALUES: Final[Values] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveReport:
    """A file beside what is stored. `official` is None for a file without a value."""

    curve: CurveFile
    official: OfficialInterval | None
    """From the file's first quarter-hour to its last."""
    measured: Energy
    """Over the quarter-hours that the file has."""
    gaps: Sequence[Period]
    conflicts: Sequence[Conflict]
    implausible: Sequence[Implausible]
    change: CurveChange
    """What holds afterwards that did not before."""
    months: Sequence[date]
    """Months in which something changes."""
    applied_before: OfficialImport | None
    """An import of the same file and directions that holds."""

    @property
    def gap_count(self) -> int:
        """How many quarter-hours the gaps have."""
        return sum(int((gap.end - gap.start).total_seconds() * 1000) for gap in self.gaps) // (
            QUARTER_MS
        )


def report_of(
    curve: CurveFile,
    stored: Values,
    facility: Facility,
    measured: Energy = NO_ENERGY,
    applied_before: OfficialImport | None = None,
) -> CurveReport:
    """The file beside the official values stored in its period."""
    values = curve.values
    change = with_file(stored, values)
    return CurveReport(
        curve=curve,
        official=official_sum(period_of_values(values), values.values()) if values else None,
        measured=measured,
        gaps=gaps(values, curve.directions) if values else (),
        conflicts=conflicts(stored, values),
        implausible=implausible(values, facility.max_import_mw, facility.max_export_mw),
        change=change,
        months=change.months(),
        applied_before=applied_before,
    )

"""Answers about official curves: watt-hours and seconds; times in UTC."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.curves.faults import MAXIMUM_SHOWN
from services.energy.domain.curves.mapping import (
    ClockZone,
    DecimalMark,
    Direction,
    Encoding,
    Layout,
    Separator,
    Stamp,
    Unit,
)
from services.energy.domain.curves.official_import import OfficialImport

_FIRST = f"The first {MAXIMUM_SHOWN} of them."
_START = Field(alias="from", description="Start, included.")
_END = Field(description="End, excluded.")


class PeriodItem(ApiModel):
    """A stretch of time."""

    from_: datetime = _START
    to: datetime = _END


class MappingAnswer(ApiModel):
    """How the file was read: what was stated of it, and what was found out."""

    layout: Layout
    encoding: Encoding
    separator: Separator
    decimal_mark: DecimalMark
    unit: Unit
    stamp: Stamp
    zone: ClockZone = Field(description="Where times without an offset of their own are told.")
    header_line: int
    time_column: str
    clock_column: str | None
    consumed_column: str | None = Field(description="Of day-rows: the first of its columns.")
    produced_column: str | None
    assumed: list[str] = Field(
        description="Parameters that neither the request nor the file says: look at them twice."
    )


class LineErrorItem(ApiModel):
    """What is wrong with a line of the file, counted from 1."""

    line: int
    column: str | None
    code: str
    message: str


class ConflictItem(ApiModel):
    """A stored official value and the file's."""

    from_: datetime = _START
    direction: Direction
    old_wh: float
    new_wh: float


class ImplausibleItem(ApiModel):
    """A value above what the facility's powers in the registry allow, a tenth more included."""

    from_: datetime = _START
    direction: Direction
    value_wh: float
    limit_wh: float


class ComparedEnergy(ApiModel):
    """A direction's energy. Null: no official value; then there is no difference either."""

    measured_wh: float
    official_wh: float | None
    difference_wh: float | None = Field(description="Official minus measured.")
    official_coverage_s: float = Field(description="For how long the official value is known.")


class ImportAnswer(ApiModel):
    """An import of an official curve."""

    import_id: UUID
    imported_by: UUID
    imported_at: datetime
    file_name: str | None
    sha256: str = Field(description="Of the file's bytes, in hexadecimal digits.")
    quarter_hours: int
    from_: datetime = Field(alias="from", description="Start of its first quarter-hour.")
    to: datetime = Field(description="End of its last quarter-hour.")
    directions: list[Direction]
    status: str = Field(description="`applied` or `undone`.")
    undone_by: UUID | None
    undone_at: datetime | None

    @classmethod
    def of(cls, item: OfficialImport) -> "ImportAnswer":
        """The answer about an import."""
        return cls(
            import_id=item.import_id,
            imported_by=item.imported_by,
            imported_at=item.imported_at,
            file_name=item.file_name,
            sha256=item.sha256.hex(),
            quarter_hours=item.quarter_hour_count,
            from_=item.period.start,
            to=item.period.end,
            directions=sorted(item.directions),
            status="applied" if item.undone_at is None else "undone",
            undone_by=item.undone_by,
            undone_at=item.undone_at,
        )


class CurveReportAnswer(ApiModel):
    """What an import stores, beside what is stored and measured."""

    facility_id: UUID
    dry_run: bool
    imported: ImportAnswer | None = Field(description="Null of a dry run.")
    already_imported: UUID | None = Field(
        description="The import of the same file that holds: it must be undone first."
    )
    mapping: MappingAnswer
    rows: int = Field(description="Rows below the header.")
    quarter_hours: int = Field(description="Of which the file has a value.")
    directions: list[Direction]
    period: PeriodItem | None = Field(description="From the first to the last of them.")
    changed_quarter_hours: int = Field(description="Whose official value is new or another.")
    months: list[str] = Field(
        description="Months (YYYY-MM) in which these lie: what is computed from their official"
        " values is due again."
    )
    duplicates: int = Field(description="Rows that say again what an earlier one said.")
    missing_count: int = Field(description="Quarter-hours of the period that the file leaves out.")
    missing: list[PeriodItem] = Field(description=_FIRST)
    error_count: int = Field(description="With errors nothing is stored.")
    errors: list[LineErrorItem] = Field(description=_FIRST)
    conflict_count: int = Field(description="Stored values that differ: see `replace`.")
    conflicts: list[ConflictItem] = Field(description=_FIRST)
    implausible_count: int = Field(description="They are stored all the same.")
    implausible: list[ImplausibleItem] = Field(description=_FIRST)
    consumed: ComparedEnergy = Field(description="Over the file's quarter-hours.")
    produced: ComparedEnergy
    measured_coverage_s: float = Field(
        description="For how many seconds of them there are measurements: short of"
        " 900 s x `quarterHours`, part of the difference is what was not measured."
    )


class ComparedItem(ApiModel):
    """One interval, of which measured or official energy is known."""

    from_: datetime = _START
    to: datetime = _END
    consumed: ComparedEnergy
    produced: ComparedEnergy
    measured_coverage_s: float


class CurveDifferenceAnswer(ApiModel):
    """Measured and official energy of a facility."""

    facility_id: UUID
    from_: datetime = _START
    to: datetime = _END
    intervals: list[ComparedItem]

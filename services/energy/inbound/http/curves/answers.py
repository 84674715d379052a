"""What is said of official curves, from what the use cases found."""

from uuid import UUID

from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period
from services.energy.domain.curves.faults import MAXIMUM_SHOWN
from services.energy.domain.curves.mapping import FileMapping
from services.energy.domain.curves.official_energy import OfficialInterval
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.quantities import instant, watt_hours
from services.energy.inbound.http.curves.models import (
    ComparedEnergy,
    ComparedItem,
    ConflictItem,
    CurveDifferenceAnswer,
    CurveReportAnswer,
    ImplausibleItem,
    ImportAnswer,
    LineErrorItem,
    MappingAnswer,
    PeriodItem,
)
from services.energy.usecases.curves.compare_curve import ComparedInterval, CurveComparison
from services.energy.usecases.curves.report import CurveReport


def report_answer(
    facility_id: UUID, report: CurveReport, made: OfficialImport | None
) -> CurveReportAnswer:
    """The answer about a file; `made` when it was stored."""
    curve, before = report.curve, report.applied_before
    consumed, produced = _compared(report.measured, report.official)
    return CurveReportAnswer(
        facility_id=facility_id,
        dry_run=made is None,
        imported=None if made is None else ImportAnswer.of(made),
        already_imported=None if before is None else before.import_id,
        mapping=_mapping(curve.mapping),
        rows=curve.row_count,
        quarter_hours=len(curve.values),
        directions=sorted(curve.directions),
        period=None if report.official is None else _period(report.official.period),
        changed_quarter_hours=len(report.change.values),
        months=[f"{month:%Y-%m}" for month in report.months],
        duplicates=curve.duplicate_count,
        missing_count=report.gap_count,
        missing=[_period(gap) for gap in report.gaps[:MAXIMUM_SHOWN]],
        error_count=curve.errors.count,
        errors=_errors(report),
        conflict_count=len(report.conflicts),
        conflicts=_conflicts(report),
        implausible_count=len(report.implausible),
        implausible=_implausible(report),
        consumed=consumed,
        produced=produced,
        measured_coverage_s=report.measured.coverage_ms / 1000,
    )


def difference_answer(facility_id: UUID, found: CurveComparison) -> CurveDifferenceAnswer:
    """The answer about measured and official energy."""
    return CurveDifferenceAnswer(
        facility_id=facility_id,
        from_=found.period.start,
        to=found.period.end,
        intervals=[_compared_item(item) for item in found.intervals],
    )


def _compared_item(item: ComparedInterval) -> ComparedItem:
    consumed, produced = _compared(item.measured, item.official)
    return ComparedItem(
        from_=item.period.start,
        to=item.period.end,
        consumed=consumed,
        produced=produced,
        measured_coverage_s=item.measured.coverage_ms / 1000,
    )


def _compared(
    measured: Energy, official: OfficialInterval | None
) -> tuple[ComparedEnergy, ComparedEnergy]:
    if official is None:
        return _direction(measured.import_uj, None, 0), _direction(measured.export_uj, None, 0)
    energy = official.energy
    return (
        _direction(measured.import_uj, energy.import_uj, official.import_known_ms),
        _direction(measured.export_uj, energy.export_uj, official.export_known_ms),
    )


def _direction(measured_uj: int, official_uj: int | None, known_ms: int) -> ComparedEnergy:
    return ComparedEnergy(
        measured_wh=watt_hours(measured_uj),
        official_wh=None if official_uj is None else watt_hours(official_uj),
        difference_wh=None if official_uj is None else watt_hours(official_uj - measured_uj),
        official_coverage_s=known_ms / 1000,
    )


def _mapping(mapping: FileMapping) -> MappingAnswer:
    return MappingAnswer.showing(mapping, assumed=list(mapping.assumed))


def _period(period: Period) -> PeriodItem:
    return PeriodItem(from_=period.start, to=period.end)


def _errors(report: CurveReport) -> list[LineErrorItem]:
    return [
        LineErrorItem(
            line=error.line,
            column=error.column,
            code=error.fault.value,
            message=error.fault.message,
        )
        for error in report.curve.errors.shown
    ]


def _conflicts(report: CurveReport) -> list[ConflictItem]:
    return [
        ConflictItem(
            from_=instant(start_ms),
            direction=direction,
            old_wh=watt_hours(old_uj),
            new_wh=watt_hours(new_uj),
        )
        for start_ms, direction, old_uj, new_uj in report.conflicts[:MAXIMUM_SHOWN]
    ]


def _implausible(report: CurveReport) -> list[ImplausibleItem]:
    return [
        ImplausibleItem(
            from_=instant(start_ms),
            direction=direction,
            value_wh=watt_hours(energy_uj),
            limit_wh=watt_hours(limit_uj),
        )
        for start_ms, direction, energy_uj, limit_uj in report.implausible[:MAXIMUM_SHOWN]
    ]

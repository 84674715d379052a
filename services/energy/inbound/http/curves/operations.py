"""Official curves of a facility: brought as files, listed, undone, held against measurements."""

from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.paging import PAGED, Cursor, Cursors, Limit
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.calendar import Resolution
from services.energy.domain.curves.mapping import (
    AskedMapping,
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
from services.energy.domain.curves.table import MAXIMUM_ROWS
from services.energy.inbound.http.curves.answers import difference_answer, report_answer
from services.energy.inbound.http.curves.models import (
    CurveDifferenceAnswer,
    CurveReportAnswer,
    ImportAnswer,
)
from services.energy.inbound.http.parameters import PROBLEMS, End, FacilityId, Start, whole_answer
from services.energy.usecases.curves.compare_curve import CompareCurve
from services.energy.usecases.curves.import_curve import GivenFile, ImportCurve
from services.energy.usecases.curves.list_imports import ListImports
from services.energy.usecases.curves.undo_import import UndoImport

PATH: Final = "/energy-data/facility/"
"""Below which files come."""
MAXIMUM_FILE_BYTES: Final = 900_000
"""Less than what the edge lets through: a year by day-rows, some months by quarter-rows."""
_REFUSED: Final[Responses] = described_problem(
    HTTPStatus.CONFLICT, "Imported already; or other values are stored: see `replace`."
) | described_problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large.")
_FILE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": f"At most {MAXIMUM_FILE_BYTES} bytes and {MAXIMUM_ROWS} rows.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}
_PLACES: Final[Cursors[int]] = Cursors(Annotated[int, Query(ge=1, lt=2**63)])
_Name = Annotated[str | None, Query(min_length=1, max_length=200)]


class ComparedResolution(StrEnum):
    """How long compared intervals are."""

    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveUseCases:
    """What the operations call."""

    import_curve: ImportCurve
    list_imports: ListImports
    undo_import: UndoImport
    compare: CompareCurve


def _form(
    *,
    layout: Annotated[Layout | None, Query(description="Seen from the header.")] = None,
    encoding: Annotated[Encoding | None, Query(description="UTF-8 where it can be.")] = None,
    separator: Annotated[Separator | None, Query(description="Seen from the lines.")] = None,
    decimal_mark: Annotated[
        DecimalMark | None, Query(alias="decimalMark", description="Seen from the values.")
    ] = None,
    unit: Annotated[
        Unit | None,
        Query(description="From the header; kWh of day-rows that do not tell."),
    ] = None,
    stamp: Annotated[
        Stamp | None,
        Query(description="Which end of its quarter-hour a time names; seen from the times."),
    ] = None,
    zone: Annotated[
        ClockZone | None, Query(description="Of times without an offset: Rome's unless you say so.")
    ] = None,
    direction: Annotated[
        Direction | None, Query(description="Of a file whose columns do not tell.")
    ] = None,
) -> AskedMapping:
    return AskedMapping(
        layout=layout,
        encoding=encoding,
        separator=separator,
        decimal_mark=decimal_mark,
        unit=unit,
        stamp=stamp,
        zone=zone,
        direction=direction,
    )


def _mapping(
    form: Annotated[AskedMapping, Depends(_form)],
    time_column: Annotated[_Name, Query(alias="timeColumn")] = None,
    clock_column: Annotated[
        _Name,
        Query(alias="clockColumn", description="The time of day, where the date is on its own."),
    ] = None,
    consumed_column: Annotated[_Name, Query(alias="consumedColumn")] = None,
    produced_column: Annotated[_Name, Query(alias="producedColumn")] = None,
) -> AskedMapping:
    return replace(
        form,
        time_column=time_column,
        clock_column=clock_column,
        consumed_column=consumed_column,
        produced_column=produced_column,
    )


_Mapping = Annotated[AskedMapping, Depends(_mapping)]


def curve_operations(use_cases: CurveUseCases) -> APIRouter:
    """Below a facility."""
    router = APIRouter(
        prefix="/energy-data/facility/{facilityId}/official-curve",
        tags=["official curve"],
        responses=PROBLEMS,
    )
    _add_import(router, use_cases)
    _add_reading(router, use_cases)
    _add_undo(router, use_cases)
    return router


def _add_import(router: APIRouter, use_cases: CurveUseCases) -> None:
    @router.post(
        "",
        response_model=CurveReportAnswer,
        responses=_REFUSED
        | {HTTPStatus.CREATED.value: {"model": CurveReportAnswer, "description": "Stored."}},
        openapi_extra=_FILE,
    )
    async def import_curve(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        request: Request,
        stated: _Mapping,
        dry_run: Annotated[
            bool, Query(alias="dryRun", description="Answer what would be stored; store nothing.")
        ] = False,
        replace: Annotated[
            bool, Query(description="Store values although others are stored; those are kept.")
        ] = False,
        file_name: Annotated[
            str | None,
            Query(
                alias="fileName",
                max_length=200,
                pattern=r"^[^\x00-\x1f]*$",
                description="For the list.",
            ),
        ] = None,
    ) -> Response:
        """Import quarter-hours of the distributor or GSE, for an owner or the representative.

        A file with an error stores nothing. A direction that it does not have stays as it is. All
        it says of its columns is found out where it can be: begin with a dry run.
        """
        file = GivenFile(data=await request.body(), name=file_name, stated=stated)
        if dry_run:
            report = await use_cases.import_curve.look_at(facility_id, file, user_id=caller.user_id)
            return whole_answer(report_answer(facility_id, report, None))
        made, report = await use_cases.import_curve(
            facility_id, file, user_id=caller.user_id, replace=replace
        )
        return whole_answer(report_answer(facility_id, report, made), HTTPStatus.CREATED)


def _add_reading(router: APIRouter, use_cases: CurveUseCases) -> None:
    @router.get("", responses=PAGED)
    async def list_imports(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        request: Request,
        response: Response,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> list[ImportAnswer]:
        """Imports of the facility's official curves, the newest first, undone ones too."""
        found = await use_cases.list_imports(
            facility_id,
            user_id=caller.user_id,
            before=_PLACES.read(cursor),
            limit=limit + 1,
        )
        shown = _PLACES.cut(found, limit, _number, request, response)
        return [ImportAnswer.of(item) for item in shown]

    @router.get("/difference", response_model=CurveDifferenceAnswer)
    async def compare_curve(
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        start: Start = None,
        end: End = None,
        resolution: ComparedResolution = ComparedResolution.DAY,
    ) -> Response:
        """Measured and official energy by interval; the last 31 days by default.

        Of a representative the time in which the facility was in the community.
        """
        found = await use_cases.compare(
            facility_id,
            user_id=caller.user_id,
            start=start,
            end=end,
            resolution=Resolution(resolution.value),
        )
        return whole_answer(difference_answer(facility_id, found))


def _add_undo(router: APIRouter, use_cases: CurveUseCases) -> None:
    @router.delete("/{importId}", status_code=HTTPStatus.NO_CONTENT)
    async def undo_import(
        facility_id: FacilityId,
        import_id: Annotated[UUID, Path(alias="importId")],
        caller: CurrentPrincipal,
    ) -> None:
        """Undo an import: what other imports say of its time holds again, or nothing."""
        await use_cases.undo_import(facility_id, import_id, user_id=caller.user_id)


def _number(item: OfficialImport) -> int:
    return item.number

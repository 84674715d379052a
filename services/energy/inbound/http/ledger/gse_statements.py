"""Statements of GSE, and how they stand to what was computed; for the representative."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.errors import FieldError
from libs.chassis.json_schema import schema_in_one
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.curves.mapping import DecimalMark, Encoding, Separator
from services.energy.domain.ledger.errors import InvalidGseStatementError
from services.energy.domain.ledger.gse_statement import MAXIMUM_LINES, MAXIMUM_STATEMENTS
from services.energy.inbound.files.gse_csv import GseColumns, GseForm, SharedUnit, gse_lines
from services.energy.inbound.http.ledger.gse_models import (
    GseStatementAnswer,
    GseStatementBody,
    ReconciliationAnswer,
    gse_statement_answer,
    reconciliation_answer,
)
from services.energy.inbound.http.ledger.parameters import Key, MonthDay, Number
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId
from services.energy.usecases.ledger.reconcile_gse import (
    BringGseStatement,
    GivenLine,
    GivenStatement,
    ReadReconciliation,
)

_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": f"At most {MAXIMUM_LINES} lines.",
        "content": {
            "application/json": {"schema": schema_in_one(GseStatementBody)},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}
_REFUSED: Final[Responses] = described_problem(
    HTTPStatus.BAD_REQUEST, "Lines cannot be read, or contradict themselves."
) | described_problem(HTTPStatus.CONFLICT, f"The month has {MAXIMUM_STATEMENTS} already.")
_Name = Annotated[str | None, Query(min_length=1, max_length=200)]


def _columns(
    plant_column: Annotated[_Name, Query(alias="plantColumn")] = None,
    shared_column: Annotated[_Name, Query(alias="sharedColumn")] = None,
    premium_column: Annotated[_Name, Query(alias="premiumColumn", description="EUR.")] = None,
    valorization_column: Annotated[
        _Name, Query(alias="valorizationColumn", description="EUR.")
    ] = None,
) -> GseColumns:
    """Of a CSV whose columns do not have the usual names."""
    return GseColumns(
        plant=plant_column,
        shared_uj=shared_column,
        premium_neur=premium_column,
        valorization_neur=valorization_column,
    )


def _form(
    columns: Annotated[GseColumns, Depends(_columns)],
    encoding: Annotated[Encoding | None, Query(description="UTF-8 where it can be.")] = None,
    separator: Annotated[Separator | None, Query(description="Seen from the lines.")] = None,
    decimal_mark: Annotated[
        DecimalMark | None,
        Query(alias="decimalMark", description="The comma where any amount has one."),
    ] = None,
    shared_unit: Annotated[
        SharedUnit | None,
        Query(alias="sharedUnit", description="As the column's name says, else kWh."),
    ] = None,
) -> GseForm:
    return GseForm(
        columns=columns,
        encoding=encoding,
        separator=separator,
        decimal_mark=decimal_mark,
        shared_unit=shared_unit,
    )


def _plants(
    _: CurrentPrincipal,
    plant: Annotated[
        list[str] | None,
        Query(
            max_length=MAXIMUM_LINES,
            description="Which facility a code means, as CODE=facilityId; may be repeated.",
        ),
    ] = None,
) -> dict[str, UUID]:
    found = {}
    for each in plant or ():
        code, between, facility_id = each.rpartition("=")
        try:
            found[code] = UUID(facility_id)
        except ValueError:
            code = ""
        if not (code and between):
            error = FieldError("plant", "malformed", "is CODE=facilityId")
            raise InvalidGseStatementError("plants are not known", fields=(error,))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class GseUseCases:
    """What the operations call."""

    bring: BringGseStatement
    reconcile: ReadReconciliation


def gse_operations(use_cases: GseUseCases) -> APIRouter:
    """Below a settled month."""
    router = APIRouter(
        prefix="/energy-data/community/{communityId}/settlement/{month}/gse-statement",
        tags=["settlement"],
        responses=PROBLEMS,
    )

    @router.post("", status_code=HTTPStatus.CREATED, responses=_REFUSED, openapi_extra=_BODY)
    async def bring_gse_statement(
        *,
        community_id: CommunityId,
        month: MonthDay,
        caller: CurrentPrincipal,
        request: Request,
        form: Annotated[GseForm, Depends(_form)],
        plants: Annotated[dict[str, UUID], Depends(_plants)],
        note: Annotated[str, Query(max_length=200, pattern=r"^[^\x00-\x1f]*$")] = "",
    ) -> GseStatementAnswer:
        """Keep what GSE pays for a month, per plant or in one line; earlier ones stay.

        A CSV's columns may have usual names, or those that parameters tell; up to 19 lines may
        come before their header. Where a column is missing, the answer lists those found.
        """
        lines = await _lines(request, form)
        given = GivenStatement(lines=lines, plants=plants, note=note)
        statement = await use_cases.bring(community_id, month, given, user_id=caller.user_id)
        return gse_statement_answer(statement)

    @router.get("")
    async def read_reconciliation(
        *,
        key: Key,
        caller: CurrentPrincipal,
        number: Number = None,
        statement: Annotated[
            int | None,
            Query(ge=1, le=MAXIMUM_STATEMENTS, description="Its number; the newest by default."),
        ] = None,
    ) -> ReconciliationAnswer:
        """What was computed beside what GSE pays: differences per plant and their likely causes."""
        found = await use_cases.reconcile(
            key, user_id=caller.user_id, number=number, statement_number=statement
        )
        return reconciliation_answer(found)

    return router


async def _lines(request: Request, form: GseForm) -> list[GivenLine]:
    content = await request.body()
    if request.headers.get("content-type", "").startswith("text/csv"):
        return await asyncio.to_thread(gse_lines, content, form)
    try:
        return [line.line() for line in GseStatementBody.model_validate_json(content).lines]
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        ) from None

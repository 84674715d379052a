"""Monthly statements of communities and facilities: JSON, CSV, PDF."""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from libs.chassis.auth import CurrentPrincipal
from services.energy.domain.basis import Basis
from services.energy.domain.distribution.wording import Language
from services.energy.domain.incentives.model import Model
from services.energy.inbound.http.history import export_csv
from services.energy.inbound.http.history.export_csv import Locale
from services.energy.inbound.http.incentives.operations import AskedModel
from services.energy.inbound.http.ledger.parameters import MonthDay, Number
from services.energy.inbound.http.ledger.statement_csv import statement_csv
from services.energy.inbound.http.ledger.statement_models import (
    FacilityStatementAnswer,
    HoursAnswer,
    StatementAnswer,
    facility_statement_answer,
    hours_answer,
    statement_answer,
)
from services.energy.inbound.http.ledger.statement_pdf import statement_pdf
from services.energy.inbound.http.parameters import (
    PROBLEMS,
    AskedBasis,
    CommunityId,
    FacilityId,
    json_answer,
)
from services.energy.usecases.ledger.read_statement import (
    Amounts,
    ReadStatement,
    Statement,
    StatementQuestion,
)

_PDF: Final = "application/pdf"
_PDFS_AT_ONCE: Final = 2
"""Made by this process; others wait: a page takes a core for some hundredths of a second."""


class StatementFormat(StrEnum):
    """What a statement is written as."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class _Form:
    format: StatementFormat
    locale: Locale
    language: Language


def _form(
    written: Annotated[StatementFormat, Query(alias="format")] = StatementFormat.JSON,
    locale: Annotated[
        Locale, Query(description="Of a CSV: `it` as a spreadsheet in Italian reads it.")
    ] = Locale.EN,
    language: Annotated[Language, Query(description="Of a PDF.")] = Language.EN,
) -> _Form:
    return _Form(written, locale, language)


def _asked(
    month: MonthDay,
    basis: AskedBasis = Basis.MEASURED,
    model: AskedModel = Model.TIP,
    number: Number = None,
    amounts: Annotated[
        Amounts,
        Query(
            description="`paid`: what GSE's newest statement pays, to the cent, by the shares of"
            " what was computed."
        ),
    ] = Amounts.COMPUTED,
) -> StatementQuestion:
    return StatementQuestion(month=month, basis=basis, model=model, number=number, amounts=amounts)


_AskedForm = Annotated[_Form, Depends(_form)]
_AskedMonth = Annotated[StatementQuestion, Depends(_asked)]
_OfCommunity = Annotated[
    UUID | None,
    Query(
        alias="communityId",
        description="One it was in; by default the one it was in last in the month.",
    ),
]


def _described(model: type[Any]) -> dict[int | str, dict[str, Any]]:
    return {
        HTTPStatus.OK.value: {
            "model": model,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                _PDF: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }


def statement_operations(read: ReadStatement) -> APIRouter:
    """Of communities and of facilities."""
    router = APIRouter(prefix="/energy-data", tags=["statement"], responses=PROBLEMS)
    files = asyncio.Semaphore(_PDFS_AT_ONCE)

    @router.get(
        "/community/{communityId}/statement/{month}",
        response_model=StatementAnswer,
        responses=_described(StatementAnswer),
    )
    async def read_community_statement(
        community_id: CommunityId, caller: CurrentPrincipal, asked: _AskedMonth, form: _AskedForm
    ) -> Response:
        """A month's statement: all lines for the representative, else sums and own lines."""
        found = await read.of_community(community_id, asked, user_id=caller.user_id)
        if form.format is StatementFormat.JSON:
            return json_answer(statement_answer(found))
        return await _file(found, form, files)

    @router.get(
        "/facility/{facilityId}/statement/{month}",
        response_model=FacilityStatementAnswer,
        responses=_described(FacilityStatementAnswer),
    )
    async def read_facility_statement(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        asked: _AskedMonth,
        form: _AskedForm,
        community_id: _OfCommunity = None,
    ) -> Response:
        """A facility's month, for who has a role on it."""
        question = replace(asked, community_id=community_id)
        found = await read.of_facility(facility_id, question, user_id=caller.user_id)
        if form.format is StatementFormat.JSON:
            return json_answer(facility_statement_answer(found))
        return await _file(found, form, files)

    @router.get("/facility/{facilityId}/statement/{month}/hours", response_model=HoursAnswer)
    async def read_statement_hours(
        *,
        facility_id: FacilityId,
        caller: CurrentPrincipal,
        asked: _AskedMonth,
        community_id: _OfCommunity = None,
    ) -> Response:
        """The hours of a facility's statement: where each euro of it comes from."""
        question = replace(asked, community_id=community_id)
        found = await read.hours_of_facility(facility_id, question, user_id=caller.user_id)
        return json_answer(hours_answer(facility_id, *found))

    return router


async def _file(statement: Statement, form: _Form, files: asyncio.Semaphore) -> Response:
    if form.format is StatementFormat.CSV:
        content, media_type = statement_csv(statement, form.locale), export_csv.MEDIA_TYPE
    else:
        async with files:
            content = await asyncio.to_thread(statement_pdf, statement, form.language)
        media_type = _PDF
    name = f"statement-{statement.settlement.key.month:%Y-%m}.{form.format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)

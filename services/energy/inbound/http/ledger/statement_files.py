"""What a statement is written as: JSON, CSV or PDF."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Response

from libs.chassis.http import ApiModel
from services.energy.domain.distribution.wording import Language
from services.energy.inbound.http.history import export_csv
from services.energy.inbound.http.history.export_csv import Locale
from services.energy.inbound.http.ledger.statement_csv import statement_csv
from services.energy.inbound.http.ledger.statement_pdf import statement_pdf
from services.energy.inbound.http.parameters import json_answer
from services.energy.usecases.ledger.read_statement import Statement

_PDF: Final = "application/pdf"
_PDFS_AT_ONCE: Final = 2
"""Made by this process; others wait: a page takes a core for some hundredths of a second."""


class StatementFormat(StrEnum):
    """What a statement is written as."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Form:
    """How a caller wants to have it."""

    format: StatementFormat
    locale: Locale
    language: Language


def _form(
    written: Annotated[StatementFormat, Query(alias="format")] = StatementFormat.JSON,
    locale: Annotated[
        Locale, Query(description="Of a CSV: `it` as a spreadsheet in Italian reads it.")
    ] = Locale.EN,
    language: Annotated[Language, Query(description="Of a PDF.")] = Language.EN,
) -> Form:
    return Form(written, locale, language)


AskedForm = Annotated[Form, Depends(_form)]


def described(model: type[ApiModel]) -> dict[int | str, dict[str, Any]]:
    """The answer's forms; `model`: of its JSON."""
    return {
        HTTPStatus.OK.value: {
            "model": model,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                _PDF: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }


class StatementWriter:
    """Writes statements in any form."""

    def __init__(self) -> None:
        self._pdfs = asyncio.Semaphore(_PDFS_AT_ONCE)

    async def answer(
        self, statement: Statement, form: Form, in_json: Callable[[Statement], ApiModel]
    ) -> Response:
        """The statement as it was asked for."""
        if form.format is StatementFormat.JSON:
            return json_answer(in_json(statement))
        content, media_type = await self._file(statement, form)
        name = f"statement-{statement.settlement.key.month:%Y-%m}.{form.format.value}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=media_type, headers=headers)

    async def _file(self, statement: Statement, form: Form) -> tuple[bytes, str]:
        if form.format is StatementFormat.CSV:
            return statement_csv(statement, form.locale), export_csv.MEDIA_TYPE
        async with self._pdfs:
            return await asyncio.to_thread(statement_pdf, statement, form.language), _PDF

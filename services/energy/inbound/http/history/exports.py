"""Histories as files, however long, sent while they are read (FR3.3)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.downloads import RETRY_AFTER_S, Download, DownloadPlaces
from libs.chassis.errors import TooManyRequestsError
from libs.chassis.problem import Responses, described_problem
from services.energy.domain.calendar import ROME, Period, Resolution
from services.energy.inbound.http.history import export_csv, export_parquet
from services.energy.inbound.http.history.closed_history import AskedQuestion
from services.energy.inbound.http.history.closed_periods import KEPT, keeping, unless_known
from services.energy.inbound.http.history.export_csv import CsvExport, Locale
from services.energy.inbound.http.history.export_parquet import ParquetExport
from services.energy.inbound.http.history.export_tables import (
    INTERVALS,
    READINGS,
    Column,
    Row,
    interval_row,
    reading_row,
)
from services.energy.inbound.http.parameters import PROBLEMS, CommunityId, DeviceId, FacilityId
from services.energy.metrics import history as metrics
from services.energy.usecases.history.export_history import ExportHistory
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import Asked
from services.energy.usecases.history.sources import Source, Sources

RowT = TypeVar("RowT")


class ExportFormat(StrEnum):
    """What a history is written as."""

    CSV = "csv"
    PARQUET = "parquet"


class TooManyExportsError(TooManyRequestsError):
    """As many exports as this process allows, or as one user may have, are under way."""

    code = "too_many_exports"


@dataclass(frozen=True, slots=True)
class Form:
    """How an export is written."""

    format: ExportFormat
    locale: Locale

    @property
    def tag(self) -> str:
        """Tells apart the forms of the same history."""
        return f"{self.format}.{self.locale}" if self.format is ExportFormat.CSV else self.format


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportParts:
    """What the operations call, and the places for those that take long."""

    sources: Sources
    export: ExportHistory
    places: DownloadPlaces


def export_places(*, at_once: int, of_one_user: int, longest_s: float) -> DownloadPlaces:
    """Places for exports under way."""
    return DownloadPlaces(
        at_once=at_once,
        of_one=of_one_user,
        longest_s=longest_s,
        under_way=metrics.EXPORTS,
        refused=partial(TooManyExportsError, retry_after_s=RETRY_AFTER_S),
    )


def _form(
    written: Annotated[
        ExportFormat, Query(alias="format", description="CSV (RFC 4180) or Apache Parquet.")
    ] = ExportFormat.CSV,
    locale: Annotated[
        Locale,
        Query(
            description="Of CSV: `it` writes `;` between columns, a decimal comma and local times"
            " as spreadsheets in Italian read them."
        ),
    ] = Locale.EN,
) -> Form:
    return Form(written, locale)


_Form = Annotated[Form, Depends(_form)]


@dataclass(frozen=True, slots=True)
class _AskedExport:
    """What all of them are asked with."""

    taker: UUID
    question: HistoryQuestion
    form: Form
    request: Request


def _asked(
    caller: CurrentPrincipal, question: AskedQuestion, form: _Form, request: Request
) -> _AskedExport:
    return _AskedExport(caller.user_id, question, form, request)


_Export = Annotated[_AskedExport, Depends(_asked)]
_FILE: Final = {"schema": {"type": "string", "format": "binary"}}
_ANSWERS: Final[Responses] = {
    **described_problem(
        HTTPStatus.TOO_MANY_REQUESTS, "Too many exports are under way; `Retry-After` says when."
    ),
    304: KEPT[304],
    200: {
        **KEPT[200],
        "description": "The file. One that was cut off has no end: compare with the period.",
        "content": {"text/csv": _FILE, export_parquet.MEDIA_TYPE: _FILE},
    },
}


def export_operations(parts: ExportParts) -> APIRouter:
    """`GET .../export` of a facility, a device, a community."""
    router = APIRouter(
        prefix="/energy-data", tags=["export"], responses=PROBLEMS, default_response_class=Response
    )

    @router.get("/facility/{facilityId}/export", responses=_ANSWERS)
    async def export_facility(facility_id: FacilityId, asked: _Export) -> Response:
        """The history of a facility as a file: every interval, and what is known of it."""
        return await _answer(parts, asked, parts.sources.facility(facility_id, user_id=asked.taker))

    @router.get("/device/{deviceId}/export", responses=_ANSWERS)
    async def export_device(device_id: DeviceId, asked: _Export) -> Response:
        """What a device measured at facilities on which the caller has a role, as a file."""
        return await _answer(parts, asked, parts.sources.device(device_id, user_id=asked.taker))

    @router.get("/community/{communityId}/export", responses=_ANSWERS)
    async def export_community(community_id: CommunityId, asked: _Export) -> Response:
        """Sums over a community's facilities as a file, by quarter-hours or coarser."""
        source = parts.sources.community(community_id, user_id=asked.taker)
        return await _answer(parts, asked, source)

    return router


async def _answer(parts: ExportParts, export: _AskedExport, source: Source) -> Response:
    """The file, or that the caller has it already."""
    asked = await parts.export.asked(source, export.question)
    headers = keeping(await parts.export.fingerprint(asked), form=export.form.tag)
    if known := unless_known(export.request, headers):
        return known
    return await started(parts, asked, export.form, headers, str(export.taker))


async def started(
    parts: ExportParts, asked: Asked, form: Form, headers: dict[str, str], taker: str
) -> Download:
    """The answer, its first page read: what cannot be answered is a problem, not half a file."""
    parts.places.begin(taker)
    try:
        if asked.resolution is Resolution.RAW:
            pieces = _pieces(parts.export.readings(asked), reading_row, READINGS, asked, form)
        else:
            pieces = _pieces(parts.export.intervals(asked), interval_row, INTERVALS, asked, form)
        first = await anext(pieces)
    except BaseException:
        parts.places.end(taker)
        raise
    media_type = {
        ExportFormat.CSV: export_csv.MEDIA_TYPE,
        ExportFormat.PARQUET: export_parquet.MEDIA_TYPE,
    }[form.format]
    disposition = f'attachment; filename="{_file_name(asked, form.format)}"'
    return Download(
        _counted(first, pieces, form.format),
        parts.places,
        taker,
        headers={**headers, "Content-Disposition": disposition},
        media_type=media_type,
    )


async def _pieces(
    pages: AsyncIterator[Sequence[RowT]],
    row: Callable[[RowT], Row],
    columns: Sequence[Column],
    asked: Asked,
    form: Form,
) -> AsyncIterator[bytes]:
    """The file; written in threads, for readings arrive meanwhile. The first piece is a page's."""
    export: CsvExport | ParquetExport = (
        CsvExport(columns, form.locale)
        if form.format is ExportFormat.CSV
        else await asyncio.to_thread(ParquetExport, columns, _about(asked))
    )

    def write(page: Sequence[RowT]) -> bytes:
        return export.page([row(item) for item in page])

    begun = export.begin()
    async for page in pages:
        written = await asyncio.to_thread(write, page)
        if begun or written:
            yield begun + written
        begun = b""
    yield begun + await asyncio.to_thread(export.end)


async def _counted(
    first: bytes, others: AsyncIterator[bytes], written: ExportFormat
) -> AsyncIterator[bytes]:
    bytes_sent = metrics.EXPORTED_BYTES.labels(written.value)
    yield first
    bytes_sent.inc(len(first))
    async for piece in others:
        yield piece
        bytes_sent.inc(len(piece))


def _file_name(asked: Asked, written: ExportFormat) -> str:
    first, last = _days(asked.period)
    named = f"{asked.source.kind}-{asked.source.source_id}-{first}-{last}-{asked.resolution}"
    return f"meriggio-{named}.{written}"


def _days(period: Period) -> tuple[str, str]:
    """The first and the last day on Rome's clock."""
    last = period.end - timedelta(microseconds=1)
    return period.start.astimezone(ROME).date().isoformat(), last.astimezone(
        ROME
    ).date().isoformat()


def _about(asked: Asked) -> dict[str, str]:
    return {
        "meriggio.source": f"{asked.source.kind} {asked.source.source_id}",
        "meriggio.from": asked.period.start.isoformat(),
        "meriggio.to": asked.period.end.isoformat(),
        "meriggio.resolution": asked.resolution.value,
        "meriggio.basis": asked.basis.value,
        "meriggio.time_zone": ROME.key,
    }

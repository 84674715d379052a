"""Zonal prices, which operators bring, and the rules in force."""

import asyncio
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, ValidationError

from libs.chassis.auth import CurrentPrincipal
from libs.chassis.json_schema import schema_in_one
from libs.chassis.operators import CurrentOperator
from libs.chassis.problem import described_problem
from services.energy.domain.tariffs.prices import MAXIMUM_ROWS, PriceRow, Zone, zone_of
from services.energy.inbound.files.price_csv import PriceColumns, price_rows
from services.energy.inbound.http.tariffs.models import (
    Interval,
    PriceImportAnswer,
    PriceListBody,
    PricesAnswer,
    import_answer,
    prices_answer,
)
from services.energy.inbound.http.tariffs.rules_models import RulesAnswer, rules_answer
from services.energy.usecases.tariffs.import_prices import ImportPrices, PriceFile
from services.energy.usecases.tariffs.read_prices import ReadPrices
from services.energy.usecases.tariffs.read_rules import ReadRules

PATH: Final = "/energy-data/price/"
MAXIMUM_BYTES: Final = 900_000
"""Of an import: a year of quarter-hours in the market's form has about 750,000."""
_NOT_SIGNED_IN: Final = described_problem(HTTPStatus.UNAUTHORIZED, "Not signed in.")
_NO_OPERATOR: Final = described_problem(HTTPStatus.UNAUTHORIZED, "No operator's token.")
_NO_ZONE: Final = described_problem(HTTPStatus.NOT_FOUND, "The market has no such zone.")
_TOO_LARGE: Final = described_problem(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"More than {MAXIMUM_BYTES} bytes."
)
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": f"At most {MAXIMUM_ROWS} rows and {MAXIMUM_BYTES} bytes, in UTF-8.",
        "content": {
            "application/json": {"schema": schema_in_one(PriceListBody)},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}
_Zone = Annotated[
    str, Path(max_length=64, description=f"One of the market's zones: {', '.join(Zone)}.")
]
_Start = Annotated[AwareDatetime | None, Query(alias="from", description="RFC 3339 with zone.")]
_End = Annotated[AwareDatetime | None, Query(alias="to", description="Excluded, likewise.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffUseCases:
    """What the operations call."""

    read_prices: ReadPrices
    import_prices: ImportPrices
    read_rules: ReadRules


def _column(alias: str, description: str) -> Any:
    return Query(alias=alias, max_length=64, description=description)


def _columns(
    *,
    time_column: Annotated[str | None, _column("timeColumn", "RFC 3339.")] = None,
    date_column: Annotated[str | None, _column("dateColumn", "The day in Rome.")] = None,
    hour_column: Annotated[str | None, _column("hourColumn", "1 to 25.")] = None,
    quarter_column: Annotated[str | None, _column("quarterColumn", "1 to 4.")] = None,
    period_column: Annotated[str | None, _column("periodColumn", "1 to 100.")] = None,
    price_column: Annotated[str | None, _column("priceColumn", "EUR/MWh.")] = None,
) -> PriceColumns:
    """Of a CSV file whose columns do not have the usual names."""
    return PriceColumns(
        time=time_column,
        date=date_column,
        hour=hour_column,
        quarter=quarter_column,
        period=period_column,
        price=price_column,
    )


def user_operations(use_cases: TariffUseCases) -> APIRouter:
    """For everybody who is signed in: the market's prices and the law are public."""
    router = APIRouter(prefix="/energy-data", tags=["tariffs"], responses=_NOT_SIGNED_IN)

    @router.get("/price/{zone}", responses=_NO_ZONE)
    async def read_prices(
        _: CurrentPrincipal, zone: _Zone, start: _Start = None, end: _End = None
    ) -> PricesAnswer:
        """Day-ahead prices of a zone by clock hour; the last seven days by default."""
        known = zone_of(zone)
        return prices_answer(known, await use_cases.read_prices(known, start, end))

    @router.get("/rules")
    async def read_rules(
        _: CurrentPrincipal,
        day: Annotated[
            date | None, Query(alias="date", description="In Rome; today by default.")
        ] = None,
    ) -> RulesAnswer:
        """The rules of incentives in force at a date, each with its source."""
        return rules_answer(use_cases.read_rules(day), use_cases.read_rules.fingerprint())

    return router


def operator_operations(use_cases: TariffUseCases) -> APIRouter:
    """For operators."""
    router = APIRouter(prefix="/energy-data", tags=["tariffs"], responses=_NO_OPERATOR)

    @router.put("/price/{zone}", responses=_NO_ZONE | _TOO_LARGE, openapi_extra=_BODY)
    async def import_prices(
        *,
        operator: CurrentOperator,
        zone: _Zone,
        request: Request,
        columns: Annotated[PriceColumns, Depends(_columns)],
        source: Annotated[str, Query(min_length=1, max_length=200)] = "GME",
        interval: Interval = Interval.HOUR,
        dry_run: Annotated[
            bool, Query(alias="dryRun", description="Only say what would change.")
        ] = False,
    ) -> PriceImportAnswer:
        """Import prices of a zone, all rows or none; a price that differs restates what is stored.

        Quarter-hours are averaged to hours. `errors` name the lines of a CSV, the places in JSON.
        """
        rows = await _rows(request, columns, zone, interval)
        file = PriceFile(
            rows=rows, interval=interval.length, source=source, imported_by=operator.name
        )
        imported = await use_cases.import_prices(zone_of(zone), file, dry_run=dry_run)
        return import_answer(imported, rows=len(rows))

    return router


async def _rows(
    request: Request, columns: PriceColumns, zone: str, interval: Interval
) -> list[PriceRow]:
    content = await request.body()
    # In a thread: a year of rows must not hold up the readings that arrive meanwhile.
    if request.headers.get("content-type", "").startswith("text/csv"):
        known = zone_of(zone)
        return await asyncio.to_thread(price_rows, content, columns, known, interval.length)
    return await asyncio.to_thread(_listed_rows, content)


def _listed_rows(content: bytes) -> list[PriceRow]:
    try:
        return PriceListBody.model_validate_json(content).rows()
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
        ) from None

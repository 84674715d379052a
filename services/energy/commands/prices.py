"""`prices import`: zonal prices from a file, by the same rules as over HTTP."""

import argparse
import asyncio
import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.clock import SystemClock
from libs.chassis.commands import CommandFailedError
from libs.chassis.errors import FieldError
from libs.chassis.postgres import connect_pool, is_transient, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.errors import PricesNotUsableError
from services.energy.domain.tariffs.prices import HOUR, QUARTER, Zone
from services.energy.inbound.files.price_csv import PriceColumns, price_rows
from services.energy.outbound.tariffs.postgres import PostgresPrices
from services.energy.usecases.tariffs.import_prices import (
    ImportedPrices,
    ImportPrices,
    PriceFile,
)

_INTERVALS: Final = {"hour": HOUR, "quarter": QUARTER}
_COLUMNS: Final = ("time", "date", "hour", "quarter", "period", "price")
_MOST_TOLD: Final = 20


class DatabaseSettings(BaseSettings):
    """What the command needs of the service's settings."""

    model_config = SettingsConfigDict(env_prefix="MERIGGIO_ENERGY_", hide_input_in_errors=True)

    postgres_dsn: SecretStr


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("prices", help="zonal prices of the day-ahead market")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    action = actions.add_parser(
        "import",
        help="import a CSV file of one zone's prices",
        description="Imports all rows or none; a price that differs restates what is stored. The "
        "columns are found by the market's usual names; --COLUMN-column names others. Needs "
        "MERIGGIO_ENERGY_POSTGRES_DSN.",
    )
    action.add_argument("file", metavar="FILE", type=Path)
    action.add_argument("--zone", required=True, choices=[zone.value for zone in Zone])
    action.add_argument("--interval", choices=_INTERVALS, default="hour")
    action.add_argument("--source", default="GME")
    action.add_argument("--dry-run", action="store_true", help="only say what would change")
    for column in _COLUMNS:
        action.add_argument(f"--{column}-column", metavar="NAME")
    action.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    zone, interval = Zone(arguments.zone), _INTERVALS[arguments.interval]
    named = {column: getattr(arguments, f"{column}_column") for column in _COLUMNS}
    try:
        rows = price_rows(arguments.file.read_bytes(), PriceColumns(**named), zone, interval)
        file = PriceFile(
            rows=rows, interval=interval, source=arguments.source, imported_by=getpass.getuser()
        )
        imported = asyncio.run(_import(zone, file, dry_run=arguments.dry_run))
    except PricesNotUsableError as error:
        raise CommandFailedError("\n".join([error.detail, *_told(error.fields)])) from None
    except Exception as error:
        if is_transient(error):
            raise CommandFailedError(f"the database is away: {error}") from None
        raise
    print(_summary(imported, len(rows)))  # noqa: T201  # that is its purpose
    return 0


async def _import(zone: Zone, file: PriceFile, *, dry_run: bool) -> ImportedPrices:
    try:
        dsn = DatabaseSettings().postgres_dsn.get_secret_value()
    except ValidationError as error:
        raise CommandFailedError(f"a setting is missing or wrong: {error}") from None
    async with connect_pool(dsn, schema=SCHEMA, max_connections=2) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        return await ImportPrices(PostgresPrices(pool), SystemClock())(zone, file, dry_run=dry_run)


def _told(fields: Sequence[FieldError]) -> list[str]:
    lines = [f"  {each.field}: {each.message}" for each in fields[:_MOST_TOLD]]
    return [*lines, "  ..."] if len(fields) > _MOST_TOLD else lines


def _summary(imported: ImportedPrices, rows: int) -> str:
    change, period = imported.change, imported.period
    head = "would change" if imported.dry_run else "imported"
    lines = [
        f"{head}: {imported.zone}, {rows} rows, {period.start.isoformat()} to "
        f"{period.end.isoformat()}: {len(change.added)} hours added, "
        f"{len(change.restated)} restated, {change.unchanged} unchanged"
    ]
    for each in change.restated[:_MOST_TOLD]:
        former, price = each.former.price_ueur_mwh, each.price.price_ueur_mwh
        hour = each.price.hour_start.isoformat()
        lines.append(f"  {hour}: {former / MICROEURO} -> {price / MICROEURO} EUR/MWh")
    return "\n".join(lines)

"""`prices`: zonal prices of the day-ahead market, by the energy service's own API."""

from datetime import datetime
from typing import IO, Any, Final

import click
import msgspec
from rich.console import Group, RenderableType

from operate import say
from operate.command import DRY_RUN, answers
from operate.commands.representative import ZONES
from operate.failures import Exit
from operate.reach.services import as_operator
from operate.settings import Settings

_ENERGY: Final = "energy"
_MOST_SHOWN: Final = 20
_COLUMNS: Final = ("time", "date", "hour", "quarter", "period", "price")


class Restated(msgspec.Struct, frozen=True, rename="camel"):
    """A price that differs from the one that was stored."""

    hour_start: datetime
    former_price_eur_mwh: float
    price_eur_mwh: float


class Imported(msgspec.Struct, frozen=True, rename="camel"):
    """As `PUT /energy-data/price/{zone}` answers."""

    zone: str
    dry_run: bool
    begin: datetime = msgspec.field(name="from")
    end: datetime = msgspec.field(name="to")
    rows: int
    hours_added: int
    hours_unchanged: int
    hours_restated: int
    restated: list[Restated]


@click.group("prices")
def group() -> None:
    """Zonal prices of the day-ahead market, without which incentives are provisional."""


def _show(done: Imported) -> RenderableType:
    head = "would change" if done.dry_run else "imported"
    lines = [
        f"{head}: {done.zone}, {done.rows} rows, {say.moment(done.begin)} to "
        f"{say.moment(done.end)}: {done.hours_added} hours added, {done.hours_restated} restated, "
        f"{done.hours_unchanged} unchanged"
    ]
    lines += [
        f"  {say.moment(each.hour_start)}: {each.former_price_eur_mwh} -> {each.price_eur_mwh}"
        " EUR/MWh"
        for each in done.restated[:_MOST_SHOWN]
    ]
    if len(done.restated) > _MOST_SHOWN:
        lines.append(f"  and {len(done.restated) - _MOST_SHOWN} more")
    return Group("\n".join(lines))


def _columns(command: Any) -> Any:
    for column in reversed(_COLUMNS):
        command = click.option(f"--{column}-column", metavar="NAME", help="As the file names it.")(
            command
        )
    return command


@group.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--zone", type=click.Choice(ZONES), required=True)
@click.option(
    "--interval", type=click.Choice(["hour", "quarter"]), default="hour", show_default=True
)
@click.option("--source", default="GME", show_default=True, help="Where the prices are from.")
@_columns
@DRY_RUN
@answers(Imported, _show, may_exit=(Exit.REFUSED,))
async def import_prices(
    settings: Settings,
    file: IO[bytes],
    zone: str,
    interval: str,
    source: str,
    *,
    dry_run: bool,
    **columns: str | None,
) -> Imported:
    """Import a CSV file of one zone's prices: all rows or none.

    Columns are found by the market's usual names. A price that differs restates what is stored, and
    what was computed with it is computed anew; --dry-run shows which. Needs
    MERIGGIO_OPERATOR_TOKEN. At most 900,000 bytes, which is some years of hours.
    """
    named = {
        f"{name.removesuffix('_column')}Column": value
        for name, value in columns.items()
        if value is not None
    }
    query = {"source": source, "interval": interval, "dryRun": str(dry_run).lower(), **named}
    async with as_operator(settings, _ENERGY) as (energy, token):
        answer = await energy.call(
            "PUT",
            f"/energy-data/price/{zone}",
            token=token,
            content=file.read(),
            content_type="text/csv",
            query=query,
        )
    return msgspec.json.decode(answer, type=Imported)

"""`curves`: official quarter-hours of the distributor or GSE, in and out again."""

from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

import click
import msgspec
from rich.console import RenderableType

from devstack.people.connection import decoded
from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit
from operate.reach.services import connection_to, session
from operate.settings import Settings

_ENERGY: Final = "energy"
_EMAIL = click.option(
    "--email", required=True, help="Of an owner of the facility or its community's representative."
)
_FACILITY = click.argument("facility_id", type=click.UUID)
_MOST: Final = 500
_HINTED: Final = {
    "time_column": "timeColumn", "clock_column": "clockColumn",
    "consumed_column": "consumedColumn", "produced_column": "producedColumn",
}  # fmt: skip


class Import(msgspec.Struct, frozen=True, rename="camel"):
    """As `GET /energy-data/facility/{facilityId}/official-curve` has them."""

    import_id: UUID
    imported_at: datetime
    file_name: str | None
    quarter_hours: int
    begin: datetime = msgspec.field(name="from")
    end: datetime = msgspec.field(name="to")
    directions: list[str]
    status: str


class Imports(say.Answer, frozen=True, kw_only=True):
    """The newest first."""

    imports: list[Import]


class Undone(say.Answer, frozen=True, kw_only=True):
    """An import that counts no longer."""

    facility_id: UUID
    import_id: UUID


@click.group("curves")
def group() -> None:
    """Official quarter-hours of the distributor or GSE, in and out again.

    In the name of somebody who may: the account of --email, whose password is asked (or
    MERIGGIO_PASSWORD). It is proved, and sent when that is refused: the account may keep a hash.
    """


def _show_report(report: dict[str, Any]) -> RenderableType:
    table = say.table("", "")
    table.show_header = False
    for name, value in report.items():
        told = msgspec.json.encode(value).decode() if isinstance(value, list | dict) else str(value)
        table.add_row(name, told)
    return table


@group.command("import")
@_FACILITY
@click.argument("file", type=click.File("rb"))
@_EMAIL
@click.option("--replace", is_flag=True, help="Although other values are stored; those are kept.")
@click.option("--time-column", metavar="NAME", help="Where it is not found by itself.")
@click.option("--clock-column", metavar="NAME", help="Where date and time stand apart.")
@click.option("--consumed-column", metavar="NAME")
@click.option("--produced-column", metavar="NAME")
@click.option(
    "--direction", type=click.Choice(["consumed", "produced"]), help="If no column tells."
)
@click.option("--unit", type=click.Choice(["Wh", "kWh", "MWh"]), help="If no header tells.")
@DRY_RUN
@answers("as `POST /energy-data/facility/{facilityId}/official-curve` answers", _show_report)
async def import_curve(
    settings: Settings,
    facility_id: UUID,
    file: IO[bytes],
    email: str,
    *,
    replace: bool,
    dry_run: bool,
    **hints: str | None,
) -> dict[str, Any]:
    """Import a CSV file of a facility's official quarter-hours.

    How the file is laid out is seen from it; --dry-run shows what was understood. The same file
    again changes nothing; values that differ from stored ones need --replace.
    """
    query = {
        "dryRun": str(dry_run).lower(),
        "replace": str(replace).lower(),
        "fileName": Path(file.name).name,
        **{_HINTED.get(name, name): value for name, value in hints.items() if value is not None},
    }
    async with session(settings, email) as token, connection_to(settings, _ENERGY) as energy:
        answer = await energy.call(
            "POST",
            f"/energy-data/facility/{facility_id}/official-curve",
            token=token,
            content=file.read(),
            content_type="text/csv",
            query=query,
        )
    return decoded(answer, dict[str, Any])


def _show_imports(found: Imports) -> RenderableType:
    table = say.table("import", "on", "from", "to", "quarter-hours", "what", "status", "file")
    for each in found.imports:
        table.add_row(
            *(str(each.import_id), say.moment(each.imported_at), say.moment(each.begin)),
            *(say.moment(each.end), str(each.quarter_hours), " ".join(each.directions)),
            *(each.status, each.file_name or ""),
        )
    return table if found.imports else "nothing was imported"


@group.command("list")
@_FACILITY
@_EMAIL
@answers(Imports, _show_imports, may_exit=(Exit.NOT_FOUND,))
async def list_imports(settings: Settings, facility_id: UUID, email: str) -> Imports:
    """Imports of a facility's official curves, undone ones too."""
    path = f"/energy-data/facility/{facility_id}/official-curve"
    async with session(settings, email) as token, connection_to(settings, _ENERGY) as energy:
        answer = await energy.call("GET", path, token=token, query={"limit": _MOST})
    return Imports(imports=decoded(answer, list[Import]))


@group.command("undo")
@_FACILITY
@click.argument("import_id", type=click.UUID)
@_EMAIL
@YES
@answers(
    Undone, lambda done: f"import {done.import_id} counts no longer", may_exit=(Exit.NOT_FOUND,)
)
async def undo(
    settings: Settings, facility_id: UUID, import_id: UUID, email: str, *, yes: bool
) -> Undone:
    """Undo an import: what other imports say of its time holds again, or nothing."""
    path = f"/energy-data/facility/{facility_id}/official-curve/{import_id}"
    async with session(settings, email) as token, connection_to(settings, _ENERGY) as energy:
        say.confirm(f"Undo import {import_id}?", yes=yes)
        await energy.call("DELETE", path, token=token)
    return Undone(facility_id=facility_id, import_id=import_id)

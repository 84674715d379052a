"""`export`: a community's, a facility's or a device's history as a file."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

import click
import msgspec
from rich.console import RenderableType

from devstack.people.connection import decoded
from operate import say
from operate.command import MOMENT, answers
from operate.failures import Exit, OperateError
from operate.reach.services import connection_to, session
from operate.settings import Settings

_EMAIL = click.option(
    "--email", required=True, help="Of somebody who may see it, such as the representative."
)
_KINDS: Final = ("community", "facility", "device")
_RESOLUTIONS: Final = ("raw", "minute", "quarter", "hour", "day", "month")
_TOLD_EVERY_BYTES: Final = 10 * 1024 * 1024


class Exported(say.Answer, frozen=True, kw_only=True):
    """A file that is complete."""

    path: str
    size_bytes: int


class Exportable(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A community or facility; `name` for people."""

    kind: str
    identifier: UUID = msgspec.field(name="id")
    name: str
    role: str


class Exportables(say.Answer, frozen=True, kw_only=True):
    """What an account may export, besides the devices of its facilities."""

    exportable: list[Exportable]


class _Community(msgspec.Struct, frozen=True, rename="camel"):
    community_id: UUID
    name: str
    role: str


class _Facility(msgspec.Struct, frozen=True, rename="camel"):
    facility_id: UUID
    name: str
    role: str


@click.group("export")
def group() -> None:
    """Histories of communities, facilities and devices as files.

    An operator sees nobody's data; the account named by --email does, whose password is asked (or
    MERIGGIO_PASSWORD). It is proved, and sent when that is refused: the account may keep a hash.
    """


def _show_exportables(found: Exportables) -> RenderableType:
    table = say.table("kind", "id", "name", "role")
    for each in found.exportable:
        table.add_row(each.kind, str(each.identifier), each.name, each.role)
    return table


@group.command("list")
@_EMAIL
@answers(Exportables, _show_exportables)
async def list_exportable(settings: Settings, email: str) -> Exportables:
    """What the account may export, with the ids."""
    async with (
        session(settings, email) as token,
        connection_to(settings, "community") as registry,
    ):
        communities = decoded(
            await registry.call("GET", "/user/community", token=token), list[_Community]
        )
        facilities = decoded(
            await registry.call("GET", "/user/facility", token=token), list[_Facility]
        )
    return Exportables(
        exportable=[
            *(
                Exportable(
                    kind="community", identifier=each.community_id, name=each.name, role=each.role
                )
                for each in communities
            ),
            *(
                Exportable(
                    kind="facility", identifier=each.facility_id, name=each.name, role=each.role
                )
                for each in facilities
            ),
        ]
    )


@group.command("history")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("identifier", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_EMAIL
@click.option("--from", "begin", type=MOMENT, help="Like 2027-01-01T00:00:00+01:00.")
@click.option("--to", "end", type=MOMENT, help="Excluded.")
@click.option("--resolution", type=click.Choice(_RESOLUTIONS), help="Quarter-hours by default.")
@click.option(
    "--basis", type=click.Choice(["measured", "official"]), default="measured", show_default=True
)
@click.option(
    "--format", "format_", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True
)
@click.option("--locale", type=click.Choice(["en", "it"]), default="en", show_default=True)
@click.option("--overwrite", is_flag=True, help="Replace FILE.")
@answers(
    Exported, lambda done: f"{done.path}: {say.size(done.size_bytes)}", may_exit=(Exit.NOT_FOUND,)
)
async def export_history(
    settings: Settings,
    *,
    kind: str,
    identifier: str,
    file: Path,
    email: str,
    begin: datetime | None,
    end: datetime | None,
    overwrite: bool,
    **options: Any,
) -> Exported:
    """Write a history into FILE, in the name of somebody who may see it.

    ID is one of `export list`, or a device's. FILE is complete or not there: it is written under
    another name first.
    """
    _require_free(file, overwrite=overwrite)
    query = {
        "from": None if begin is None else begin.isoformat(),
        "to": None if end is None else end.isoformat(),
        "resolution": options["resolution"],
        "basis": options["basis"],
        "format": options["format_"],
        "locale": options["locale"],
    }
    asked = {name: value for name, value in query.items() if value is not None}
    path = f"/energy-data/{kind}/{identifier}/export"
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        async with session(settings, email) as token:
            size = await _download(settings, path, token, asked, partial)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return Exported(path=str(file), size_bytes=size)


def _require_free(file: Path, *, overwrite: bool) -> None:
    if file.exists() and not overwrite:
        raise OperateError(
            f"{file} is there already", exit_code=Exit.NOT_CONFIRMED, hint="--overwrite replaces it"
        )


async def _download(
    settings: Settings, path: str, token: str, query: dict[str, str], to: Path
) -> int:
    size = told = 0
    async with (
        connection_to(settings, "energy") as energy,
        energy.download(path, token=token, query=query) as pieces,
    ):
        with _private(to) as out:
            async for piece in pieces:
                out.write(piece)
                size += len(piece)
                if size - told >= _TOLD_EVERY_BYTES:
                    told = size
                    say.note(f"{say.size(size)} so far")
    return size


def _private(file: Path) -> BinaryIO:
    """A new file that nobody else may read: a curve tells when somebody was at home."""
    return open(file, "wb", opener=lambda path, flags: os.open(path, flags, 0o600))

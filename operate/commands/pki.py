"""`pki`: certificate authorities, claims of batches and the servers' certificate, in a folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, Literal

import click
from cryptography import x509
from rich.console import RenderableType

from operate import say
from operate.command import DRY_RUN, YES, answers
from operate.failures import Exit, OperateError
from operate.reach.services import as_operator
from operate.settings import Settings
from services.device_gateway.domain.pki.authority import BadAuthorityError, common_name
from services.device_gateway.domain.pki.keys import BadKeyError
from services.device_gateway.domain.pki.profiles import AuthorityEndedError
from services.device_gateway.domain.pki.published_list import BadListError, read_list, signed_again
from services.device_gateway.domain.pki.serials import serial_text
from services.device_gateway.outbound.pki.authority_files import AuthorityFilesError
from services.device_gateway.outbound.pki.folder import Kind, Made, PkiFolder
from services.device_gateway.outbound.pki.list_files import BrokersListFile

_UNUSABLE: Final = (
    *(AuthorityFilesError, AuthorityEndedError, BadAuthorityError, BadKeyError, BadListError),
    ValueError,
)
_KINDS: Final[tuple[Kind, ...]] = ("device", "claim", "server")
_SOON_DAYS: Final = 30
_FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER",
    help="Where authorities and certificates lie.",
)  # fmt: skip
_NAMES = click.option(
    "--server-name", "names", multiple=True, metavar="NAME",
    help="Host name or address at which devices reach the brokers; may be repeated.",
)  # fmt: skip


class MadeFile(say.Answer, frozen=True, kw_only=True):
    """`new` is False of a file that was there and stays."""

    path: str
    new: bool


class MadeFiles(say.Answer, frozen=True, kw_only=True):
    """`secret`: those whose content must not be seen."""

    files: list[MadeFile]
    secret: list[str]
    claim_serial: str | None = None
    registered: bool | None = None
    """Whether the gateway was told of the batch; none where there is no batch."""


class Certificate(say.Answer, frozen=True, kw_only=True):
    """`left_days` is below 0 of one that has ended."""

    path: str
    name: str
    serial: str
    not_after: datetime
    left_days: int


class RevocationList(say.Answer, frozen=True, kw_only=True):
    """A list ends; a broker with an ended list refuses every device."""

    path: str
    number: int
    revoked: int
    next_update: datetime
    left_days: int


class Shown(say.Answer, frozen=True, kw_only=True):
    """`ending`: something ends within 30 days, or has."""

    ending: bool
    certificates: list[Certificate]
    lists: list[RevocationList]


@click.group("pki")
def group() -> None:
    """Certificate authorities, claims of batches and the servers' certificate, in a folder.

    Best on a machine without a network: nothing here asks a service, but `batch --register`. Who is
    revoked: `meriggio certificates`. With MERIGGIO_DEVICE_GATEWAY_CA_KEY_PASSPHRASE the keys of
    authorities are written and read encrypted.
    """


@contextmanager
def _folder(settings: Settings, path: Path) -> Iterator[PkiFolder]:
    secret = settings.device_gateway_ca_key_passphrase
    passphrase = None if secret is None else secret.get_secret_value()
    try:
        yield PkiFolder(path, passphrase=passphrase or None, now=lambda: datetime.now(UTC))
    except _UNUSABLE as error:
        raise OperateError(str(error), exit_code=Exit.USAGE) from error


def _files(made: Sequence[Made], **others: Any) -> MadeFiles:
    return MadeFiles(
        files=[MadeFile(path=str(each.path), new=each.new) for each in made],
        secret=[str(each.path) for each in made if each.path.suffix == ".key"],
        **others,
    )


def _show_files(made: MadeFiles) -> RenderableType:
    lines = [f"{'made' if each.new else 'kept'}  {each.path}" for each in made.files]
    if made.secret:
        lines += ["", "Keys, for nobody else to see: " + ", ".join(made.secret)]
    if made.claim_serial is not None:
        told = "is told" if made.registered else "is not told yet: repeat with --register"
        lines.append(f"The claim's serial is {made.claim_serial}; the gateway {told}.")
    return "\n".join(lines)


@group.command("init")
@_FOLDER
@_NAMES
@answers(MadeFiles, _show_files)
async def init(settings: Settings, folder: Path, names: tuple[str, ...]) -> MadeFiles:
    """Make the three authorities and, with --server-name, the servers' certificate.

    What is there stays. Afterwards: server-ca.key offline, with a copy; device-ca.key and
    claim-ca.key to the gateway, with a copy offline; server.key to the brokers.
    """
    with _folder(settings, folder) as pki:
        made = [each for kind in _KINDS for each in pki.make_authority(kind)]
        if names:
            made += pki.make_server(names)
    return _files(made)


@group.command("batch")
@click.argument("name")
@_FOLDER
@click.option("--register", is_flag=True, help="Tell the gateway of the batch, too.")
@answers(MadeFiles, _show_files)
async def batch(settings: Settings, name: str, folder: Path, *, register: bool) -> MadeFiles:
    """Make the claim of a batch: certificate and key that its devices are made with.

    Flash claim.pem, claim.key and server-ca.pem, then take the key away: who has it can ask for a
    certificate of any device of the batch that nobody has claimed. May be repeated.
    """
    with _folder(settings, folder) as pki:
        made = pki.make_batch(name)
        certificate = x509.load_pem_x509_certificate(made[0].path.read_bytes())
    serial = serial_text(certificate.serial_number)
    if register:
        async with as_operator(settings, "device_gateway") as (fleet, token):
            body = {"batchId": name, "claimSerials": [serial]}
            await fleet.call("POST", "/fleet/batch", token=token, body=body)
    return _files(made, claim_serial=serial, registered=register)


@group.command("server")
@_FOLDER
@_NAMES
@DRY_RUN
@YES
@answers(MadeFiles, _show_files)
async def server(
    settings: Settings, folder: Path, names: tuple[str, ...], *, dry_run: bool, yes: bool
) -> MadeFiles:
    """Renew the servers' certificate, with a new key, in place of the present one.

    Names stay unless others are given. Give both files to the brokers and send them SIGHUP:
    connections stay.
    """
    paths = [folder / "server.pem", folder / "server.key"]
    if dry_run:
        return _files([Made(path, new=True) for path in paths])
    if any(path.exists() for path in paths):
        say.confirm(f"Replace {paths[0]} and its key?", yes=yes)
    with _folder(settings, folder) as pki:
        return _files(pki.renew_server(names))


def _require(folder: Path) -> None:
    if not folder.is_dir():
        raise OperateError(
            f"no folder {folder}", exit_code=Exit.NOT_FOUND, hint="`pki init` makes it"
        )


def _list(path: str, pem: bytes, now: datetime) -> RevocationList:
    published = read_list(pem)
    return RevocationList(
        path=path,
        number=published.number,
        revoked=len(published.serials),
        next_update=published.next_update,
        left_days=(published.next_update - now).days,
    )


def _show_shown(shown: Shown) -> RenderableType:
    table = say.table("ends", "days left", "file", "what", "serial", right=("days left",))
    for each in shown.certificates:
        table.add_row(
            *(say.moment(each.not_after), str(each.left_days), each.path, each.name, each.serial)
        )
    for one in shown.lists:
        told = f"list {one.number}, {one.revoked} revoked"
        table.add_row(say.moment(one.next_update), str(one.left_days), one.path, told, "")
    return table


@group.command("show")
@_FOLDER
@answers(
    Shown,
    _show_shown,
    exit_code=lambda shown: Exit.TROUBLE if shown.ending else Exit.DONE,
    may_exit=(Exit.TROUBLE,),
)
async def show(settings: Settings, folder: Path) -> Shown:
    """Every certificate and revocation list of the folder; exit code 1 if a certificate ends soon.

    Soon is within 30 days. The lists here are those of the beginning: the gateway makes the others.
    """
    now = datetime.now(UTC)
    with _folder(settings, folder) as pki:
        _require(folder)
        certificates = [
            Certificate(
                path=str(path.relative_to(folder)),
                name=common_name(each.subject),
                serial=serial_text(each.serial_number),
                not_after=each.not_valid_after_utc,
                left_days=(each.not_valid_after_utc - now).days,
            )
            for path, each in pki.certificates()
        ]
        lists = [
            _list(str(path.relative_to(folder)), path.read_bytes(), now) for path in pki.lists()
        ]
    ending = any(each.left_days < _SOON_DAYS for each in certificates)
    return Shown(ending=ending, certificates=certificates, lists=lists)


def _show_extended(extended: RevocationList) -> RenderableType:
    return f"{extended.path} holds until {say.moment(extended.next_update)}: send SIGHUP"


@group.command("extend")
@click.argument("kind", type=click.Choice(["device", "claim"]))
@click.argument("file", type=click.File("rb"))
@_FOLDER
@YES
@answers(RevocationList, _show_extended)
async def extend(
    settings: Settings,
    kind: Literal["device", "claim"],
    file: IO[bytes],
    folder: Path,
    *,
    yes: bool,
) -> RevocationList:
    """Sign a broker's revocation list again for 7 days, where the gateway cannot come back in time.

    FILE is a copy of the broker's crlfile, and replaced. Nobody can be revoked until the gateway
    makes lists again.
    """
    say.confirm(f"Replace {file.name}?", yes=yes)
    now = datetime.now(UTC)
    with _folder(settings, folder) as pki:
        again = signed_again(file.read(), pki.authorities(kind), now=now)
        BrokersListFile(Path(file.name)).replace(again)
        return _list(file.name, again, now)

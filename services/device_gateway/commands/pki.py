"""`pki`: make and look after the certificate authorities and what they sign by hand."""

import argparse
import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509

from libs.chassis.commands import CommandFailedError
from services.device_gateway.domain.pki.authority import BadAuthorityError, common_name
from services.device_gateway.domain.pki.keys import BadKeyError
from services.device_gateway.domain.pki.profiles import AuthorityEndedError
from services.device_gateway.domain.pki.published_list import BadListError, read_list, signed_again
from services.device_gateway.domain.pki.serials import serial_text
from services.device_gateway.outbound.pki.authority_files import AuthorityFilesError
from services.device_gateway.outbound.pki.folder import Made, PkiFolder
from services.device_gateway.outbound.pki.list_files import BrokersListFile

PASSPHRASE_VARIABLE: Final = "MERIGGIO_DEVICE_GATEWAY_CA_KEY_PASSPHRASE"  # noqa: S105  # a name

_UNUSABLE: Final = (
    AuthorityFilesError,
    AuthorityEndedError,
    BadAuthorityError,
    BadKeyError,
    BadListError,
    ValueError,
)
_AFTER_INIT: Final = """
Keep offline, and a copy in a second place:
  server-ca.key   needed once a year for `pki server`; devices believe whatever it signs
Only the gateway needs, besides a copy offline:
  device-ca.key   who has it can be any device
  claim-ca.key    who has it can be any batch
Only the brokers need:
  server.key
The *.pem and *.crl files are no secrets."""
_AFTER_BATCH: Final = """
Flash the three files into the devices of the batch, then take the key away from here: who has it
can ask for the certificate of any device of the batch that is not yet claimed."""
_AFTER_SERVER: Final = """
Give both files to the brokers and send them SIGHUP; connections stay."""


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "pki",
        help="make and look after certificate authorities, batches and the servers' certificate",
        description="Certificates of our own: authorities for devices, for claims and for servers. "
        f"With {PASSPHRASE_VARIABLE} set, keys of authorities are written and read encrypted.",
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> _Parser:
        action = actions.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        action.add_argument(
            "--folder", type=Path, metavar="F", required=True, help="where all of it lies"
        )
        action.set_defaults(run=_failing_clearly(run))
        return action

    _add_names(
        add("init", _init, "make the authorities and the servers' certificate; existing ones stay")
    )
    batch = add("batch", _batch, "make a batch's claim certificate and key, to be flashed")
    batch.add_argument("name", metavar="NAME", help="the batch's id: letters, digits, - and _")
    _add_names(add("server", _server, "renew the servers' certificate, with a new key"))
    extend = add("extend", _extend, "sign a revocation list again for 7 days, in an emergency")
    extend.add_argument(
        "kind", choices=("device", "claim"), help="whose list; the authority's key is in the folder"
    )
    extend.add_argument(
        "list", type=Path, metavar="FILE", help="a broker's crlfile; replaced by the new one"
    )
    add("show", _show, "list certificates and revocation lists with their ends")


_Parser = argparse.ArgumentParser


def _add_names(parser: _Parser) -> None:
    parser.add_argument(
        "--server-name",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name or IP address at which devices reach the brokers; may be repeated",
    )


def _failing_clearly(
    run: Callable[[argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    def run_and_explain(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except _UNUSABLE as error:
            raise CommandFailedError(str(error)) from error

    return run_and_explain


def _init(arguments: argparse.Namespace) -> int:
    folder = _folder(arguments)
    made = [
        *folder.make_authority("device"),
        *folder.make_authority("claim"),
        *folder.make_authority("server"),
    ]
    names: Sequence[str] = arguments.server_name
    if names:
        made += folder.make_server(names)
    _say(_made(made))
    if any(one.new for one in made):
        _say(_AFTER_INIT)
    if not names and not (folder.folder / "server.pem").exists():
        _say("\nNo certificate for the brokers yet: repeat with --server-name.")
    return 0


def _batch(arguments: argparse.Namespace) -> int:
    folder = _folder(arguments)
    made = folder.make_batch(arguments.name)
    certificate = x509.load_pem_x509_certificate(made[0].path.read_bytes())
    _say(_made(made))
    serial = serial_text(certificate.serial_number)
    told = json.dumps({"batchId": arguments.name, "claimSerials": [serial]})
    _say(f"\nTell the gateway: POST /fleet/batch {told}")
    if made[0].new:
        _say(_AFTER_BATCH)
    return 0


def _server(arguments: argparse.Namespace) -> int:
    _say(_made(_folder(arguments).renew_server(arguments.server_name)))
    _say(_AFTER_SERVER)
    return 0


def _extend(arguments: argparse.Namespace) -> int:
    folder, file = _folder(arguments), BrokersListFile(arguments.list)
    pem = arguments.list.read_bytes()
    again = signed_again(pem, folder.authorities(arguments.kind), now=datetime.now(UTC))
    file.replace(again)
    published = read_list(again)
    _say(f"{arguments.list} holds until {published.next_update:%Y-%m-%d %H:%M}Z: send SIGHUP.")
    _say("Nobody can be revoked until the gateway makes lists again.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    folder = _folder(arguments)
    if not folder.folder.is_dir():
        raise CommandFailedError(f"no folder {folder.folder}: `pki init` makes it")
    now = datetime.now(UTC)
    for path, certificate in folder.certificates():
        name = common_name(certificate.subject)
        serial = serial_text(certificate.serial_number)
        _say(f"{_end(certificate.not_valid_after_utc, now)}  {_at(path, folder)}  {name}  {serial}")
    for path in folder.lists():
        published = read_list(path.read_bytes())
        revoked = f"number {published.number}, {len(published.serials)} revoked"
        _say(f"{_end(published.next_update, now)}  {_at(path, folder)}  {revoked}")
    return 0


def _folder(arguments: argparse.Namespace) -> PkiFolder:
    return PkiFolder(
        arguments.folder,
        passphrase=os.environ.get(PASSPHRASE_VARIABLE) or None,
        now=lambda: datetime.now(UTC),
    )


def _made(files: Sequence[Made]) -> str:
    return "\n".join(f"{'made' if one.new else 'kept'}  {one.path}" for one in files)


def _end(moment: datetime, now: datetime) -> str:
    days = (moment - now).days
    left = "ENDED" if moment <= now else f"in {days} days"
    return f"{moment:%Y-%m-%d %H:%M}Z  {left:>12}"


def _at(path: Path, folder: PkiFolder) -> str:
    return str(path.relative_to(folder.folder))


def _say(text: str) -> None:
    print(text)  # noqa: T201  # that is its purpose

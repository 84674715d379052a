"""`broker-config`: write the configuration of the main broker and of the claims' broker."""

import argparse
import secrets
from collections.abc import Mapping
from pathlib import Path, PurePath

from libs.chassis.commands import CommandFailedError
from services.device_gateway.domain.broker import access
from services.device_gateway.domain.broker.claim_broker import (
    Bridge,
    ClaimBroker,
    claim_broker_files,
)
from services.device_gateway.domain.broker.listener import (
    Address,
    ClientAuthority,
    MutualTls,
    ServerCertificate,
)
from services.device_gateway.domain.broker.main_broker import MainBroker, main_broker_files
from services.device_gateway.domain.broker.password import SALT_BYTES, password_hash

MAIN_FOLDER = "main"
CLAIMS_FOLDER = "claims"
_CERTIFICATES = {
    "server-certificate": "what the brokers show, with its chain, PEM",
    "server-key": "its key",
    "device-ca": "the only issuer of devices' certificates",
    "device-crl": "what it has revoked",
    "claim-ca": "the only issuer of claim certificates",
    "claim-crl": "what it has revoked",
}
"""All of them are needed, unless devices are trusted."""
_OF_CLIENTS = {
    "system-ca": "who signs what gateways and the claims' broker must show there beside their "
    "passwords; with --system-tls",
    "bridge-certificate": "what the claims' broker shows there, PEM; with --system-ca",
    "bridge-key": "its key; with --system-ca",
}


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "broker-config",
        help="write mosquitto's configuration and access rules",
        description="Writes FOLDER/main and FOLDER/claims, each with mosquitto.conf and what it "
        "names. Run `mosquitto -c FOLDER/main/mosquitto.conf`, and the same for claims, as a user "
        "who may read them. With --trusted there are no certificates, and only FOLDER/main.",
    )
    _add_paths(parser)
    _add_listeners(parser)
    parser.add_argument("--run-as", metavar="USER", help="to whom mosquitto changes from root")
    parser.set_defaults(run=_run)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    def add(name: str, text: str, *, required: bool = False) -> None:
        parser.add_argument(
            f"--{name}", type=_absolute, metavar="PATH", required=required, help=text
        )

    add("folder", "where the files go", required=True)
    add("seen-at", "where the brokers see that folder (FOLDER)")
    # As the brokers see them, so they need not exist here.
    for name, text in {**_CERTIFICATES, "server-ca": "its issuer; with --system-tls"}.items():
        add(name, text)
    for name, text in _OF_CLIENTS.items():
        add(name, text)
    for user in (access.GATEWAY, access.CLAIMS):
        add(f"{user}-password-file", f"password of user {user}; read here", required=True)


def _add_listeners(parser: argparse.ArgumentParser) -> None:
    for name, default, text in (
        ("devices", "8883", "devices' listener (%(default)s)"),
        ("claims", "8884", "listener of the claims' broker (%(default)s)"),
        ("system", "127.0.0.1:1884", "gateways' listener (%(default)s)"),
    ):
        parser.add_argument(
            f"--{name}", type=_address, metavar="[HOST:]PORT", default=default, help=text
        )
    parser.add_argument(
        "--trusted",
        type=_address,
        metavar="[HOST:]PORT",
        help="instead of the first two: devices without certificates, known by their client ids; "
        "to try things out inside a network of yours",
    )
    parser.add_argument(
        "--system-tls", action="store_true", help="the gateways' listener speaks TLS"
    )
    parser.add_argument(
        "--main-host",
        metavar="HOST",
        default="127.0.0.1",
        help="where the claims' broker finds the main one (%(default)s)",
    )


def _run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    _check_certificates(arguments)
    gateway, claims = (
        _password_in(path)
        for path in (arguments.gateway_password_file, arguments.claims_password_file)
    )
    hashes = {
        user: password_hash(password, secrets.token_bytes(SALT_BYTES))
        for user, password in ((access.GATEWAY, gateway), (access.CLAIMS, claims))
    }
    try:
        for name, files in _files(arguments, hashes, claims).items():
            write_files(folder / name, files)
    except ValueError as error:
        raise CommandFailedError(str(error)) from error
    (folder / MAIN_FOLDER / "data").mkdir(mode=0o700, exist_ok=True)
    return 0


def _check_certificates(arguments: argparse.Namespace) -> None:
    """Raises CommandFailedError where one is missing."""
    if arguments.trusted is None:
        missing = [
            name for name in _CERTIFICATES if getattr(arguments, name.replace("-", "_")) is None
        ]
        if missing:
            raise CommandFailedError(
                f"needed, or --trusted: {', '.join(f'--{n}' for n in missing)}"
            )
    elif arguments.system_tls:
        raise CommandFailedError("--system-tls is not for --trusted: there are no certificates")
    if arguments.system_tls and arguments.server_ca is None:
        raise CommandFailedError("--system-tls needs --server-ca")
    given = {getattr(arguments, name.replace("-", "_")) is not None for name in _OF_CLIENTS}
    if len(given) > 1 or (given == {True} and not arguments.system_tls):
        names = ", ".join(f"--{name}" for name in _OF_CLIENTS)
        raise CommandFailedError(f"{names} go together, and with --system-tls")


def _files(
    arguments: argparse.Namespace, hashes: Mapping[str, str], claims_password: str
) -> dict[str, dict[str, str]]:
    """Folder to file name to text."""
    seen_at: Path = arguments.seen_at or arguments.folder
    main_at = seen_at / MAIN_FOLDER
    if arguments.trusted is not None:
        broker = MainBroker(
            folder=main_at,
            system=arguments.system,
            trusted=arguments.trusted,
            run_as=arguments.run_as,
        )
        return {MAIN_FOLDER: main_broker_files(broker, hashes)}
    claim_broker = _claim_broker(arguments, seen_at / CLAIMS_FOLDER, claims_password)
    return {
        MAIN_FOLDER: main_broker_files(_main_broker(arguments, main_at), hashes),
        CLAIMS_FOLDER: claim_broker_files(claim_broker),
    }


def _main_broker(arguments: argparse.Namespace, folder: PurePath) -> MainBroker:
    return MainBroker(
        folder=folder,
        devices=MutualTls(
            address=arguments.devices,
            server=_server(arguments),
            clients=ClientAuthority(authority=arguments.device_ca, revoked=arguments.device_crl),
        ),
        system=arguments.system,
        system_certificate=_server(arguments) if arguments.system_tls else None,
        system_authority=arguments.system_ca,
        run_as=arguments.run_as,
    )


def _claim_broker(arguments: argparse.Namespace, folder: PurePath, password: str) -> ClaimBroker:
    return ClaimBroker(
        folder=folder,
        claims=MutualTls(
            address=arguments.claims,
            server=_server(arguments),
            clients=ClientAuthority(authority=arguments.claim_ca, revoked=arguments.claim_crl),
        ),
        bridge=Bridge(
            to=Address(host=arguments.main_host, port=arguments.system.port),
            password=password,
            authority=arguments.server_ca if arguments.system_tls else None,
            shown=_bridge_shows(arguments),
        ),
        run_as=arguments.run_as,
    )


def _server(arguments: argparse.Namespace) -> ServerCertificate:
    return ServerCertificate(certificate=arguments.server_certificate, key=arguments.server_key)


def _bridge_shows(arguments: argparse.Namespace) -> ServerCertificate | None:
    if arguments.bridge_certificate is None:
        return None
    return ServerCertificate(certificate=arguments.bridge_certificate, key=arguments.bridge_key)


def _absolute(text: str) -> Path:
    return Path(text).absolute()


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    try:
        return Address(host=host or None, port=int(port))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not [HOST:]PORT: {text}") from error


def _password_in(path: Path) -> str:
    password = path.read_text().strip()
    if not password:
        raise CommandFailedError(f"{path} is empty")
    return password


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write them for their owner only, each in one step. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in files.items():
        new = folder / f".{name}.new"
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text(text)
        new.replace(folder / name)

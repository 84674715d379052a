"""`web-push-key`: a new key pair for Web Push (VAPID), in PEM."""

import argparse
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from libs.chassis.commands import CommandFailedError
from services.engagement.outbound.channels.web_push import VapidKey

_OWNER_ONLY = 0o600


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "web-push-key",
        help="a new key pair for Web Push (VAPID)",
        description="Writes a private key for MERIGGIO_ENGAGEMENT_WEB_PUSH_KEY and prints its "
        "public part. Every browser subscribes to that part: with another key all have to again.",
    )
    parser.add_argument("file", metavar="FILE.pem", type=Path)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.touch(mode=_OWNER_ONLY, exist_ok=False)
    except FileExistsError:
        raise CommandFailedError(f"{path} is there already; it is not replaced") from None
    path.write_bytes(pem)
    print(VapidKey(pem, subject="").public)  # noqa: T201  that is its purpose
    return 0

"""`firmware`: keys that sign images, signatures, and the upload of an image."""

import argparse
import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from libs.chassis.commands import CommandFailedError
from libs.chassis.errors import InvalidInputError
from services.device_gateway.domain.firmware.image import (
    PART_BYTES,
    SIGNATURE_BYTES,
    check_announcement,
    signed_text,
)
from services.device_gateway.domain.firmware.version import checked_version
from services.device_gateway.outbound.pki.private_files import create_file

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S: Final = 30.0


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "firmware",
        help="sign an image of firmware and upload it",
        description="The key that signs stays with the maker, never on a server.",
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    keygen = actions.add_parser("keygen", help="make a key that signs images")
    keygen.add_argument("--key", type=Path, required=True, help="where it goes; must not exist")
    keygen.set_defaults(run=_keygen)
    sign = actions.add_parser("sign", help="print an image's announcement, signed")
    sign.add_argument("--key", type=Path, required=True, help="made by keygen")
    sign.add_argument("--hardware", required=True, help="what the image is built for")
    sign.add_argument("--version", required=True, help="its Semantic Version")
    sign.add_argument("--notes", default="", help="for the operators who see it")
    sign.add_argument("image", type=Path, metavar="IMAGE")
    sign.set_defaults(run=_sign)
    upload = actions.add_parser("upload", help="upload a signed image and print its id")
    upload.add_argument("--url", required=True, help="where the gateway's operations are")
    upload.add_argument("--token-file", type=Path, required=True, help="the operator's token")
    upload.add_argument("--announcement", type=Path, required=True, help="what sign printed")
    upload.add_argument("image", type=Path, metavar="IMAGE")
    upload.set_defaults(run=_upload)


def _keygen(arguments: argparse.Namespace) -> int:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path: Path = arguments.key
    create_file(path, pem)
    raw = key.public_key().public_bytes_raw()
    setting = json.dumps([base64.b64encode(raw).decode()])
    print(  # noqa: T201  that is its purpose
        f"the key is in {path}: keep it offline, with a copy; devices and the gateway know its\n"
        "public half, the gateway by the setting (several while one replaces another):\n\n"
        f"MERIGGIO_DEVICE_GATEWAY_FIRMWARE_PUBLIC_KEYS='{setting}'"
    )
    return 0


def _sign(arguments: argparse.Namespace) -> int:
    key = _private_key(arguments.key)
    content: bytes = arguments.image.read_bytes()
    told: dict[str, Any] = {
        "hardware": arguments.hardware,
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    try:
        check_announcement(signature=bytes(SIGNATURE_BYTES), **told)
        version = checked_version(arguments.version)
    except InvalidInputError as error:
        reasons = "; ".join(f"{field.field} {field.message}" for field in error.fields)
        raise CommandFailedError(reasons) from error
    signature = key.sign(signed_text(version=version, **told))
    announcement = {
        "hardware": told["hardware"],
        "version": version,
        "sizeBytes": told["size_bytes"],
        "sha256": told["sha256"],
        "signature": base64.b64encode(signature).decode(),
        "notes": arguments.notes,
    }
    print(json.dumps(announcement, indent=2))  # noqa: T201  that is its purpose
    return 0


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise CommandFailedError(f"{path} holds no private key without a passphrase") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CommandFailedError(f"{path} is no Ed25519 key")
    return key


def _upload(arguments: argparse.Namespace) -> int:
    import httpx  # noqa: PLC0415  other commands start without it

    content: bytes = arguments.image.read_bytes()
    token = arguments.token_file.read_text().strip()
    with httpx.Client(
        base_url=arguments.url,
        headers={"authorization": f"Bearer {token}"},
        timeout=_TIMEOUT_S,
    ) as client:
        image = _asked(
            client,
            "POST",
            "/fleet/firmware",
            content=arguments.announcement.read_bytes(),
            headers={"content-type": "application/json"},
        ).json()
        path = f"/fleet/firmware/{image['imageId']}"
        if image["state"] == "uploading":
            for number, start in enumerate(range(0, len(content), PART_BYTES)):
                part = content[start : start + PART_BYTES]
                _asked(client, "PUT", f"{path}/part?number={number}", content=part)
        _asked(client, "POST", f"{path}/complete")
    print(image["imageId"])  # noqa: T201  that is its purpose
    return 0


def _asked(client: "httpx.Client", method: str, path: str, **request: Any) -> "httpx.Response":
    import httpx  # noqa: PLC0415  same

    try:
        answer = client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise CommandFailedError(f"{method} {path}: {error!r}") from error
    if answer.is_error:
        raise CommandFailedError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
    return answer

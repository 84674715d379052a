"""Whether a device takes an image it is offered. No I/O."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from semver import Version

from libs.contracts.mqtt.firmware import FirmwareOffered


def objection(
    offer: FirmwareOffered, *, key: Ed25519PublicKey | None, hardware: str, installed: str
) -> str | None:
    """Why it is refused; None when it is taken. Without a key nothing is."""
    if offer.hardware != hardware:
        return f"built for {offer.hardware}, this is {hardware}"
    if key is None:
        return "no key to verify it with"
    if not _is_signed(offer, key):
        return "the signature is not by the built-in key"
    try:
        lower = Version.parse(offer.version).compare(installed) < 0
    except ValueError:
        return f"{offer.version[:40]!r} is no Semantic Version"
    if lower and not offer.force:
        return f"lower than {installed}, which is installed"
    return None


def _is_signed(offer: FirmwareOffered, key: Ed25519PublicKey) -> bool:
    statement = (
        f"meriggio-firmware:{offer.hardware}:{offer.version}:{offer.size_bytes}:{offer.sha256}"
    )
    try:
        key.verify(base64.b64decode(offer.signature, validate=True), statement.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True

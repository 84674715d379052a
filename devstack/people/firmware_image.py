"""An image of firmware, signed by its maker."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from services.device_gateway.domain.firmware.image import PART_BYTES, signed_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedImage:
    """What goes to the gateway: the bytes and their announcement."""

    hardware: str
    version: str
    content: bytes
    signature: bytes

    def announcement(self) -> dict[str, Any]:
        """As the API takes it."""
        return {
            "hardware": self.hardware,
            "version": self.version,
            "sizeBytes": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "signature": base64.b64encode(self.signature).decode(),
        }

    def parts(self) -> Iterator[bytes]:
        """The bytes, cut as they are uploaded."""
        for start in range(0, len(self.content), PART_BYTES):
            yield self.content[start : start + PART_BYTES]


def signing_key(key_file: Path) -> Ed25519PrivateKey:
    """The Ed25519 key of a PEM file. Raises OSError, ValueError, TypeError."""
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{key_file} holds no Ed25519 key")
    return key


def signed_image(
    key: Ed25519PrivateKey | Path, *, hardware: str, version: str, content: bytes
) -> SignedImage:
    """The image, signed by the maker's key, which may be in a PEM file: see `signing_key`."""
    signing = key if isinstance(key, Ed25519PrivateKey) else signing_key(key)
    digest = hashlib.sha256(content).hexdigest()
    text = signed_text(hardware=hardware, version=version, size_bytes=len(content), sha256=digest)
    return SignedImage(
        hardware=hardware, version=version, content=content, signature=signing.sign(text)
    )

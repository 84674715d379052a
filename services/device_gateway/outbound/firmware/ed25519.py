"""Signatures of firmware: Ed25519 by the library `cryptography`."""

import base64
import binascii
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Ed25519Keys:
    """The port SignatureCheck; several keys while one replaces another."""

    def __init__(self, public_keys: Sequence[str]) -> None:
        """Raises ValueError for what is no base64 of a raw public key of 32 bytes."""
        try:
            self._keys = [
                Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
                for key in public_keys
            ]
        except binascii.Error as error:
            raise ValueError("a public key is 32 bytes in base64") from error

    def is_genuine(self, signature: bytes, text: bytes) -> bool:
        """Whether one of the keys made this signature."""
        return any(_verifies(key, signature, text) for key in self._keys)


def _verifies(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True

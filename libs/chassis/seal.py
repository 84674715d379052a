"""Encryption at rest for what must not be readable in the database or its backups."""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


def derived_key(key: bytes, purpose: bytes) -> bytes:
    """A key of 32 bytes (HKDF, RFC 5869) for one purpose, which says nothing of `key` or others."""
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose).derive(key)


class SealBrokenError(Exception):
    """The data was sealed with another key, for another context, or was changed."""


class Seal:
    """AES-256-GCM. `context` says what the data is: one piece cannot stand in for another."""

    def __init__(self, key: bytes, *, setting: str = "key") -> None:
        """`setting` names the key in the message of SealBrokenError."""
        self._cipher = AESGCM(key)
        self._setting = setting

    def seal(self, data: bytes, *, context: str) -> bytes:
        """The encrypted data with its nonce."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, data, context.encode())

    def unseal(self, sealed: bytes, *, context: str) -> bytes:
        """The data. Raises SealBrokenError."""
        nonce, encrypted = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, encrypted, context.encode())
        except (InvalidTag, ValueError):
            raise SealBrokenError(
                f"cannot decrypt {context}: was it encrypted with another {self._setting}?"
            ) from None

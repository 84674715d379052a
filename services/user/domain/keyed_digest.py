"""Digests only the server can compute, each bound to a purpose and to what it is about."""

import hashlib
import hmac
from typing import Final, Protocol

_LENGTH_BYTES: Final = 4


class KeyedDigest(Protocol):
    """keyed_digest with the server's key already given."""

    def __call__(self, purpose: str, *parts: str) -> bytes:
        """The 32-byte digest of the parts for this purpose."""
        ...


def keyed_digest(key: bytes, purpose: str, *parts: str) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of the purpose and the parts, 32 bytes.

    Every piece is preceded by its length, so no two different calls share a message.
    """
    pieces = [piece.encode() for piece in (purpose, *parts)]
    message = b"".join(len(piece).to_bytes(_LENGTH_BYTES) + piece for piece in pieces)
    return hmac.digest(key, message, hashlib.sha256)

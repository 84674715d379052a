"""What NATS calls nkeys and JWTs, as far as an auth callout needs them.

The package `nkeys` has the keys only, and needs a second library for Ed25519.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ACCOUNT: Final = b"\x00"
_HEADER: Final = {"typ": "JWT", "alg": "ed25519-nkey"}


class Issuer:
    """An account's key, always the same for a secret."""

    def __init__(self, secret: str) -> None:
        seed = hashlib.sha256(b"meriggio NATS issuer:" + secret.encode()).digest()
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        body = _ACCOUNT + self._key.public_key().public_bytes_raw()
        checked = body + binascii.crc_hqx(body, 0).to_bytes(2, "little")
        self.name = base64.b32encode(checked).decode()
        """The public key as NATS's configuration has it."""

    def sign(self, claims: Mapping[str, Any], *, issued_at_s: int) -> str:
        """A JWT; `issued_at_s` in seconds since 1970."""
        unnamed = {**claims, "iss": self.name, "iat": issued_at_s}
        digest = hashlib.sha256(_json(unnamed)).digest()
        body = {**unnamed, "jti": base64.b32encode(digest).decode().rstrip("=")}
        text = f"{_encode(_json(_HEADER))}.{_encode(_json(body))}"
        return f"{text}.{_encode(self._key.sign(text.encode()))}"


def claims_of(token: bytes) -> dict[str, Any]:
    """What a JWT says, its signature unchecked. Raises ValueError."""
    try:
        encoded = token.split(b".")[1]
    except IndexError as error:
        raise ValueError("not a JWT") from error
    claims = json.loads(base64.urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4)))
    if not isinstance(claims, dict):
        raise ValueError("not a JWT's claims")  # noqa: TRY004  what was sent is wrong
    return claims


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")

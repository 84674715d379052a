"""A browser that is pushed to, and what its push service checks.

The browser's half of RFC 8291 is written out here from the RFC, not with the library that encrypts.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_MAXIMUM_BYTES: Final = 4_096
_LONGEST_TOPIC: Final = 32


def base64_of(data: bytes) -> str:
    """URL-safe and without padding, as Web Push writes it."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """Of base64_of."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """As the standards write it: uncompressed."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose pushes a subscription takes: the key it was made for, and how it is reached."""

    public_key: str
    subject: str


class PushBrowser:
    """One subscription of a browser; `url` is where its push service takes pushes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = secrets.token_bytes(16)
        self.p256dh = base64_of(point_of(self._key.public_key()))
        self.auth = base64_of(self._auth)

    def received(
        self, headers: Mapping[str, str], body: bytes, *, sender: Sender, now: datetime
    ) -> Any:
        """What the page's worker is given. Raises AssertionError for what must be refused."""
        self._check_vapid(headers["authorization"], sender, now)
        assert headers["content-encoding"] == "aes128gcm"
        assert int(headers["ttl"]) >= 0
        assert len(headers["topic"]) <= _LONGEST_TOPIC
        assert len(body) <= _MAXIMUM_BYTES
        return json.loads(self._decrypt(body))

    def _check_vapid(self, header: str, sender: Sender, now: datetime) -> None:
        """RFC 8292."""
        scheme, _, rest = header.partition(" ")
        assert scheme == "vapid"
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert fields["k"] == sender.public_key
        parts = urlsplit(self.url)
        claims = jwt.decode(
            fields["t"],
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(fields["k"])),
            algorithms=["ES256"],
            audience=f"{parts.scheme}://{parts.netloc}",
            options={"verify_exp": False},  # by the clock of the test
        )
        assert now.timestamp() < claims["exp"] <= (now + timedelta(days=1)).timestamp()
        assert claims["sub"] == sender.subject

    def _decrypt(self, body: bytes) -> bytes:
        """RFC 8188 (one record) with the keys of RFC 8291, section 3.4."""
        salt, record_size, key_length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender = body[21 : 21 + key_length]
        record = body[21 + key_length :]
        assert len(record) <= record_size
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self._key.exchange(ec.ECDH(), public)
        info = b"WebPush: info\0" + bytes_of(self.p256dh) + sender
        secret = _derive(shared, self._auth, info, 32)
        key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, record, None)
        text, delimiter, padding = padded.rpartition(b"\x02")
        assert delimiter
        assert not padding.strip(b"\0")
        return text


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)

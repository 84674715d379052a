"""A software authenticator: makes passkeys and signs with them, as a phone does (WebAuthn)."""

import json
import secrets
from dataclasses import dataclass, field
from enum import IntFlag
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from services.user.inbound.http_binary import bytes_of, text_of
from services.user.ports import CreatedAnswer, SignedAnswer

ORIGIN = "https://meriggio.example.org"
_COORDINATE_BYTES = 32
_NO_AAGUID = bytes(16)


class Flags(IntFlag):
    """What the device says of the ceremony."""

    PRESENT = 0x01
    VERIFIED = 0x04
    MAY_BE_BACKED_UP = 0x08
    BACKED_UP = 0x10
    WITH_KEY = 0x40


USUAL = Flags.PRESENT | Flags.VERIFIED


@dataclass
class Key:
    """A key pair of the device, for a domain and a user of it."""

    credential_id: bytes
    private_key: ec.EllipticCurvePrivateKey
    rp_id: str
    user_handle: bytes
    sign_count: int


@dataclass
class Authenticator:
    """`counts`: whether it counts what it signs, as security keys do and phones do not."""

    counts: bool = True
    origin: str = ORIGIN
    flags: Flags = USUAL
    keys: list[Key] = field(default_factory=list)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The browser's answer to creation options; the newest key is the last one."""
        private_key = ec.generate_private_key(ec.SECP256R1())
        key = Key(
            secrets.token_bytes(32),
            private_key,
            options["rp"]["id"],
            bytes_of(options["user"]["id"]),
            int(self.counts),
        )
        self.keys.append(key)
        authenticator_data = self._data(key, self.flags | Flags.WITH_KEY) + _attested(key)
        attestation = {"fmt": "none", "attStmt": {}, "authData": authenticator_data}
        response = {
            "clientDataJSON": text_of(self._client_data("webauthn.create", options)),
            "attestationObject": text_of(cbor2.dumps(attestation)),
            "transports": ["internal"],
        }
        return _credential(key, response)

    def sign(self, options: dict[str, Any], key: Key | None = None) -> dict[str, Any]:
        """The browser's answer to request options, with the newest key unless told otherwise."""
        key = key or self.keys[-1]
        key.sign_count += int(self.counts)
        data = self._data(key, self.flags)
        client_data = self._client_data("webauthn.get", options)
        signed = data + sha256(client_data).digest()
        response = {
            "clientDataJSON": text_of(client_data),
            "authenticatorData": text_of(data),
            "signature": text_of(key.private_key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": text_of(key.user_handle),
        }
        return _credential(key, response)

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**said, "crossOrigin": False}).encode()

    def _data(self, key: Key, flags: Flags) -> bytes:
        return sha256(key.rp_id.encode()).digest() + bytes([flags]) + key.sign_count.to_bytes(4)


def created(credential: dict[str, Any]) -> CreatedAnswer:
    """The answer as the use cases take it."""
    response = credential["response"]
    return CreatedAnswer(
        bytes_of(credential["id"]),
        bytes_of(response["clientDataJSON"]),
        bytes_of(response["attestationObject"]),
    )


def signed(credential: dict[str, Any]) -> SignedAnswer:
    """The answer as the use cases take it."""
    response = credential["response"]
    return SignedAnswer(
        bytes_of(credential["id"]),
        bytes_of(response["clientDataJSON"]),
        bytes_of(response["authenticatorData"]),
        bytes_of(response["signature"]),
        bytes_of(response["userHandle"]),
    )


def _attested(key: Key) -> bytes:
    point = key.private_key.public_key().public_numbers()
    x, y = (number.to_bytes(_COORDINATE_BYTES) for number in (point.x, point.y))
    es256 = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
    return _NO_AAGUID + len(key.credential_id).to_bytes(2) + key.credential_id + es256


def _credential(key: Key, response: dict[str, Any]) -> dict[str, Any]:
    credential_id = text_of(key.credential_id)
    return {
        "id": credential_id,
        "rawId": credential_id,
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": response,
    }

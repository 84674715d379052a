"""Web Push: encrypted for one browser (RFC 8291), signed by this server (VAPID, RFC 8292)."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import http_ece
import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from libs.chassis.clock import Clock
from services.engagement.domain.delivery.attempts import WORTH_SENDING_FOR
from services.engagement.domain.delivery.endpoint import WebPushAddress
from services.engagement.domain.delivery.message import Message
from services.engagement.outbound.channels.answers import is_for_later, post, try_later
from services.engagement.outbound.channels.push_content import body_of, data_of
from services.engagement.ports.delivery import GoneError, OutgoingMessage, RefusedError

MAXIMUM_PAYLOAD_BYTES: Final = 3_993
"""Of plain text: what every push service takes (RFC 8291, 4: a record of 4,096 bytes)."""
_TOKEN_LIFE: Final = timedelta(hours=12)
"""RFC 8292 allows a day."""
_SERVER: Final = "the browser's push service"
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_TAKEN: Final = frozenset({HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED})


class VapidKeyError(ValueError):
    """The key is not a private key of P-256 in PEM."""


class VapidKey:
    """This server's identity with the push services; browsers subscribe to its public part."""

    def __init__(self, pem: bytes, *, subject: str) -> None:
        """`subject`: mailto: or https: where the operator is reached. Raises VapidKeyError."""
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise VapidKeyError(str(error)) from None
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise VapidKeyError("the key is not of the curve P-256")
        self._key = key
        self._subject = subject
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = _encoded(point)
        """URL-safe base64 without padding, as browsers take it (`applicationServerKey`)."""

    def authorization(self, url: str, now: datetime) -> str:
        """The header for a request to this push service."""
        parts = urlsplit(url)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": now + _TOKEN_LIFE,
            "sub": self._subject,
        }
        token = jwt.encode(claims, self._key, algorithm="ES256")
        return f"vapid t={token}, k={self.public}"


class WebPushChannel:
    """Pushes to a browser. The topic makes a push that still waits be replaced, not doubled."""

    name = "web_push"
    idempotent = False

    def __init__(self, client: httpx.AsyncClient, key: VapidKey, clock: Clock) -> None:
        """`client`: one that refuses private addresses, for the URL comes from the user."""
        self._client = client
        self._key = key
        self._clock = clock

    async def send(self, message: OutgoingMessage) -> None:
        """Push it. Raises NotSentError, RefusedError or GoneError."""
        address = message.endpoint.address
        assert isinstance(address, WebPushAddress)
        left = message.message.created_at + WORTH_SENDING_FOR - self._clock.now()
        answer = await post(
            self._client,
            address.url,
            server=_SERVER,
            headers={
                "authorization": self._key.authorization(address.url, self._clock.now()),
                "content-encoding": "aes128gcm",
                "content-type": "application/octet-stream",
                "ttl": str(max(0, round(left.total_seconds()))),
                "topic": message.message.message_id.hex,
                "urgency": "high",
            },
            content=_encrypted(_payload(message.message), address),
        )
        if answer.status_code in _TAKEN:
            return
        if answer.status_code in _GONE:
            raise GoneError("the browser's subscription has ended")
        if is_for_later(answer):
            raise try_later(answer, server=_SERVER)
        raise RefusedError(f"{_SERVER} answered {answer.status_code}")


def _payload(message: Message) -> bytes:
    """What the page's service worker gets."""
    content: dict[str, Any] = {
        "title": message.title,
        "body": body_of(message),
        "data": data_of(message),
    }
    payload = json.dumps(content, ensure_ascii=False).encode()
    if len(payload) > MAXIMUM_PAYLOAD_BYTES:
        raise RefusedError("the message is too long for a push")
    return payload


def _encrypted(payload: bytes, address: WebPushAddress) -> bytes:
    encrypted: bytes = http_ece.encrypt(
        payload,
        salt=secrets.token_bytes(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decoded(address.p256dh),
        auth_secret=_decoded(address.auth),
        version="aes128gcm",
    )
    return encrypted


def _decoded(text: str) -> bytes:
    standard = text.translate(str.maketrans("+/", "-_"))
    return urlsafe_b64decode(standard + "=" * (-len(standard) % 4))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()

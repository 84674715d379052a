"""Web Push: a stand-in for a browser and its push service, which checks VAPID and decrypts.

The browser's half of RFC 8291 is written out here from the RFC, not with the library that encrypts.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from functools import cache
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from libs.chassis.testing.fakes import FakeClock
from services.engagement.domain.delivery.endpoint import (
    EndpointKind,
    WebPushAddress,
    web_push_address,
)
from services.engagement.outbound.channels.web_push import VapidKey, VapidKeyError, WebPushChannel
from services.engagement.ports.delivery import GoneError, NotSentError, RefusedError
from services.engagement.tests.contract.channels.examples import LONG_BODY, MESSAGE, outgoing
from services.engagement.tests.engine import NOON

URL = "https://push.example/send/abc"
SUBJECT = "mailto:operator@example.org"
MAXIMUM_BYTES = 4_096
AUTH = bytes(range(16))


@cache
def _server_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _browser_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _decrypt(body: bytes) -> bytes:
    """RFC 8188 (one record) with the keys of RFC 8291, section 3.4."""
    salt, record_size, key_length = body[:16], int.from_bytes(body[16:20]), body[20]
    sender = body[21 : 21 + key_length]
    record = body[21 + key_length :]
    assert len(record) <= record_size
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
    shared = _browser_key().exchange(ec.ECDH(), public)
    info = b"WebPush: info\0" + _point(_browser_key().public_key()) + sender
    secret = _derive(shared, AUTH, info, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    padded = AESGCM(key).decrypt(nonce, record, None)
    text, delimiter, padding = padded.rpartition(b"\x02")
    assert delimiter
    assert not padding.strip(b"\0")
    return text


class PushService:
    """Takes what a subscription's server may send; `status` replaces 201."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.shown: list[dict[str, Any]] = []
        self.headers: list[httpx.Headers] = []
        self.status = 201

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == URL
        self._check_vapid(request.headers["authorization"])
        assert request.headers["content-encoding"] == "aes128gcm"
        assert int(request.headers["ttl"]) >= 0
        assert len(request.headers["topic"]) <= 32
        assert len(request.content) <= MAXIMUM_BYTES
        if self.status == 201:
            self.shown.append(json.loads(_decrypt(request.content)))
            self.headers.append(request.headers)
        return httpx.Response(self.status, headers={"retry-after": "60"})

    def _check_vapid(self, header: str) -> None:
        scheme, _, rest = header.partition(" ")
        assert scheme == "vapid"
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert _bytes(fields["k"]) == _point(_server_key().public_key())
        claims = jwt.decode(
            fields["t"],
            _server_key().public_key(),
            algorithms=["ES256"],
            audience="https://push.example",
            options={"verify_exp": False},  # by the clock of this test
        )
        now = self.clock.now().timestamp()
        assert now < claims["exp"] <= now + timedelta(days=1).total_seconds()
        assert claims["sub"] == SUBJECT


def _subscription() -> WebPushAddress:
    point = _point(_browser_key().public_key())
    return web_push_address(URL, p256dh=_text(point), auth=_text(AUTH))


class Browser:
    """A channel, and a browser behind its push service."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOON)
        self.service = PushService(self.clock)
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.service))
        key = VapidKey(_pem(_server_key()), subject=SUBJECT)
        self.channel = WebPushChannel(client, key, self.clock)

    async def push(self, body: str | None = None) -> None:
        await self.channel.send(outgoing(EndpointKind.WEB_PUSH, _subscription(), body=body))


async def test_only_the_browser_reads_what_is_pushed() -> None:
    browser = Browser()
    await browser.push()
    (shown,) = browser.service.shown
    assert (shown["title"], shown["body"]) == (MESSAGE.title, MESSAGE.body)
    assert shown["data"]["episodeId"] == str(MESSAGE.episode_id)


async def test_a_push_waits_no_longer_than_it_is_worth() -> None:
    browser = Browser()
    browser.clock.advance(seconds=600)
    await browser.push()
    browser.clock.advance(seconds=6_000)
    await browser.push(LONG_BODY)
    assert [headers["ttl"] for headers in browser.service.headers] == ["3000", "0"]
    assert browser.service.headers[0]["topic"] == MESSAGE.message_id.hex


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, GoneError), (410, GoneError), (413, RefusedError), (429, NotSentError)],
)
async def test_the_push_service_can_say_no(status: int, error: type[Exception]) -> None:
    browser = Browser()
    browser.service.status = status
    with pytest.raises(error) as refused:
        await browser.push()
    assert URL not in str(refused.value)
    if isinstance(refused.value, NotSentError):
        assert refused.value.retry_after == timedelta(seconds=60)


def test_the_public_key_is_what_browsers_subscribe_to() -> None:
    key = VapidKey(_pem(_server_key()), subject=SUBJECT)
    assert _bytes(key.public) == _point(_server_key().public_key())


@pytest.mark.parametrize(
    "pem",
    [
        b"no key",
        _pem(ec.generate_private_key(ec.SECP384R1())),
        _pem(rsa.generate_private_key(65_537, 1_024)),
    ],
)
def test_another_kind_of_key_is_refused(pem: bytes) -> None:
    with pytest.raises(VapidKeyError):
        VapidKey(pem, subject=SUBJECT)

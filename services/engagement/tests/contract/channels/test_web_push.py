"""Web Push: a stand-in for a browser and its push service, which checks VAPID and decrypts."""

from datetime import timedelta
from functools import cache
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

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
from services.engagement.tests.push_browser import (
    PushBrowser,
    Sender,
    base64_of,
    bytes_of,
    point_of,
)

URL = "https://push.example/send/abc"
SUBJECT = "mailto:operator@example.org"


@cache
def _server_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _browser() -> PushBrowser:
    return PushBrowser(URL)


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class PushService:
    """Takes what a subscription's server may send; `status` replaces 201."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.shown: list[dict[str, Any]] = []
        self.headers: list[httpx.Headers] = []
        self.status = 201

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == URL
        sender = Sender(base64_of(point_of(_server_key().public_key())), SUBJECT)
        pushed = _browser().received(
            request.headers, request.content, sender=sender, now=self.clock.now()
        )
        if self.status == 201:
            self.shown.append(pushed)
            self.headers.append(request.headers)
        return httpx.Response(self.status, headers={"retry-after": "60"})


def _subscription() -> WebPushAddress:
    browser = _browser()
    return web_push_address(URL, p256dh=browser.p256dh, auth=browser.auth)


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
    assert bytes_of(key.public) == point_of(_server_key().public_key())


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

"""Webhooks: a server that checks what the Standard Webhooks specification has it check.

Its half is written out here from the specification, not with the library that signs.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from libs.chassis.outward_http import outward_client
from libs.chassis.testing.fakes import FakeClock
from services.engagement.domain.delivery.endpoint import EndpointKind, WebhookAddress
from services.engagement.outbound.channels.webhook import WebhookChannel, new_secret
from services.engagement.ports.delivery import (
    GoneError,
    NotSentError,
    OutgoingMessage,
    RefusedError,
)
from services.engagement.tests.contract.channels.examples import MESSAGE, outgoing
from services.engagement.tests.engine import NOON

URL = "https://home.example/told"
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
TOLERANCE_S = 300
MAXIMUM_BYTES = 20_000
"""What the specification advises receivers to take at least: 20 kB."""


class Server:
    """Takes each message once, if it is signed and fresh; answers as told."""

    def __init__(self, clock: FakeClock, secret: str = SECRET) -> None:
        self._clock = clock
        self._key = base64.b64decode(secret.removeprefix("whsec_"))
        self.answer = httpx.Response(204)
        self.taken: dict[str, dict[str, Any]] = {}
        self.requests = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if request.headers["content-type"] != "application/json":
            return httpx.Response(415)
        if len(request.content) > MAXIMUM_BYTES:
            return httpx.Response(413)
        if not self._is_genuine(request):
            return httpx.Response(401)
        if self.answer.is_success:
            self.taken.setdefault(request.headers["webhook-id"], json.loads(request.content))
        return self.answer

    def _is_genuine(self, request: httpx.Request) -> bool:
        message_id, stamp = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        if abs(int(stamp) - self._clock.now().timestamp()) > TOLERANCE_S:
            return False
        signed = f"{message_id}.{stamp}.".encode() + request.content
        expected = base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()
        return f"v1,{expected}" in request.headers["webhook-signature"].split(" ")


def webhook(*, secret: str = SECRET) -> OutgoingMessage:
    message = outgoing(EndpointKind.WEBHOOK, WebhookAddress(URL))
    return replace(message, endpoint=replace(message.endpoint, secret=secret))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


@pytest.fixture
def server(clock: FakeClock) -> Server:
    return Server(clock)


@pytest.fixture
def channel(server: Server, clock: FakeClock) -> WebhookChannel:
    return WebhookChannel(httpx.AsyncClient(transport=httpx.MockTransport(server)), clock)


async def test_a_message_is_signed_and_says_what_and_when(
    server: Server, channel: WebhookChannel
) -> None:
    await channel.send(webhook())
    assert server.taken == {
        str(MESSAGE.message_id): {
            "type": "surplus.detected",
            "timestamp": "2026-06-21T10:00:00+00:00",
            "data": {
                "messageId": str(MESSAGE.message_id),
                "communityId": str(MESSAGE.community_id),
                "episodeId": str(MESSAGE.episode_id),
                "title": MESSAGE.title,
                "body": MESSAGE.body,
                "shortBody": "",
            },
        }
    }


async def test_a_repetition_has_the_same_id_and_a_fresh_time(
    server: Server, channel: WebhookChannel, clock: FakeClock
) -> None:
    await channel.send(webhook())
    clock.advance(seconds=TOLERANCE_S + 1)
    await channel.send(webhook())
    assert (server.requests, len(server.taken)) == (2, 1)


async def test_another_secret_is_noticed(channel: WebhookChannel) -> None:
    with pytest.raises(RefusedError, match="answered 401"):
        await channel.send(webhook(secret=new_secret()))


def test_the_specifications_own_example_is_signed_as_there() -> None:
    """https://github.com/standard-webhooks/standard-webhooks, libraries' common test vector."""
    signature = Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        NOON.fromtimestamp(1_614_265_330, NOON.tzinfo),
        '{"test": 2432232314}',
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(410), GoneError),
        (httpx.Response(400), RefusedError),
        (httpx.Response(404), RefusedError),
        (httpx.Response(301, headers={"location": "http://127.0.0.1/"}), RefusedError),
        (httpx.Response(429), NotSentError),
        (httpx.Response(500), NotSentError),
        (httpx.Response(503), NotSentError),
    ],
)
async def test_what_an_answer_says_about_the_message(
    server: Server, channel: WebhookChannel, answer: httpx.Response, expected: type[Exception]
) -> None:
    server.answer = answer
    with pytest.raises(expected):
        await channel.send(webhook())
    assert server.requests == 1


async def test_a_server_says_how_long_it_wants_to_be_left_alone(
    server: Server, channel: WebhookChannel
) -> None:
    server.answer = httpx.Response(503, headers={"retry-after": "90"})
    with pytest.raises(NotSentError) as caught:
        await channel.send(webhook())
    assert caught.value.retry_after == timedelta(seconds=90)


async def test_a_host_of_the_operators_network_is_refused(clock: FakeClock) -> None:
    async with outward_client() as client:
        message = webhook()
        endpoint = replace(message.endpoint, address=WebhookAddress("https://127.0.0.1:1/"))
        with pytest.raises(RefusedError, match="not on the Internet"):
            await WebhookChannel(client, clock).send(replace(message, endpoint=endpoint))


async def test_no_error_tells_the_address(clock: FakeClock) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"no route to {request.url}")

    channel = WebhookChannel(httpx.AsyncClient(transport=httpx.MockTransport(fail)), clock)
    with pytest.raises(NotSentError) as caught:
        await channel.send(webhook())
    assert "home.example" not in str(caught.value)

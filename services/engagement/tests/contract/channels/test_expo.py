"""Expo: tickets and receipts, from a stand-in that checks what Expo checks (FR4.1, FR4.2)."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from libs.chassis.testing.fakes import FakeClock
from services.engagement.domain.delivery.endpoint import EndpointKind, expo_token
from services.engagement.outbound.channels.expo import RECEIPT_AFTER, ExpoChannel
from services.engagement.ports.delivery import GoneError, NotSentError, RefusedError
from services.engagement.tests.contract.channels.examples import MESSAGE, outgoing
from services.engagement.tests.engine import NOON

TOKEN = "ExponentPushToken[aaaaaaaaaaaaaaaaaaaaaa]"
ACCESS = "expo-access"
_FIELDS = {"to", "title", "body", "data", "priority", "sound", "expiration", "channelId", "ttl"}


def _failed(code: str) -> dict[str, Any]:
    return {"status": "error", "message": "no", "details": {"error": code}}


class Expo:
    """Takes pushes and gives receipts; `ticket` and `answer` replace what it would say."""

    def __init__(self) -> None:
        self.pushed: list[dict[str, Any]] = []
        self.ticket: dict[str, Any] | None = None
        self.receipts: dict[str, Any] = {}
        self.asked: list[list[str]] = []
        self.answer: Callable[[], httpx.Response] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == f"Bearer {ACCESS}"
        if self.answer is not None:
            return self.answer()
        body = json.loads(request.content)
        if request.url.path == "/--/api/v2/push/getReceipts":
            self.asked.append(body["ids"])
            return httpx.Response(200, json={"data": self.receipts})
        assert request.url.path == "/--/api/v2/push/send"
        assert set(body) <= _FIELDS
        assert len(json.dumps(body["data"])) <= 4_096
        self.pushed.append(body)
        taken = {"status": "ok", "id": f"ticket-{len(self.pushed)}"}
        return httpx.Response(200, json={"data": self.ticket or taken})


class Phone:
    """A channel, and Expo behind it."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOON)
        self.expo = Expo()
        client = httpx.AsyncClient(transport=httpx.MockTransport(self.expo))
        self.channel = ExpoChannel(client, self.clock, access_token=ACCESS)

    async def push(self, number: int = 0) -> None:
        await self.channel.send(outgoing(EndpointKind.EXPO, expo_token(TOKEN), number=number))


async def test_a_push_says_the_message_and_where_it_leads() -> None:
    phone = Phone()
    await phone.push()
    (pushed,) = phone.expo.pushed
    assert (pushed["to"], pushed["title"], pushed["body"]) == (TOKEN, MESSAGE.title, MESSAGE.body)
    assert pushed["data"]["messageId"] == str(MESSAGE.message_id)
    assert pushed["expiration"] == round(NOON.timestamp()) + 3600


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("DeviceNotRegistered", GoneError),
        ("MessageRateExceeded", NotSentError),
        ("MessageTooBig", RefusedError),
        ("InvalidCredentials", RefusedError),
    ],
)
async def test_a_ticket_can_say_no(code: str, error: type[Exception]) -> None:
    phone = Phone()
    phone.expo.ticket = _failed(code)
    with pytest.raises(error):
        await phone.push()


@pytest.mark.parametrize("status", [429, 502])
async def test_what_may_be_taken_later_says_when(status: int) -> None:
    phone = Phone()
    phone.expo.answer = lambda: httpx.Response(status, headers={"retry-after": "30"})
    with pytest.raises(NotSentError) as postponed:
        await phone.push()
    assert postponed.value.retry_after == timedelta(seconds=30)


async def test_receipts_tell_which_devices_are_gone() -> None:
    phone = Phone()
    await phone.push(1)
    await phone.push(2)
    phone.expo.receipts = {
        "ticket-1": {"status": "ok"},
        "ticket-2": _failed("DeviceNotRegistered"),
    }
    assert await phone.channel.gone() == ()
    phone.clock.advance(seconds=RECEIPT_AFTER.total_seconds())
    assert [endpoint.endpoint_id.int for endpoint in await phone.channel.gone()] == [0xE02]
    assert phone.expo.asked == [["ticket-1", "ticket-2"]]
    assert await phone.channel.gone() == ()


async def test_receipts_are_asked_for_again_when_expo_is_away() -> None:
    phone = Phone()
    await phone.push(1)
    phone.clock.advance(seconds=RECEIPT_AFTER.total_seconds())
    phone.expo.answer = lambda: httpx.Response(503)
    with pytest.raises(NotSentError):
        await phone.channel.gone()
    phone.expo.answer = None
    phone.expo.receipts = {"ticket-1": _failed("DeviceNotRegistered")}
    assert len(await phone.channel.gone()) == 1

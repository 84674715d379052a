"""Apprise: a real library against servers of the test's own; what each failure says."""

import asyncio
import json
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from libs.chassis.testing.tcp_stand_in import LOOPBACK, tcp_stand_in
from services.engagement.domain.delivery.endpoint import (
    AppriseAddress,
    EndpointKind,
    InvalidAddressError,
    apprise_address,
)
from services.engagement.outbound.channels.apprise_services import (
    AppriseChannel,
    UncertainError,
    check_apprise,
)
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError
from services.engagement.tests.contract.channels.examples import MESSAGE, outgoing

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
LOCAL = [ip_network("127.0.0.0/8")]


class Ntfy:
    """A server of ntfy (https://docs.ntfy.sh/publish): takes JSON, answers as told."""

    def __init__(self) -> None:
        self.answer: bytes | None = _answer(200, {"id": "1", "event": "message"})
        """None: the connection breaks after the request."""
        self.messages: list[dict[str, object]] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        self.messages.append(json.loads(await reader.readexactly(length)))
        if self.answer is not None:
            writer.write(self.answer)
            await writer.drain()

    def message(self, url: str = "") -> OutgoingMessage:
        address = AppriseAddress(url or f"ntfy://{LOOPBACK}:{self.port}/topic")
        return outgoing(EndpointKind.APPRISE, address)


def _answer(status: int, content: object, *headers: str) -> bytes:
    body = json.dumps(content).encode()
    lines = [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", "connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.fixture
async def ntfy() -> AsyncIterator[Ntfy]:
    server = Ntfy()
    async with tcp_stand_in(server.serve) as port:
        server.port = port
        yield server


@pytest.fixture(scope="module")
def channel() -> AppriseChannel:
    return AppriseChannel(LOCAL)


async def test_a_message_reaches_the_service(ntfy: Ntfy, channel: AppriseChannel) -> None:
    await channel.send(ntfy.message())
    [message] = ntfy.messages
    assert (message["topic"], message["title"], message["message"]) == (
        "topic",
        MESSAGE.title,
        MESSAGE.body,
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [(403, RefusedError), (404, RefusedError), (429, NotSentError), (503, NotSentError)],
)
async def test_a_service_that_answered_no_did_not_send(
    ntfy: Ntfy, channel: AppriseChannel, status: int, expected: type[Exception]
) -> None:
    ntfy.answer = _answer(status, {"code": 1, "error": "no"})
    with pytest.raises(expected, match=str(status)):
        await channel.send(ntfy.message())
    assert len(ntfy.messages) == 1


async def test_a_service_that_does_not_answer_leaves_doubt(
    ntfy: Ntfy, channel: AppriseChannel
) -> None:
    ntfy.answer = None
    with pytest.raises(UncertainError):
        await channel.send(ntfy.message())


async def test_without_a_connection_nothing_was_sent(channel: AppriseChannel) -> None:
    ntfy = Ntfy()
    async with tcp_stand_in(ntfy.serve) as port:
        ntfy.port = port
    with pytest.raises(NotSentError, match="cannot be reached"):
        await channel.send(ntfy.message())


async def test_a_service_of_the_operators_network_is_not_reached(ntfy: Ntfy) -> None:
    with pytest.raises(RefusedError, match="not on the Internet"):
        await AppriseChannel().send(ntfy.message())
    assert ntfy.messages == []


async def test_a_redirect_is_not_followed(ntfy: Ntfy, channel: AppriseChannel) -> None:
    location = f"location: http://{LOOPBACK}:{ntfy.port}/elsewhere"
    ntfy.answer = _answer(307, {}, location)
    url = f"ntfy://{LOOPBACK}:{ntfy.port}/topic?redirect=yes&retry=3"
    with pytest.raises(RefusedError, match="307"):
        await channel.send(ntfy.message(url))
    assert len(ntfy.messages) == 1


def test_an_address_names_one_recipient_of_a_service_that_is_offered() -> None:
    schemes = frozenset({"tgram", "ntfys"})
    bot = "123456789:abcdefg_hijklmnop"
    check_apprise(apprise_address(f"tgram://{bot}/12315544/", schemes=schemes))
    for url in (f"tgram://{bot}/12315544/22315544/", "tgram://nonsense"):
        with pytest.raises(InvalidAddressError):
            check_apprise(apprise_address(url, schemes=schemes))
    with pytest.raises(InvalidAddressError, match="not offered"):
        apprise_address("json://localhost/", schemes=schemes)

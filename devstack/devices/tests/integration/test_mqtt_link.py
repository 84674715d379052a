"""What can go wrong before a link is there, and that it leaves nothing open."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devstack.devices.link import Ears, Link, LinkLostError
from devstack.devices.mqtt_link import MqttDialer, MqttLink
from devstack.devices.tls import client_context
from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import LOOPBACK, free_port
from libs.chassis.testing.tcp_stand_in import tcp_stand_in
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import authority

_EARS = Ears(message=lambda _topic, _payload: None, confirmed=lambda _number: None)
_RESERVED_PACKET = b"\xf0\x00"
_WELCOME = b"\x20\x02\x00\x00"
_NO_HANDSHAKE = b"HTTP/1.1 400 Bad Request\r\n\r\n"
_NOT_AUTHORIZED = b"\x20\x02\x00\x05"
_SUBSCRIBED = b"\x90\x03\x00\x01\x01"
_NOT_SUBSCRIBED = b"\x90\x03\x00\x01\x80"


def dialer(port: int, *, timeout_s: float = 5.0) -> MqttDialer:
    me = f"meter-{uuid.uuid4().hex[:12]}"
    return MqttDialer(
        host=LOOPBACK,
        port=port,
        client_id=me,
        topic=f"device/{me}/ack",
        keepalive_s=15,
        timeout_s=timeout_s,
    )


@asynccontextmanager
async def listener(*answers: bytes) -> AsyncIterator[int]:
    """A server that says one after the other, each when something comes; its port.

    Leaves when the client has closed its side.
    """
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            await reader.read(1024)
            writer.write(answer)
        with suppress(ConnectionResetError):  # it closed without having read everything
            while await reader.read(1024):
                pass
        closed.set()

    async with tcp_stand_in(serve) as port:
        yield port
        await asyncio.wait_for(closed.wait(), 5)


async def refusal(dial: MqttDialer) -> str:
    with pytest.raises(LinkLostError) as caught:
        async with dial.connect(_EARS):
            pass
    return str(caught.value)


async def test_nobody_listens() -> None:
    assert "Connect call failed" in await refusal(dialer(free_port()))


async def test_a_listener_that_never_answers_is_given_up() -> None:
    async with listener() as port:
        assert await refusal(dialer(port, timeout_s=0.1)) == "no answer"


async def test_not_a_broker() -> None:
    async with listener(_RESERVED_PACKET) as port:
        assert "connection lost" in await refusal(dialer(port))


async def test_connection_refused_by_the_broker() -> None:
    async with listener(_NOT_AUTHORIZED) as port:
        assert await refusal(dialer(port)) == "the broker refused: Not authorized"


async def test_subscription_refused_by_the_broker() -> None:
    async with listener(_WELCOME, _NOT_SUBSCRIBED) as port:
        assert await refusal(dialer(port)) == "the broker refused: Unspecified error"


async def test_a_listener_that_never_shakes_hands_is_given_up(tmp_path: Path) -> None:
    async with listener() as port:
        slow = replace(dialer(port, timeout_s=0.1), tls=client_context(an_authority(tmp_path)))
        assert await refusal(slow) == "no answer"


async def test_a_listener_without_tls_is_no_broker(tmp_path: Path) -> None:
    async with listener(_NO_HANDSHAKE) as port:
        secured = replace(dialer(port), tls=client_context(an_authority(tmp_path)))
        assert "SSL" in await refusal(secured)


def an_authority(folder: Path) -> Path:
    made = authority("nobody", new_key(), now=datetime.now(UTC), serial=1 << 64)
    path = folder / "ca.pem"
    path.write_text(certificate_pem(made.certificate))
    return path


async def test_cancelled_while_it_connects() -> None:
    async with listener() as port:
        connecting = asyncio.create_task(refusal(dialer(port)))
        await asyncio.sleep(0)
        connecting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await connecting


@pytest.mark.parametrize("end", [MqttLink.leave, MqttLink.drop])
async def test_a_closed_socket_is_watched_no_more(end: Callable[[MqttLink], None]) -> None:
    """Not even for what is said after the end."""
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, what: failures.append(what))
    async with listener(_WELCOME, _SUBSCRIBED) as port, dialer(port).connect(_EARS) as link:
        assert isinstance(link, MqttLink)
        end(link)
        assert not link.is_open
        link.publish("energy-data/meter", b"too late")
        with pytest.raises(LinkLostError):
            await link.last(10.0)
    assert failures == []


async def test_a_broker_that_goes_while_we_speak_is_lost_and_no_more() -> None:
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, what: failures.append(what))
    async with (
        listener(_WELCOME, _SUBSCRIBED, _RESERVED_PACKET) as port,
        dialer(port).connect(_EARS) as link,
    ):
        with pytest.raises(LinkLostError, match="connection lost"):
            await speak_on(link)
        link.publish("energy-data/meter", b"too late")
        await asyncio.sleep(0)
    assert failures == []


async def speak_on(link: Link) -> None:
    while True:
        link.publish("energy-data/meter", b"x" * 65_536)
        await link.last(0.0)


async def test_taken_over_by_another_with_the_same_id(broker: MqttBroker) -> None:
    """Brokers drop the older connection; the link says so."""
    dial = dialer(broker.port)
    async with dial.connect(_EARS) as first, dial.connect(_EARS) as second:
        with pytest.raises(LinkLostError, match="connection lost"):
            await first.last(10.0)
        assert (first.is_open, second.is_open) == (False, True)

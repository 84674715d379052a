"""Batches written out by hand must be what the server reads, and never break the connection."""

from collections.abc import AsyncIterator

import pytest

from devstack.servers.ports import LOOPBACK
from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from libs.contracts import streams

_SUBJECT = "reading.v1.1.community.device1"


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.READINGS])
        yield bus


async def test_any_bytes_arrive_as_they_are(bus: Bus) -> None:
    payloads = [b"", b"\r\n", b"PUB x 3\r\nabc\r\n", bytes(range(256)), "è".encode(), b"last\r\n"]
    await AtomicBatchPublisher(bus).publish([(_SUBJECT, payload) for payload in payloads])
    stored = [await bus.js.get_msg("READINGS", seq=number) for number in range(1, 7)]
    assert [message.data or b"" for message in stored] == payloads
    assert [(message.headers or {})["Nats-Batch-Sequence"] for message in stored] == list("123456")


@pytest.mark.parametrize("subject", ["", "a b", "a\r\nPUB b 0", " a", "a\n", "a\t"])
@pytest.mark.parametrize("position", [0, 1])
async def test_what_is_no_subject_is_refused_before_it_is_sent(
    bus: Bus, subject: str, position: int
) -> None:
    messages = [(_SUBJECT, b""), (_SUBJECT, b"")]
    messages[position] = (subject, b"")
    with pytest.raises(ValueError, match="is not a subject"):
        await AtomicBatchPublisher(bus).publish(messages)


async def test_more_than_the_server_takes_is_refused_before_it_is_sent(bus: Bus) -> None:
    """Sent, it would end the connection."""
    too_large = b"x" * bus.nc.max_payload
    with pytest.raises(ValueError, match="the server takes"):
        await AtomicBatchPublisher(bus).publish([(_SUBJECT, too_large), (_SUBJECT, b"")])


async def test_without_a_connection_nothing_is_kept_for_later(bus: Bus, nats_url: str) -> None:
    """The caller repeats the batch; the client must not send its own copies beside it."""
    port = int(nats_url.rsplit(":", 1)[1])
    async with (
        fault_proxy(LOOPBACK, port) as proxy,
        connect_bus(f"nats://{LOOPBACK}:{proxy.port}", name="test") as cut_off,
    ):
        publisher = AtomicBatchPublisher(cut_off)
        proxy.refuse()
        await eventually(lambda: not cut_off.nc.is_connected)
        for _ in range(3):
            with pytest.raises(PublishFailedError):
                await publisher.publish([(_SUBJECT, b"1"), (_SUBJECT, b"2")])
        proxy.refuse(False)
        await eventually(lambda: cut_off.nc.is_connected)
        await publisher.publish([(_SUBJECT, b"1"), (_SUBJECT, b"2")])
    assert (await bus.js.stream_info("READINGS")).state.messages == 2

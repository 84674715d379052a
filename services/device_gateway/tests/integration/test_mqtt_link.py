"""The adapter around aiomqtt and paho: what it assumes of their inside must hold."""

import asyncio
import gc

import pytest

from libs.chassis.clock import SystemClock
from libs.chassis.testing.eventually import eventually
from services.device_gateway.inbound.mqtt import link as mqtt_link
from services.device_gateway.inbound.mqtt.connector import (
    MqttConnector,
    MqttProtocol,
)
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError, Reception
from services.device_gateway.tests.integration.scripted_broker import (
    CONNECT,
    SUBSCRIBE,
    ScriptedBroker,
    login_at,
    publish,
    scripted_broker,
)

_TOPIC = "energy-data/meter-1"


def connector(
    broker: ScriptedBroker,
    protocol: MqttProtocol = "3.1.1",
    *,
    connect_timeout_s: float = 5.0,
    keepalive_s: int = 30,
    hold_at_most: int = 4_000,
) -> MqttConnector:
    return MqttConnector(
        login_at(broker, protocol, keepalive_s=keepalive_s, connect_timeout_s=connect_timeout_s),
        topics=["energy-data/+", "energy-data"],
        reception=Reception(linger_s=0.001, hold_at_most=hold_at_most, payload_kept_bytes=100),
        clock=SystemClock(),
    )


async def test_nothing_is_acknowledged_before_we_say_so() -> None:
    """aiomqtt by itself acknowledges on arrival, and a killed process loses its queue."""
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(*(publish(_TOPIC, b"%d" % number, number) for number in range(1, 301)))
        deliveries: list[Delivery] = []
        while len(deliveries) < 300:
            deliveries += await link.receive(1000)
        assert [delivery.packet_id for delivery in deliveries] == list(range(1, 301))
        assert [int(delivery.submission.payload) for delivery in deliveries] == list(range(1, 301))
        assert broker.received == b""
        assert link.unacknowledged == 300

        link.acknowledge(deliveries, [("device/meter-1/ack", b"{}")])
        pubacks = b"".join(b"\x40\x02" + number.to_bytes(2) for number in range(1, 301))
        note = b"\x30\x16\x00\x12device/meter-1/ack{}"
        await eventually(lambda: bytes(broker.received) == note + pubacks)
        assert link.unacknowledged == 0


async def test_batches_are_cut_and_the_rest_waits() -> None:
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(*(publish(_TOPIC, b"x", number) for number in range(1, 8)))
        await eventually(lambda: link.unacknowledged == 7)
        sizes = [len(await link.receive(3)) for _ in range(3)]
        assert sizes == [3, 3, 1]


async def test_no_broker_can_make_us_hold_without_end() -> None:
    """mosquitto 2.0.11 exceeds its window: we stop reading, and go on when half is done."""
    body = b"x" * 90
    async with scripted_broker() as broker, connector(broker, hold_at_most=100).connect() as link:
        broker.send(*(publish(_TOPIC, body, number) for number in range(1, 20_001)))
        await eventually(lambda: link.unacknowledged >= 100)
        handed_out: list[Delivery] = []
        most_held = 0
        while len(handed_out) < 20_000:
            deliveries = await link.receive(50)
            most_held = max(most_held, link.unacknowledged)
            link.acknowledge(deliveries)
            handed_out += deliveries
    one_read = 65_536 // len(publish(_TOPIC, body, 1)) + 1
    assert most_held <= 100 + one_read
    assert [delivery.packet_id for delivery in handed_out] == list(range(1, 20_001))


async def test_connection_full_of_readings_is_kept_alive() -> None:
    """paho sees no readings, and must not think that the broker is silent."""
    async with scripted_broker() as broker, connector(broker, keepalive_s=1).connect() as link:
        number = 0
        while broker.pings < 2:
            number += 1
            broker.send(publish(_TOPIC, b"x", number))
            link.acknowledge(await link.receive(10))
        broker.send(publish(_TOPIC, b"last", 65_000))
        (last,) = await link.receive(10)
    assert last.submission.payload == b"last"


async def test_message_sent_again_while_held_is_taken_once() -> None:
    """NATS sends again after ack_wait on the same connection: memory must not grow with time."""
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(publish(_TOPIC, b"a", 5), publish(_TOPIC, b"a", 5), publish(_TOPIC, b"b", 6))
        await eventually(lambda: link.unacknowledged == 2)
        first = await link.receive(10)
        broker.send(publish(_TOPIC, b"a", 5), publish(_TOPIC, b"c", 7))
        second = await link.receive(10)
        link.acknowledge(first)
        broker.send(publish(_TOPIC, b"d", 5))  # the number is free again
        third = await link.receive(10)
    payloads = [[d.submission.payload for d in batch] for batch in (first, second, third)]
    assert payloads == [[b"a", b"b"], [b"c"], [b"d"]]


async def test_a_megabyte_is_known_by_its_size_and_not_kept() -> None:
    """From a broker that lets it through; the stack's own mosquitto takes 64 KiB."""
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(publish(_TOPIC, b"x" * 1_048_576, 1), publish(_TOPIC, b"after", 2))
        await eventually(lambda: link.unacknowledged == 2)
        large, after = (delivery.submission for delivery in await link.receive(10))
    assert (large.size_bytes, large.payload) == (1_048_576, b"x" * 100)
    assert (after.size_bytes, after.payload) == (5, b"after")


async def test_qos_0_is_bounded_by_dropping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mqtt_link, "_QOS_0_WAITING", 10)
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(*(publish(_TOPIC, b"x", 0) for _ in range(50)), publish(_TOPIC, b"kept", 1))
        await eventually(lambda: link.unacknowledged == 1)
        deliveries = await link.receive(100)
        assert len(deliveries) == 11
        link.acknowledge(deliveries)
        await eventually(lambda: bytes(broker.received) == b"\x40\x02\x00\x01")


async def test_lost_connection_is_told_and_acknowledging_it_is_harmless() -> None:
    async with scripted_broker() as broker:
        async with connector(broker).connect() as link:
            broker.send(publish(_TOPIC, b"x", 1))
            deliveries = await link.receive(10)
            broker.cut()
            with pytest.raises(LinkLostError):
                await link.receive(10)
            link.acknowledge(deliveries)
        async with connector(broker).connect() as link:
            broker.send(publish(_TOPIC, b"x", 1))
            assert len(await link.receive(10)) == 1


async def test_broken_packet_is_a_lost_connection() -> None:
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(b"\x32\x03\xff\xff\x00")
        with pytest.raises(LinkLostError):
            await asyncio.wait_for(link.receive(10), 5)


async def test_finish_hands_out_nothing_more() -> None:
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(publish(_TOPIC, b"x", 1))
        await eventually(lambda: link.unacknowledged == 1)
        link.finish()
        assert await link.receive(10) == []


async def test_mqtt_5_where_possible_else_3_1_1() -> None:
    """The NATS server's listener knows 3.1.1 only."""
    async with scripted_broker() as broker:
        auto = connector(broker, "auto")
        with pytest.raises(LinkLostError, match="Unsupported protocol version"):
            async with auto.connect():
                pass
        async with auto.connect():
            pass
    assert [connect[6] for connect in broker.connects] == [5, 4]


async def test_mqtt_5_by_name_stays_5() -> None:
    async with scripted_broker() as broker:
        chosen = connector(broker, "5")
        for _ in range(2):
            with pytest.raises(LinkLostError):
                async with chosen.connect():
                    pass
    assert [connect[6] for connect in broker.connects] == [5, 5]


async def test_session_is_kept_under_a_stable_id() -> None:
    async with scripted_broker() as broker:
        async with connector(broker, "3.1.1").connect():
            pass
        with pytest.raises(LinkLostError):
            async with connector(broker, "5").connect():
                pass
    for connect in broker.connects:
        clean_bit = connect[7] & 0b10
        assert clean_bit == 0
        assert b"gateway-1" in connect
    session_expiry_7_days = b"\x11" + (7 * 86_400).to_bytes(4)
    assert session_expiry_7_days in broker.connects[1]


@pytest.mark.parametrize("granted", [0, 0x80])
async def test_subscription_refused(granted: int) -> None:
    """QoS 0 would mean losing readings: as bad as a refusal."""
    async with scripted_broker() as broker:
        broker.granted_qos = granted
        with pytest.raises(LinkLostError, match="refused the subscription"):
            async with connector(broker).connect():
                pass


@pytest.mark.parametrize("packet", [CONNECT, SUBSCRIBE])
async def test_connection_closed_instead_of_an_answer(packet: int) -> None:
    """A broker behind a proxy goes like this: readings must not wait for a timeout."""
    async with scripted_broker() as broker:
        broker.closes_on = packet
        with pytest.raises(LinkLostError, match="closed"):
            async with connector(broker, connect_timeout_s=600.0).connect():
                pass
    gc.collect()  # an open socket would be a ResourceWarning, which is an error here


async def test_silent_broker_is_given_up_and_leaves_no_socket() -> None:
    async with scripted_broker() as broker:
        broker.answers_connect = False
        with pytest.raises(LinkLostError):
            async with connector(broker, connect_timeout_s=0.2).connect():
                pass
        gc.collect()  # an open socket would be a ResourceWarning, which is an error here


async def test_nobody_listens() -> None:
    async with scripted_broker() as broker:
        gone = connector(broker)
    with pytest.raises(LinkLostError):
        async with gone.connect():
            pass

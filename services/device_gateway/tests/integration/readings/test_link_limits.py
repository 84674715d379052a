"""Batches are large: what is held, and what is handled together, is bound by its size too."""

import pytest
from prometheus_client import REGISTRY

from libs.chassis.clock import SystemClock
from libs.chassis.testing.eventually import eventually
from services.device_gateway.inbound.mqtt.connector import MqttConnector
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError, Reception
from services.device_gateway.tests.integration.scripted_broker import (
    ScriptedBroker,
    login_at,
    publish,
    scripted_broker,
)

_TOPIC = "energy-data/meter-1"
_BATCH = b"x" * 60_000
_ONE_READ_BYTES = 65_536


def connector(
    broker: ScriptedBroker, *, hold_at_most_bytes: int = 1_000_000, group: str | None = None
) -> MqttConnector:
    return MqttConnector(
        login_at(broker, "auto" if group else "3.1.1", shared_group=group),
        topics=["energy-data/+"],
        reception=Reception(linger_s=0.001, hold_at_most_bytes=hold_at_most_bytes),
        clock=SystemClock(),
    )


async def test_no_broker_can_make_us_hold_more_than_so_many_bytes() -> None:
    """mosquitto 2.0.11 exceeds its window: 10,000 batches would be 640 MB."""
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(*(publish(_TOPIC, _BATCH, number) for number in range(1, 101)))
        await eventually(lambda: link.unacknowledged * len(_BATCH) >= 1_000_000)
        handed_out: list[Delivery] = []
        most_held = 0
        while len(handed_out) < 100:
            deliveries = await link.receive(2)
            most_held = max(most_held, link.unacknowledged)
            link.acknowledge(deliveries)
            handed_out += deliveries
        assert link.unacknowledged == 0
    assert most_held * len(_BATCH) <= 1_000_000 + _ONE_READ_BYTES
    assert [delivery.packet_id for delivery in handed_out] == list(range(1, 101))


async def test_what_is_handled_together_is_about_a_megabyte() -> None:
    """Else the readings of thousands of batches would be in memory, and no loop would turn."""
    async with (
        scripted_broker() as broker,
        connector(broker, hold_at_most_bytes=64_000_000).connect() as link,
    ):
        broker.send(*(publish(_TOPIC, _BATCH, number) for number in range(1, 51)))
        await eventually(lambda: link.unacknowledged == 50)
        sizes: list[int] = []
        while sum(sizes) < 50:
            sizes.append(len(await link.receive(5_000)))
    assert sizes == [17, 17, 16]


async def test_what_promises_nothing_is_dropped_beyond_that_size() -> None:
    name = "meriggio_device_gateway_qos_0_dropped_total"
    before = REGISTRY.get_sample_value(name) or 0.0
    async with scripted_broker() as broker, connector(broker).connect() as link:
        broker.send(*(publish(_TOPIC, _BATCH, 0) for _ in range(50)))
        await eventually(lambda: REGISTRY.get_sample_value(name) == before + 50 - 17)
        assert len(await link.receive(5_000)) == 17


async def test_a_group_is_not_asked_of_a_broker_without_mqtt_5(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """NATS speaks 3.1.1 and refuses shared subscriptions; the group is a secret."""
    async with scripted_broker() as broker:
        sharing = connector(broker, group="a-secret-that-nobody-logs")
        for _ in range(2):
            with pytest.raises(LinkLostError) as refused:
                async with sharing.connect():
                    raise AssertionError("connected")
            assert "secret" not in str(refused.value)
        assert broker.subscriptions == 0
        assert all(connect[6] == 5 for connect in broker.connects)
    assert "nobody-logs" not in caplog.text + capsys.readouterr().out

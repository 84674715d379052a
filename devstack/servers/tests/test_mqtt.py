"""What the embedded brokers allow, and what they refuse."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from typing import Any

import aiomqtt
import pytest

from devstack.servers.mqtt import MqttBroker


@pytest.fixture
async def gateway(mqtt_broker: MqttBroker) -> AsyncIterator[aiomqtt.Client]:
    async with aiomqtt.Client(
        mqtt_broker.host,
        mqtt_broker.port,
        identifier=f"gateway-{uuid.uuid4().hex}",
        username=mqtt_broker.gateway_user,
        password=mqtt_broker.gateway_password,
    ) as client:
        await client.subscribe("energy-data/#", qos=1)  # the bare topic is its parent
        yield client


def device(broker: MqttBroker, device_id: str, **options: Any) -> aiomqtt.Client:
    return aiomqtt.Client(broker.host, broker.port, identifier=device_id, **options)


async def received(client: aiomqtt.Client, until: str) -> list[tuple[str, bytes]]:
    """Everything that arrives up to and with the message on topic `until`."""
    found: list[tuple[str, bytes]] = []
    async with asyncio.timeout(10):
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            found.append((message.topic.value, message.payload))
            if message.topic.value == until:
                break
    return found


async def test_a_device_writes_its_own_topic_and_the_bare_one(
    mqtt_broker: MqttBroker, gateway: aiomqtt.Client
) -> None:
    me = f"meter-{uuid.uuid4().hex}"
    async with device(mqtt_broker, me) as client:
        await client.publish("energy-data", b"bare", qos=1)
        await client.publish(f"energy-data/{me}", b"own", qos=1)
    assert await received(gateway, f"energy-data/{me}") == [
        ("energy-data", b"bare"),
        (f"energy-data/{me}", b"own"),
    ]


async def test_a_device_gets_its_acks_and_nobody_elses(
    mqtt_broker: MqttBroker, gateway: aiomqtt.Client
) -> None:
    me, other = (f"meter-{uuid.uuid4().hex}" for _ in range(2))
    async with device(mqtt_broker, me) as client:
        await client.subscribe(f"device/{me}/ack", qos=1)
        with contextlib.suppress(aiomqtt.MqttError):  # NATS refuses the subscription
            await client.subscribe("device/+/ack", qos=1)
        await gateway.publish(f"device/{other}/ack", b"[1]", qos=1)
        await gateway.publish(f"device/{me}/ack", b"[2]", qos=1)
        assert await received(client, f"device/{me}/ack") == [(f"device/{me}/ack", b"[2]")]


async def test_a_device_is_kept_out_of_anothers_topic(
    mqtt_broker: MqttBroker, gateway: aiomqtt.Client
) -> None:
    me, other = (f"meter-{uuid.uuid4().hex}" for _ in range(2))
    async with device(mqtt_broker, me) as client:
        await client.publish(f"energy-data/{other}", b"forged", qos=1)
        await client.publish(f"energy-data/{me}", b"own", qos=1)
    assert await received(gateway, f"energy-data/{me}") == [(f"energy-data/{me}", b"own")]


async def test_a_device_reads_no_readings(mqtt_broker: MqttBroker, gateway: aiomqtt.Client) -> None:
    me = f"meter-{uuid.uuid4().hex}"
    async with device(mqtt_broker, me) as client:
        try:
            await client.subscribe("energy-data/#", qos=1)
        except aiomqtt.MqttError:
            return  # NATS refuses the subscription
        await client.subscribe(f"device/{me}/ack", qos=1)
        await client.publish(f"energy-data/{me}", b"own", qos=1)
        await received(gateway, f"energy-data/{me}")
        await gateway.publish(f"device/{me}/ack", b"[1]", qos=1)
        assert await received(client, f"device/{me}/ack") == [(f"device/{me}/ack", b"[1]")]


async def test_a_megabyte_never_reaches_the_gateway(
    mqtt_broker: MqttBroker, gateway: aiomqtt.Client
) -> None:
    me = f"meter-{uuid.uuid4().hex}"
    with pytest.raises(aiomqtt.MqttError):
        async with device(mqtt_broker, me, timeout=3) as client:
            await client.publish(f"energy-data/{me}", b"x" * 1_000_000, qos=1)
    async with device(mqtt_broker, me) as client:
        await client.publish(f"energy-data/{me}", b"small", qos=1)
    assert await received(gateway, f"energy-data/{me}") == [(f"energy-data/{me}", b"small")]


async def test_the_gateway_needs_its_password(mqtt_broker: MqttBroker) -> None:
    client = aiomqtt.Client(
        mqtt_broker.host, mqtt_broker.port, username=mqtt_broker.gateway_user, password="guess"
    )
    with pytest.raises(aiomqtt.MqttError):
        async with client:
            pass

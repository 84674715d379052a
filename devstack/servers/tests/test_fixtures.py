"""The fixtures that every other test stands on."""

import asyncio

import asyncpg
import nats
import pytest

from devstack.servers.mqtt import MqttBroker, check_mqtt


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_gets_an_empty_database(database_dsn: str, turn: int) -> None:
    connection = await asyncpg.connect(database_dsn)
    try:
        await connection.execute("create table only_here (turn integer)")
    finally:
        await connection.close()


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_gets_a_bus_without_streams(nats_url: str, turn: int) -> None:
    client = await nats.connect(nats_url)
    try:
        jetstream = client.jetstream()
        assert await jetstream.streams_info() == []
        await jetstream.add_stream(name="LEFT_BEHIND", subjects=["left.>"])
        await jetstream.publish("left.over", b"")
    finally:
        await client.close()


async def test_the_broker_knows_the_gateway(mqtt_broker: MqttBroker) -> None:
    async with asyncio.timeout(5):
        await check_mqtt(mqtt_broker)

"""Several gateways share one broker's devices: mosquitto's shared subscriptions."""

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import aiomqtt
import pytest

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.device_gateway.tests.integration.readings.meters import Meter, connected_meters
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    asked,
    gateway_process,
    gateway_settings,
    readings,
    register,
    running_gateway,
)


@pytest.fixture
def shared_broker(mqtt_broker: MqttBroker) -> MqttBroker:
    """NATS has no shared subscriptions."""
    if mqtt_broker.kind != "mosquitto":
        pytest.skip("mosquitto is not installed")
    return mqtt_broker


def group_of(device_id: str) -> str:
    """Of each test its own: the broker goes on dealing to a killed gateway for a minute."""
    return f"group-of-{device_id}"


async def distinct(bus: Bus) -> set[tuple[str, datetime]]:
    return {(event.device_id, event.measured_at) for event in await readings(bus)}


async def send(meters: list[Meter], numbers: range) -> None:
    async with asyncio.timeout(60):
        await asyncio.gather(*(meter.send(numbers) for meter in meters))


@pytest.mark.slow
async def test_one_of_two_is_killed(
    shared_broker: MqttBroker,
    around: Surroundings,
    bus: Bus,
    device_id: str,
    tmp_path: Path,
) -> None:
    """NF3: its devices' readings go on through the other, and none is lost."""
    device_ids = [f"{device_id}-{number}" for number in range(40)]
    await register(bus, Registered(device_ids))
    settings = [
        gateway_settings(shared_broker, around, mqtt_shared_group=group_of(device_id))
        for _ in range(2)
    ]
    async with AsyncExitStack() as stack:
        first, _ = [
            await stack.enter_async_context(gateway_process(each, tmp_path / f"{number}.log"))
            for number, each in enumerate(settings)
        ]
        meters = await stack.enter_async_context(connected_meters(shared_broker, device_ids))
        await send(meters, range(5))
        for each in settings:
            metrics = (await asked(each, "/metrics")).text
            assert "readings_accepted_total 0.0\n" not in metrics, "both have their share"

        sending = asyncio.create_task(send(meters, range(5, 20)))
        await eventually(lambda: any(len(meter.unacknowledged) < 12 for meter in meters))
        await first.kill()
        await sending
        assert len(await distinct(bus)) == 40 * 20

        # What the broker parked for the killed one comes when it is back, and does no harm.
        await first.start()
        await eventually(lambda: first.holds(0))
        await send(meters, range(20, 25))
        assert len(await distinct(bus)) == 40 * 25


async def test_a_polite_stop_leaves_nothing_in_the_session(
    shared_broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """NF3: each reading is sent once here, without a number, so that nobody sends it again."""
    device_ids = [f"{device_id}-{number}" for number in range(10)]
    await register(bus, Registered(device_ids))
    leaving = f"gateway-{device_id}"

    async with AsyncExitStack() as stack:
        meters = await stack.enter_async_context(connected_meters(shared_broker, device_ids))

        async def send_once(numbers: range) -> None:
            for number in numbers:
                await asyncio.gather(*(meter.publish(meter.reading(number)) for meter in meters))

        await stack.enter_async_context(
            running_gateway(shared_broker, around, mqtt_shared_group=group_of(device_id))
        )
        async with running_gateway(
            shared_broker, around, mqtt_shared_group=group_of(device_id), mqtt_client_id=leaving
        ):
            sending = asyncio.create_task(send_once(range(60)))
            await eventually(lambda: started(bus))
        await sending

        async def all_there() -> bool:
            return len(await distinct(bus)) == 600

        await eventually(all_there)
        assert await parked(shared_broker, leaving) == 0


async def started(bus: Bus) -> bool:
    return len(await readings(bus)) > 50


async def parked(broker: MqttBroker, client_id: str) -> int:
    """How many messages the broker has for that session."""
    async with aiomqtt.Client(
        broker.host,
        broker.port,
        identifier=client_id,
        username=broker.gateway_user,
        password=broker.gateway_password,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=False,
    ) as client:
        # The answer to a subscription comes after what was waiting.
        await client.subscribe("no/readings/here")
        return len(client.messages)

"""Batches, refusals and requests to send again, between a real broker, bus and database."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import asyncpg

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from services.device_gateway.tests.integration.readings.meters import connected_meter
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    readings,
    register,
    running_gateway,
)


async def test_a_batch_in_which_some_are_wrong(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """FR10.2: an outage's readings in one message, the good ones durable, each other one told."""
    await register(bus, Registered([device_id]))
    ahead = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
    async with (
        running_gateway(broker, around) as metrics,
        connected_meter(broker, device_id) as meter,
    ):
        meter.unacknowledged = set(range(500))
        batch = [meter.reading(number, sequence=number) for number in range(300)]
        batch[7] |= {"timestamp": ahead}
        batch[8] |= {"energyValue": "much"}
        await meter.publish(batch)
        lines = (meter.reading(number, sequence=number) for number in range(300, 500))
        await meter.publish(b"\n".join(json.dumps(line).encode() for line in lines))
        await eventually(lambda: meter.unacknowledged == {7, 8})
        await eventually(lambda: meter.refused == {7: "future_timestamp", 8: "wrong_type"})
        assert abs(meter.times[-1] - datetime.now(UTC)) < timedelta(minutes=1)

        # The device forgets the one; it corrects its clock and sends the other again.
        meter.unacknowledged.discard(8)
        await meter.send(range(7, 8))
        assert len({event.sequence for event in await readings(bus)}) == 499
        assert metrics.refused() == {"future_timestamp": 1, "wrong_type": 1}


async def test_a_device_is_asked_for_what_did_not_come(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """And no more once it has come; what it says it no longer has is given up."""
    await register(bus, Registered([device_id]))
    async with (
        running_gateway(
            broker,
            around,
            resend_grace_s=0.1,
            resend_look_every_s=0.1,
            resend_pause_s=0.2,
            resend_attempts=100,
            activity_written_every_s=0.1,
        ) as metrics,
        connected_meter(broker, device_id) as meter,
    ):
        requests: asyncio.Queue[list[dict[str, int]]] = asyncio.Queue()
        meter.on_resend = requests.put_nowait
        status = {"state": "online", "connection": 1, "oldestSequence": 4, "newestSequence": 10}
        await meter.publish(status, f"report/{device_id}/status")
        for numbers in (range(1, 3), range(5, 8)):
            await meter.send(numbers)
        ranges: list[dict[str, int]] = []
        while ranges != [{"first": 4, "last": 4}, {"first": 8, "last": 10}]:
            async with asyncio.timeout(20):
                ranges = await requests.get()
        assert metrics.value("missing_readings_lost_total") == 1, "number 3"
        await meter.send(range(8, 11))
        await meter.send(range(4, 5))
        await eventually(lambda: no_holes(around, device_id))


async def test_readings_flow_on_without_the_database(
    mqtt_broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """What came is remembered meanwhile and written down later."""
    await register(bus, Registered([device_id]))
    async with (
        running_gateway(mqtt_broker, around, activity_written_every_s=0.1),
        connected_meter(mqtt_broker, device_id) as meter,
    ):
        await meter.send(range(3))
        await eventually(lambda: no_holes(around, device_id))
        connection = await asyncpg.connect(around.database_dsn)
        try:
            async with connection.transaction():
                # Nobody can write: as if the database had stopped in mid-sentence.
                await connection.execute("lock table device_gateway.reading_activity")
                await meter.send(range(3, 40))
                assert len({event.sequence for event in await readings(bus)}) == 40
        finally:
            await connection.close()

        async def written() -> bool:
            return await settled(around, device_id) == "{[0,40)}"

        await eventually(written)


async def settled(around: Surroundings, device_id: str) -> str | None:
    connection = await asyncpg.connect(around.database_dsn)
    try:
        found: str | None = await connection.fetchval(
            "select settled::text from device_gateway.reading_activity where device_id = $1",
            device_id,
        )
        return found
    finally:
        await connection.close()


async def no_holes(around: Surroundings, device_id: str) -> bool:
    found = await settled(around, device_id)
    return found is not None and found.count("[") == 1

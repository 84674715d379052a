"""Readings of the past come from the stream that brought them (FR4.2)."""

from datetime import timedelta
from uuid import UUID, uuid4

from libs.chassis.bus_connection import connect_bus
from libs.chassis.clock import SystemClock
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived
from services.engagement.inbound.events.readings import decode
from services.engagement.outbound.balance.past_readings import BusPastReadings
from services.engagement.tests.engine import at


async def test_they_are_one_communitys_and_as_many_as_came_since(nats_url: str) -> None:
    ours, other = uuid4(), uuid4()
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.READINGS])
        for community_id in (ours, other):
            for second in range(1500):
                payload = encode(_event(community_id, second))
                await bus.nc.publish(subjects.reading(community_id, f"d-{second % 3}"), payload)
        await bus.nc.flush()
        while (await bus.js.stream_info(streams.READINGS.name)).state.messages < 3000:
            await bus.nc.flush()
        past, now = BusPastReadings(bus, decode), SystemClock().now()
        found = await past.read(ours, now - timedelta(hours=1))
        assert sorted(each.measured_at for each in found) == [at(s) for s in range(1500)]
        assert await past.read(uuid4(), now - timedelta(hours=1)) == []
        assert await past.read(ours, now + timedelta(seconds=30)) == []


def _event(community_id: UUID, second: int) -> ReadingReceived:
    return ReadingReceived(
        device_id=f"d-{second % 3}",
        measured_at=at(second),
        received_at=at(second),
        power_w=100.0,
        community_id=community_id,
    )

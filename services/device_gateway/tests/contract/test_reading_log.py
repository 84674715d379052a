"""Each ReadingLog promises: returned means kept, all of it, in order."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest

from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus_connection import connect_bus
from libs.contracts import streams, subjects
from libs.contracts.v1.reading import ReadingReceived, decode_readings
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.outbound.readings.jetstream import JetStreamReadings
from services.device_gateway.outbound.readings.memory import ReadingList
from services.device_gateway.ports.readings import ReadingLog
from services.device_gateway.tests.examples import COMMUNITY_ID, FACILITY_ID, NOW
from services.device_gateway.tests.stream import stored


@dataclass(frozen=True)
class Subject:
    log: ReadingLog
    kept: Callable[[], Awaitable[list[tuple[str, UUID | None, float]]]]
    """(device, facility, power) of what is kept."""


@asynccontextmanager
async def in_memory(_: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    log = ReadingList()

    async def kept() -> list[tuple[str, UUID | None, float]]:
        return [(r.device_id, r.facility_id, r.power_w) for r in log.kept]

    yield Subject(log, kept)


@asynccontextmanager
async def on_jetstream(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    url: str = request.getfixturevalue("nats_url")
    async with connect_bus(url, name="test") as bus:
        await bus.declare([streams.READINGS])

        async def kept() -> list[tuple[str, UUID | None, float]]:
            return [
                (event.device_id, event.facility_id, event.power_w)
                for message in await stored(bus, "READINGS")
                for event in decode_readings(message.data)
            ]

        log = JetStreamReadings(
            AtomicBatchPublisher(bus), chance=lambda: 0.0, batch_max_readings=200
        )
        yield Subject(log, kept)


@pytest.fixture(params=[in_memory, on_jetstream], ids=["memory", "jetstream"])
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    async with request.param(request) as made:
        yield made


def reading(number: int) -> Reading:
    return Reading(
        f"meter-{number % 7}",
        NOW + timedelta(seconds=number),
        NOW,
        float(number),
        FACILITY_ID,
        COMMUNITY_ID,
        None,
        None,
        None,
    )


async def test_all_is_kept_in_order(subject: Subject) -> None:
    readings = [reading(number) for number in range(500)]
    await subject.log.keep(readings)
    await subject.log.keep([reading(500)])
    expected = [(r.device_id, r.facility_id, r.power_w) for r in [*readings, reading(500)]]
    assert await subject.kept() == expected


async def test_keeping_twice_does_no_harm(subject: Subject) -> None:
    await subject.log.keep([reading(1)])
    await subject.log.keep([reading(1)])
    assert set(await subject.kept()) == {("meter-1", FACILITY_ID, 1.0)}


async def test_the_event_says_all_of_the_reading(nats_url: str) -> None:
    full = replace(reading(1), sequence=9, import_wh=2500.0, export_wh=0.5, revision=2)
    homeless = replace(reading(2), facility_id=None, community_id=None)
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.READINGS])
        log = JetStreamReadings(AtomicBatchPublisher(bus), chance=lambda: 0.0)
        await log.keep([full, homeless])
        first, second = await stored(bus, "READINGS")
    assert first.subject == subjects.reading(COMMUNITY_ID, "meter-1")
    assert decode_readings(first.data) == [
        ReadingReceived(
            device_id="meter-1",
            measured_at=NOW + timedelta(seconds=1),
            received_at=NOW,
            power_w=1.0,
            facility_id=FACILITY_ID,
            community_id=COMMUNITY_ID,
            sequence=9,
            import_wh=2500.0,
            export_wh=0.5,
            revision=2,
        )
    ]
    assert second.subject == "reading.v1.none.none.meter-2"

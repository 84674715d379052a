"""JetStream -> Postgres -> HTTP; faults on the way change nothing in the books (FR3, FR10.2)."""

import asyncio
import urllib.parse
from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from nats.js.api import ConsumerInfo
from nats.js.errors import NotFoundError

from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER
from libs.contracts.v1.reading import ReadingReceived, decode_readings
from libs.contracts.v1.registry import (
    CommunityInterval,
    CommunityState,
    DeviceInterval,
    FacilityState,
    FacilityUser,
)
from services.energy.config import Settings
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import Reading
from services.energy.domain.quantities import epoch_ms
from services.energy.inbound.events.arrivals import reading_in
from services.energy.inbound.events.readings import DURABLE
from services.energy.tests.integration.conftest import KeyServer, serving
from services.energy.tests.samples import HOME, NOON, ROOF, at, recount

COMMUNITY = UUID(int=77)
ALICE, BOB, CAROL = (UUID(int=900 + i) for i in range(3))

Message = tuple[str, bytes]


def received(seconds: float, power_w: float, device: str, facility: UUID | None) -> Message:
    event = ReadingReceived(
        device_id=device,
        measured_at=at(seconds),
        received_at=at(seconds + 1),
        power_w=power_w,
        facility_id=facility,
        community_id=None if facility is None else COMMUNITY,
    )
    return subjects.reading(event.community_id, device), encode(event)


def facility_state(
    facility_id: UUID, user_id: UUID, device_id: str, *, k: float = 1.0
) -> FacilityState:
    return FacilityState(
        facility_id=facility_id,
        version=1,
        changed_at=NOON,
        name="Casa",
        region="Marche",
        primary_substation_code="AC001E00001",
        member_type="self-consumer",
        meter_kind="GEMIS",
        max_consumption_w=3_000,
        max_production_w=4_500,
        users=(FacilityUser(user_id=user_id, role="owner"),),
        devices=(
            DeviceInterval(device_id=device_id, transformation_constant=k, valid_from=at(-3_600)),
        ),
        communities=(CommunityInterval(community_id=COMMUNITY, valid_from=at(-3_600)),),
    )


async def tell_registry(bus: Bus) -> None:
    community = CommunityState(
        community_id=COMMUNITY,
        version=1,
        changed_at=NOON,
        name="Solara",
        representative_id=CAROL,
        primary_substation_code="AC001E00001",
        market_zone="CNOR",
    )
    states = [facility_state(HOME, ALICE, "meter-1"), facility_state(ROOF, BOB, "meter-2")]
    await bus.publish(subjects.community(COMMUNITY), encode(community), message_id="community")
    for state in states:
        subject = subjects.facility(state.facility_id)
        await bus.publish(subject, encode(state), message_id=str(state.facility_id))


async def publish(bus: Bus, messages: Sequence[Message]) -> None:
    publisher = AtomicBatchPublisher(bus)
    for start in range(0, len(messages), 500):
        await publisher.publish(messages[start : start + 500])


def day_of_readings(devices: int, count: int, *, seed: int) -> list[Message]:
    """Shuffled, one in five sent twice, over several hours."""
    random = Random(seed)
    made = [
        received(
            60 * i + random.random(),
            random.uniform(-5_000, 5_000),
            f"meter-{d}",
            UUID(int=1 + d),
        )
        for d in range(devices)
        for i in range(count)
    ]
    sent = [*made, *random.sample(made, len(made) // 5)]
    random.shuffle(sent)
    return sent


def expected_books(messages: Sequence[Message]) -> dict[Quarter, tuple[int, int, int]]:
    readings = [reading_in(event) for _, data in messages for event in decode_readings(data)]
    placed = [reading for reading in readings if isinstance(reading, Reading)]
    return recount({(r.device_id, r.measured_at): r for r in placed}.values())


async def stored_books(database: Any) -> dict[Quarter, tuple[int, int, int]]:
    rows = await database.fetch("select * from quarter_hour")
    return {
        Quarter(row["facility_id"], epoch_ms(row["quarter_start"])): (
            row["import_uj"],
            row["export_uj"],
            row["coverage_ms"],
        )
        for row in rows
    }


async def consumer(bus: Bus) -> ConsumerInfo | None:
    """The service's consumer, once a replica has made it."""
    try:
        info: ConsumerInfo = await bus.js.consumer_info(streams.READINGS.name, DURABLE)
    except NotFoundError:
        return None
    return info


async def all_acknowledged(bus: Bus) -> bool:
    info = await consumer(bus)
    return info is not None and info.num_pending == 0 and info.num_ack_pending == 0


async def test_a_reading_on_the_bus_is_an_answer_over_http(
    settings: Settings, key_server: KeyServer, bus: Bus
) -> None:
    await tell_registry(bus)
    async with serving(settings, key_server.issuer) as service:
        await publish(
            bus,
            [
                message
                for i in range(16)
                for message in (
                    received(60 * i, 1_200, "meter-1", HOME),
                    received(60 * i, -3_600, "meter-2", ROOF),
                )
            ],
        )
        await eventually(lambda: all_acknowledged(bus))

        home = (await service.get(f"facility/{HOME}", ALICE, resolution="quarter")).json()
        device = (await service.get("device/meter-2", BOB, resolution="raw")).json()
        community = (await service.get(f"community/{COMMUNITY}", CAROL)).json()
        refused = await service.get(f"facility/{HOME}", BOB)

    assert home["powerConsumedW"] == 1200
    assert [item["consumedWh"] for item in home["history"]] == [300]
    assert len(device["history"]) == 16
    assert community["excessPowerW"] == 2400
    assert (community["consumedLast24hWh"], community["producedLast24hWh"]) == (300, 900)
    assert community["asOf"] == "2026-06-21T12:15:00Z"
    assert refused.status_code == 403


async def test_a_change_of_the_registry_is_followed(
    settings: Settings, key_server: KeyServer, bus: Bus
) -> None:
    async with serving(settings, key_server.issuer) as service:
        assert (await service.get(f"facility/{HOME}", ALICE)).status_code == 404

        await tell_registry(bus)

        async def is_known() -> bool:
            return (await service.get(f"facility/{HOME}", ALICE)).status_code == 200

        await eventually(is_known)


async def test_a_bad_message_becomes_a_dead_letter_and_the_rest_is_stored(
    settings: Settings,
    key_server: KeyServer,
    bus: Bus,
    database: "asyncpg.Connection[Any]",
) -> None:
    good = [received(60 * i, 100, "meter-1", HOME) for i in range(3)]
    bad = (subjects.reading(COMMUNITY, "meter-1"), b"rubbish")
    await publish(bus, [good[0], bad, *good[1:]])

    async with serving(settings, key_server.issuer):
        await eventually(lambda: all_acknowledged(bus))

    letter = await bus.js.get_last_msg(
        streams.DEAD_LETTERS.name, subjects.dead_letter("energy", "malformed")
    )
    assert DEAD_LETTER_DECODER.decode(letter.data or b"").payload_excerpt == b"rubbish"
    assert await stored_books(database) == expected_books(good)


async def test_a_database_that_goes_away_loses_and_doubles_nothing(
    settings: Settings,
    key_server: KeyServer,
    bus: Bus,
    database: "asyncpg.Connection[Any]",
) -> None:
    parts = urllib.parse.urlsplit(settings.postgres_dsn.get_secret_value())
    messages = day_of_readings(devices=10, count=200, seed=1)
    async with fault_proxy(parts.hostname or "", parts.port or 0) as proxy:
        netloc = f"{parts.username}:{parts.password}@127.0.0.1:{proxy.port}"
        changes = {
            "postgres_dsn": parts._replace(netloc=netloc).geturl(),
            "batch_max_readings": 50,
        }
        faulty = Settings.model_validate(settings.model_dump() | changes)

        async with serving(faulty, key_server.issuer):
            await publish(bus, messages)
            for stored in (300, 900, 1_500):
                await eventually(partial(count_at_least, database, stored))
                proxy.refuse()
                await asyncio.sleep(0)
                proxy.refuse(refusing=False)
            await eventually(lambda: all_acknowledged(bus), timeout_s=20)

    assert await stored_books(database) == expected_books(messages)
    assert (await bus.js.stream_info(streams.DEAD_LETTERS.name)).state.messages == 0


async def count_at_least(database: Any, limit: int) -> bool:
    return bool(await database.fetchval("select count(*) >= $1 from reading", limit))

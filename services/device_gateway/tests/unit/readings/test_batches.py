"""Several readings in one message: each is kept or refused by itself, whatever the others are."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest

from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt.readings import ReadingsAcknowledged
from services.device_gateway.domain.readings.reading import Measurement, Misreading, Reading
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.inbound.mqtt.readings import ReadingsHandler
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.readings.memory import (
    DeadLetterList,
    DeviceRegistry,
    ReadingList,
)
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW, activity_log, facility, payload, submission
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_readings import Receipt, ReceiveReadings
from services.device_gateway.usecases.refusals import Refusals

_FUTURE = f'"{(NOW + timedelta(seconds=121)).isoformat()}"'


class World:
    def __init__(self, *, allow_bare_topic: bool = False) -> None:
        clock = FakeClock(NOW)
        self.devices = DeviceRegistry()
        self.devices.put(facility("meter-1", "meter-2"))
        self.standings = StandingsProjection()
        self.readings = ReadingList()
        self.dead_letters = DeadLetterList()
        self.activity = activity_log(clock)
        self.heard = LastHeard()
        self.use_case = ReceiveReadings(
            Intake(
                admission=Admission(max_payload_bytes=65_536, allow_bare_topic=allow_bare_topic),
                placements=self.devices,
                standings=self.standings,
                readings=self.readings,
                activity=self.activity,
            ),
            decode=decode_readings,
            signs_of_life=self.heard,
            refusals=Refusals(self.dead_letters, clock),
        )

    async def receive(self, body: bytes, topic: str = "energy-data/meter-1") -> Receipt:
        return await self.use_case.receive([submission(body, topic)])


def array(parts: Sequence[bytes]) -> bytes:
    return b"[" + b", ".join(parts) + b"]"


def lines(parts: Sequence[bytes]) -> bytes:
    return b"\n".join(parts)


def sequences(kept: Sequence[Reading]) -> list[int | None]:
    return [reading.sequence for reading in kept]


@pytest.mark.parametrize("joined", [array, lines])
@pytest.mark.parametrize("count", [1, 2, 500])
def test_all_readings_of_a_right_message(joined: object, count: int) -> None:
    assert callable(joined)
    said = decode_readings(joined([payload(sequence=number) for number in range(count)]))
    several = [said] if isinstance(said, Measurement) else said
    assert not isinstance(several, Misreading)
    assert [one.sequence for one in several] == list(range(count))
    assert all(isinstance(one, Measurement) for one in several)


def test_lines_with_blank_ones_and_carriage_returns() -> None:
    said = decode_readings(payload(sequence=1) + b"\r\n\r\n" + payload(sequence=2) + b"\r\n")
    assert not isinstance(said, Measurement | Misreading)
    assert [one.sequence for one in said] == [1, 2]


def test_one_reading_printed_over_several_lines() -> None:
    printed = json.dumps(json.loads(payload(sequence=3)), indent=2).encode()
    said = decode_readings(printed)
    assert isinstance(said, Measurement)
    broken = decode_readings(printed[:-5])
    assert isinstance(broken, Misreading)
    assert broken.refusal.reason is Reason.NOT_JSON


@pytest.mark.parametrize("joined", [array, lines])
async def test_good_ones_count_and_each_bad_one_has_its_reason(joined: object) -> None:
    assert callable(joined)
    world = World()
    receipt = await world.receive(
        joined(
            [
                payload(sequence=1),
                payload(sequence=2, power_w="true"),
                payload(sequence=3, power_w="2.1e6"),
                payload(sequence=4, power_w="NaN"),
                payload("meter-2", sequence=5),
                payload(sequence=6).replace(b'"2026-06-21T10:00:00Z"', _FUTURE.encode()),
                b"{}",
                payload(sequence="-1"),
                b"17",
                payload(sequence=7),
            ]
        )
    )
    assert sequences(receipt.kept) == [1, 7]
    assert receipt.refused == {
        Reason.WRONG_TYPE: 2,
        Reason.ABSURD_POWER: 1,
        Reason.NOT_A_NUMBER: 1,
        Reason.DEVICE_MISMATCH: 1,
        Reason.FUTURE_TIMESTAMP: 1,
        Reason.MISSING_FIELD: 1,
        Reason.OUT_OF_RANGE: 1,
    }
    # Nothing of number 5: that is a number of meter-2.
    assert receipt.refused_numbers == {
        "meter-1": [
            (2, Reason.WRONG_TYPE),
            (3, Reason.ABSURD_POWER),
            (4, Reason.NOT_A_NUMBER),
            (6, Reason.FUTURE_TIMESTAMP),
        ]
    }
    details = {
        letter.refusal.reason: letter.refusal.detail for letter in world.dead_letters.letters
    }
    assert details[Reason.ABSURD_POWER].startswith("reading 3 of 10: ")


@pytest.mark.parametrize("joined", [array, lines])
async def test_too_many_are_refused_whole(joined: object) -> None:
    assert callable(joined)
    for part in (payload(sequence=1), b"{}"):
        receipt = await World().receive(joined([part] * 501))
        assert receipt.refused == {Reason.TOO_MANY_READINGS: 1}
        assert not receipt.kept
        assert not receipt.refused_numbers


async def test_an_array_that_is_broken_is_refused_whole() -> None:
    receipt = await World().receive(array([payload(sequence=1)] * 3)[:-10])
    assert receipt.refused == {Reason.NOT_JSON: 1}


async def test_a_single_refused_reading_is_told() -> None:
    receipt = await World().receive(payload(sequence=8, power_w='"much"'))
    assert receipt.refused_numbers == {"meter-1": [(8, Reason.WRONG_TYPE)]}


async def test_on_the_bare_topic_the_sender_is_not_certain_so_nobody_is_told() -> None:
    world = World(allow_bare_topic=True)
    body = array([payload("meter-2", sequence=1), payload(sequence=2, power_w="3e6")])
    receipt = await world.receive(body, "energy-data")
    assert [(r.device_id, r.sequence) for r in receipt.kept] == [("meter-2", 1)]
    assert not receipt.refused_numbers


async def test_a_revoked_device_is_refused_undecoded() -> None:
    """NF11: also what comes over a connection that is not yet cut, which is noticed."""
    world = World()
    world.standings.put("meter-1", Standing.REVOKED)

    def decode(payload: bytes) -> Misreading:
        raise AssertionError("decoded")

    world.use_case._decode = decode
    receipt = await world.receive(array([payload(sequence=1)] * 2))
    assert receipt.refused == {Reason.DEVICE_REVOKED: 1}
    assert not receipt.refused_numbers
    assert world.standings.take_sighted() == {"meter-1"}


async def test_a_revoked_device_on_the_bare_topic() -> None:
    world = World(allow_bare_topic=True)
    world.standings.put("meter-2", Standing.REVOKED)
    body = array([payload("meter-1", sequence=1), payload("meter-2", sequence=2)])
    receipt = await world.receive(body, "energy-data")
    assert sequences(receipt.kept) == [1]
    assert receipt.refused == {Reason.DEVICE_REVOKED: 1}


async def test_a_provisioned_device_without_a_place_is_kept_without_one() -> None:
    """It counts when the device is associated."""
    world = World()
    world.standings.put("new-1", Standing.PROVISIONED)
    receipt = await world.receive(payload("new-1", sequence=1), "energy-data/new-1")
    (reading,) = receipt.kept
    assert (reading.facility_id, reading.community_id, reading.power_w) == (None, None, 412.5)


async def test_who_sends_is_there_before_anything_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    waiting, durable = asyncio.Event(), asyncio.Event()

    async def keep(readings: Sequence[Reading]) -> None:
        waiting.set()
        await durable.wait()

    monkeypatch.setattr(world.readings, "keep", keep)
    receiving = asyncio.create_task(world.receive(payload(sequence=1)))
    await waiting.wait()
    assert world.heard.take() == {"meter-1": NOW}
    assert await world.activity.readings_of("meter-1") is None
    durable.set()
    await receiving
    await world.activity.write_down()
    found = await world.activity.readings_of("meter-1")
    assert found is not None
    assert found.newest_sequence == 1


async def test_strangers_and_the_revoked_are_no_sign_of_life() -> None:
    world = World()
    world.standings.put("meter-2", Standing.REVOKED)
    await world.receive(payload("stranger", sequence=1), "energy-data/stranger")
    await world.receive(payload("meter-2", sequence=1), "energy-data/meter-2")
    assert world.heard.take() == {}


async def test_of_a_flood_of_bad_elements_some_are_written_down() -> None:
    world = World()
    receipt = await world.receive(array([b"{}"] * 500))
    assert receipt.refused == {Reason.MISSING_FIELD: 500}
    reasons = Counter(letter.refusal.reason for letter in world.dead_letters.letters)
    assert reasons == {Reason.MISSING_FIELD: 20}


async def test_many_numbers_are_told_in_several_small_notes() -> None:
    """And what is durable under a number is not also refused under it."""
    world = World()
    handler = ReadingsHandler(world.use_case, FakeClock(NOW))
    good = [array([payload(sequence=n) for n in range(s, s + 500)]) for s in (0, 500, 1_000)]
    bad = array([payload(sequence=n, power_w="9e9") for n in range(1_400, 1_600)])
    notes = await handler.handle([submission(body) for body in (*good, bad)])
    said = [msgspec.json.decode(body, type=ReadingsAcknowledged) for _, body in notes]
    assert {topic for topic, _ in notes} == {"device/meter-1/ack"}
    assert [len(note.acknowledged) + len(note.refused) for note in said] == [1_100, 500]
    assert sorted(n for note in said for n in note.acknowledged) == list(range(1_500))
    assert sorted(told.sequence for note in said for told in note.refused) == list(
        range(1_500, 1_600)
    )


async def test_a_device_whose_clock_is_ahead_is_told_the_time() -> None:
    world = World()
    handler = ReadingsHandler(world.use_case, FakeClock(NOW))
    body = payload(sequence=3).replace(b'"2026-06-21T10:00:00Z"', _FUTURE.encode())
    ((topic, note),) = await handler.handle([submission(body)])
    assert topic == "device/meter-1/ack"
    assert msgspec.json.decode(note) == {
        "acknowledged": [],
        "refused": [{"sequence": 3, "reason": "future_timestamp"}],
        "time": "2026-06-21T10:00:00Z",
    }

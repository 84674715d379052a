"""A batch in: good readings kept, the others refused with a reason and partly written down."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.outbound.readings.memory import (
    DeadLetterList,
    DeviceRegistry,
    ReadingList,
)
from services.device_gateway.ports.readings import ReadingLog
from services.device_gateway.tests.examples import NOW, activity_log, facility, payload, submission
from services.device_gateway.usecases.readings.follow_registry import FollowRegistry
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_readings import ReceiveReadings
from services.device_gateway.usecases.refusals import Refusals


class World:
    def __init__(
        self, admission: Admission | None = None, readings: ReadingLog | None = None
    ) -> None:
        self.clock = FakeClock(NOW)
        self.devices = DeviceRegistry()
        self.standings = StandingsProjection()
        self.readings = ReadingList()
        self.dead_letters = DeadLetterList()
        registry = FollowRegistry(self.devices, MemoryPresences())
        registry.facility_changed(facility("meter-1", "meter-2"))
        self.use_case = ReceiveReadings(
            Intake(
                admission=admission or Admission(),
                placements=self.devices,
                standings=self.standings,
                readings=readings or self.readings,
                activity=activity_log(self.clock),
            ),
            decode=decode_readings,
            signs_of_life=LastHeard(),
            refusals=Refusals(self.dead_letters, self.clock),
        )


async def test_good_readings_pass_between_bad_ones() -> None:
    world = World()

    receipt = await world.use_case.receive(
        [
            submission(b"garbage"),
            submission(payload("meter-1", sequence=1)),
            submission(payload("meter-2")),  # on meter-1's topic
            submission(payload("meter-2", sequence=2), "energy-data/meter-2"),
            submission(payload("stranger"), "energy-data/stranger"),
        ]
    )

    assert [(r.device_id, r.sequence) for r in receipt.kept] == [("meter-1", 1), ("meter-2", 2)]
    assert world.readings.kept == list(receipt.kept)
    assert receipt.refused == {
        Reason.NOT_JSON: 1,
        Reason.DEVICE_MISMATCH: 1,
        Reason.UNKNOWN_DEVICE: 1,
    }
    assert Counter(letter.refusal.reason for letter in world.dead_letters.letters) == (
        receipt.refused
    )


@pytest.mark.parametrize(
    ("admission", "sent", "reason"),
    [
        (Admission(), submission(payload(), "energy-data"), Reason.BARE_TOPIC_REFUSED),
        (Admission(), submission(payload(), "energy-data/a/b"), Reason.BAD_DEVICE_ID),
        (Admission(), submission(b" " * 4097), Reason.PAYLOAD_TOO_LARGE),
        (
            Admission(allow_bare_topic=True),
            submission(payload("?"), "energy-data"),
            Reason.BAD_DEVICE_ID,
        ),
        (
            Admission(allow_bare_topic=True),
            submission(payload("stranger"), "energy-data"),
            Reason.UNKNOWN_DEVICE,
        ),
    ],
)
async def test_refused_at_the_door(admission: Admission, sent: Submission, reason: Reason) -> None:
    receipt = await World(admission).use_case.receive([sent])
    assert receipt.refused == {reason: 1}
    assert not receipt.kept


async def test_garbage_of_strangers_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheap questions come first, so that a flood costs little."""

    def decode(_: bytes) -> None:
        raise AssertionError("decoded")

    world = World()
    monkeypatch.setattr(world.use_case, "_decode", decode)
    receipt = await world.use_case.receive([submission(payload(), "energy-data/stranger")])
    assert receipt.refused == {Reason.UNKNOWN_DEVICE: 1}


async def test_bare_topic_where_allowed() -> None:
    world = World(Admission(allow_bare_topic=True))
    receipt = await world.use_case.receive([submission(payload("meter-2"), "energy-data")])
    assert [r.device_id for r in receipt.kept] == ["meter-2"]


async def test_flood_is_counted_whole_and_written_down_in_part() -> None:
    world = World()
    flood = [submission(b"garbage")] * 1000

    first = await world.use_case.receive(flood)
    world.clock.advance(seconds=2)
    second = await world.use_case.receive([*flood, submission(b"{}")])

    assert first.refused[Reason.NOT_JSON] + second.refused[Reason.NOT_JSON] == 2000
    reasons = Counter(letter.refusal.reason for letter in world.dead_letters.letters)
    assert reasons[Reason.NOT_JSON] == 20 + 10
    assert reasons[Reason.MISSING_FIELD] == 1, "one reason's flood hides no other reason"


async def test_returns_only_when_the_readings_are_durable() -> None:
    class Slow:
        def __init__(self) -> None:
            self.given = asyncio.Event()
            self.durable = asyncio.Event()

        async def keep(self, readings: Sequence[Reading]) -> None:
            self.given.set()
            await self.durable.wait()

    log = Slow()
    receiving = asyncio.create_task(World(readings=log).use_case.receive([submission(payload())]))
    await log.given.wait()
    assert not receiving.done()

    log.durable.set()
    receipt = await receiving
    assert len(receipt.kept) == 1


async def test_only_garbage_keeps_nothing() -> None:
    class Never:
        async def keep(self, readings: Sequence[Reading]) -> None:
            raise AssertionError("nothing to keep")

    receipt = await World(readings=Never()).use_case.receive([submission(b"x")])
    assert receipt.refused.total() == 1


async def test_who_sends_too_much_waits_and_forgets_nothing() -> None:
    """Or one device could fill the stream that all readings go through."""
    world = World(Admission(burst_readings=2, readings_per_s=1))

    async def kept_of(device_id: str, *numbers: int) -> list[int | None]:
        topic = f"energy-data/{device_id}"
        receipt = await world.use_case.receive(
            [
                replace(submission(payload(device_id, sequence=number), topic), received_at=now)
                for number in numbers
            ]
        )
        assert not receipt.refused_numbers, "a refused number would be forgotten"
        assert receipt.refused[Reason.RATE_LIMITED] == len(numbers) - len(receipt.kept)
        return [reading.sequence for reading in receipt.kept]

    now = NOW
    assert await kept_of("meter-1", 1, 2, 3, 4) == [1, 2]
    assert await kept_of("meter-2", 1) == [1]
    now = NOW + timedelta(seconds=1)
    assert await kept_of("meter-1", 3, 4) == [3]


async def test_a_batch_counts_by_its_readings() -> None:
    world = World(Admission(burst_readings=2, readings_per_s=1))
    batch = b"[" + b",".join(payload("meter-1", sequence=number) for number in range(4)) + b"]"
    receipt = await world.use_case.receive([submission(batch), submission(payload("meter-1"))])
    assert len(receipt.kept) == 4
    assert receipt.refused == {Reason.RATE_LIMITED: 1}
    later = replace(submission(payload("meter-1")), received_at=NOW + timedelta(seconds=2))
    assert not (await world.use_case.receive([later])).kept, "what was too much is made up first"

"""What came is written down now and then; the store being away costs memory, up to a limit."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.numbering import ResendRules
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.inbound.mqtt.held_readings import HeldReadings
from services.device_gateway.inbound.mqtt.report import MalformedReportError, Report
from services.device_gateway.outbound.readings.activity_memory import ActivityInMemory
from services.device_gateway.outbound.readings.resend_notes import ResendNotes
from services.device_gateway.tests.examples import NOW, activity_log
from services.device_gateway.usecases.readings.activity_log import ActivityLog
from services.device_gateway.usecases.readings.ask_for_missing import AskForMissing

_GRACE = timedelta(seconds=30)


class StoreAway(ActivityInMemory):
    """Refuses while the test says so, also in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.takes = 0
        self.given: list[list[str]] = []

    async def add(self, sightings: Mapping[str, Sighting], *, look_at: datetime) -> None:
        if self.takes == 0:
            raise ConnectionRefusedError
        self.takes -= 1
        self.given.append(list(sightings))
        await super().add(sightings, look_at=look_at)


class Forgotten:
    count = 0.0

    def inc(self, amount: float = 1) -> None:
        self.count += amount


class Notes:
    """What devices are told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []

    def send(self, notes: Sequence[tuple[str, bytes]]) -> None:
        self.sent += notes


class Counts:
    def __init__(self) -> None:
        self.requests = self.numbers = self.given_up = 0

    def asked(self, *, requests: int, numbers: int) -> None:
        self.requests += requests
        self.numbers += numbers

    def lost(self, numbers: int) -> None:
        self.given_up += numbers


def reading(device_id: str, sequence: int | None) -> Reading:
    return Reading(device_id, NOW, NOW, 1.0, None, None, sequence, None, None)


async def newest(log: ActivityLog, device_id: str) -> int | None:
    found = await log.readings_of(device_id)
    return None if found is None else found.newest_sequence


async def test_nothing_is_lost_while_the_store_is_away() -> None:
    store = StoreAway()
    log = activity_log(FakeClock(NOW), store)
    log.record([reading("a", 1), reading("b", 7)])
    with pytest.raises(ConnectionRefusedError):
        await log.write_down()
    log.record([reading("a", 2), reading("a", 5)])
    store.takes = 10
    await log.write_down()
    found = await log.readings_of_all(["a", "b"])
    assert {name: (one.newest_sequence, one.missing_count) for name, one in found.items()} == {
        "a": (5, 2),
        "b": (7, 0),
    }


async def test_many_devices_are_written_in_parts_each_once() -> None:
    store = StoreAway()
    log = activity_log(FakeClock(NOW), store)
    names = [f"m-{number}" for number in range(1_200)]
    log.record([reading(name, 1) for name in names])
    store.takes = 1
    with pytest.raises(ConnectionRefusedError):
        await log.write_down()
    store.takes = 10
    await log.write_down()
    assert sorted(name for part in store.given for name in part) == sorted(names)
    assert max(len(part) for part in store.given) == 500


async def test_what_comes_while_it_is_written_is_written_next() -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    class Slow(ActivityInMemory):
        async def add(self, sightings: Mapping[str, Sighting], *, look_at: datetime) -> None:
            begun.set()
            await goes_on.wait()
            await super().add(sightings, look_at=look_at)

    log = activity_log(FakeClock(NOW), Slow())
    log.record([reading("a", 1)])
    writing = asyncio.create_task(log.write_down())
    await begun.wait()
    log.record([reading("a", 2)])
    goes_on.set()
    await writing
    assert await newest(log, "a") == 2


async def test_memory_has_a_limit() -> None:
    forgotten = Forgotten()
    store = StoreAway()
    log = ActivityLog(store, FakeClock(NOW), grace=_GRACE, forgotten=forgotten, max_devices=2)
    log.record([reading("a", 1), reading("b", 1), reading("c", 1), reading("a", 2)])
    assert forgotten.count == 1
    store.takes = 10
    await log.write_down()
    assert await newest(log, "a") == 2
    assert await newest(log, "c") is None
    log.record([reading("c", 2)])
    await log.write_down()
    assert await newest(log, "c") == 2


async def test_a_status_says_what_the_device_has() -> None:
    log = activity_log(FakeClock(NOW))
    handler = HeldReadings(log)
    log.record([reading("a", 5)])
    said = b'{"state": "online", "connection": 1, "oldestSequence": 5, "newestSequence": 9}'
    assert await handler(Report("a", "status", said, NOW)) == ()
    will = b'{"state": "offline", "connection": 1, "newestSequence": 99}'
    await handler(Report("a", "status", will, NOW))
    with pytest.raises(MalformedReportError):
        await handler(Report("a", "status", b'{"state": "asleep"}', NOW))
    await log.write_down()
    found = await log.readings_of("a")
    assert found is not None
    assert (found.newest_sequence, found.missing_count) == (9, 4)


async def test_devices_are_asked_for_what_is_missing() -> None:
    """From a reading that did not come to the note on `device/{deviceId}/resend`."""
    clock, store = FakeClock(NOW), ActivityInMemory()
    log = activity_log(clock, store)
    notes, counts = Notes(), Counts()
    ask = AskForMissing(store, ResendNotes(notes), clock, rules=ResendRules(), counts=counts)
    log.record([reading("a", number) for number in (1, 2, 5, 7)] + [reading("b", 1)])
    await log.write_down()
    assert not await ask.ask()
    assert notes.sent == []
    for _ in range(2):
        clock.advance(seconds=31)
        await ask.ask()
    body = b'{"ranges":[{"first":3,"last":4},{"first":6,"last":6}]}'
    assert notes.sent == [("device/a/resend", body)]
    assert (counts.requests, counts.numbers, counts.given_up) == (1, 3, 0)

    log.record([reading("a", number) for number in (3, 4, 6)])
    await log.write_down()
    clock.advance(seconds=600)
    await ask.ask()
    assert len(notes.sent) == 1


async def test_a_full_round_says_that_there_may_be_more() -> None:
    clock, store = FakeClock(NOW), ActivityInMemory()
    log = activity_log(clock, store)
    ask = AskForMissing(store, ResendNotes(Notes()), clock, rules=ResendRules(), counts=Counts())
    log.record([reading(f"m-{d}", n) for d in range(201) for n in (1, 3)])
    await log.write_down()
    clock.advance(seconds=30)
    assert await ask.ask()
    assert not await ask.ask()

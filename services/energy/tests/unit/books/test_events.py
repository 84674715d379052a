"""What comes in from the bus: good readings are stored, bad ones refused with a stable reason."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from libs.chassis.bus_message import BusMessage
from libs.chassis.postgres import is_transient
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived, ReadingsReceived, decode_readings
from services.energy.domain.quantities import all_epoch_us
from services.energy.inbound.events.readings import ReadingsHandler
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.ports.books import OpenBooks
from services.energy.tests.samples import HOME, NOON, at
from services.energy.tests.stage import correcting, storing

GOOD = ReadingReceived(
    device_id="meter-1",
    measured_at=NOON,
    received_at=at(1),
    power_w=230.5,
    facility_id=HOME,
    community_id=UUID(int=77),
    sequence=7,
    import_wh=1.5,
)


def message(data: bytes, device_id: str = "meter-1", *, community: str = "none.none") -> BusMessage:
    return BusMessage(f"reading.v1.{community}.{device_id}", data)


def changed(**changes: Any) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(encode(GOOD)) | changes)


def handler(books: MemoryBooks) -> ReadingsHandler:
    return ReadingsHandler(storing(books), correcting(books), FakeClock(at(2)))


async def test_a_good_reading_is_stored_in_the_books_units() -> None:
    books = MemoryBooks()

    assert await handler(books)([message(encode(GOOD))]) == []

    (stored,) = books.stored.values()
    assert stored.device_id == "meter-1"
    assert stored.measured_at == NOON
    assert stored.power_mw == 230_500
    assert stored.facility_id == HOME
    assert stored.sequence == 7
    assert stored.import_uj == 5_400_000_000
    assert stored.export_uj is None


async def test_a_reading_without_a_place_is_stored_and_waits_as_it_was_said() -> None:
    """R9: K is applied to what the device said, once its place is known."""
    books = MemoryBooks()
    event = msgspec.structs.replace(GOOD, facility_id=None, community_id=None, power_w=1 / 3)

    assert await handler(books)([message(encode(event))]) == []

    (stored,), (waiting,) = books.stored.values(), books.waiting.values()
    assert (stored.facility_id, stored.power_mw) == (None, 333)
    assert (waiting.power_w, waiting.import_wh, waiting.sequence) == (1 / 3, 1.5, 7)


async def test_a_correction_stands_in_place_of_what_was_said() -> None:
    books = MemoryBooks()
    corrected = msgspec.structs.replace(GOOD, power_w=99.0, revision=2)
    older = msgspec.structs.replace(GOOD, power_w=1.0, revision=1)

    assert await handler(books)([message(encode(e)) for e in (corrected, GOOD, older)]) == []

    (stored,) = books.stored.values()
    assert stored.power_mw == 99_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "malformed"),
        (b"not json", "malformed"),
        (b"\xff\xfe", "malformed"),
        (b"[]", "malformed"),
        (b"{}", "malformed"),
        (changed(type="SomethingElse"), "malformed"),
        (changed(device_id=""), "malformed"),
        (changed(device_id="a\u0000b"), "malformed"),
        (changed(device_id="x" * 65), "malformed"),
        (changed(power_w="much"), "malformed"),
        (changed(power_w=None), "malformed"),
        (encode(GOOD).replace(b"230.5", b"1e999"), "malformed"),
        (encode(GOOD).replace(b"230.5", b"NaN"), "malformed"),
        (changed(measured_at="2026-06-21T12:00:00"), "malformed"),
        (changed(measured_at="yesterday"), "malformed"),
        (changed(facility_id="home"), "malformed"),
        (changed(power_w=2e9), "power_out_of_range"),
        (changed(measured_at="1999-06-21T12:00:00Z"), "measured_at_out_of_range"),
        (changed(measured_at="9999-12-31T23:59:59-12:00"), "measured_at_out_of_range"),
        (changed(measured_at="0001-01-01T00:00:00+12:00"), "measured_at_out_of_range"),
        (changed(received_at="0001-01-01T00:00:00+12:00"), "received_at_out_of_range"),
        (changed(import_wh=-1), "register_out_of_range"),
        (changed(revision=-1), "revision_out_of_range"),
        (changed(revision=1_001), "revision_out_of_range"),
        (encode(GOOD).replace(b'"sequence":7', b'"sequence":-7'), "sequence_out_of_range"),
        (
            encode(GOOD).replace(b'"sequence":7', b'"sequence":' + b"9" * 30),
            "sequence_out_of_range",
        ),
    ],
)
async def test_a_bad_message_is_refused_and_the_rest_is_stored(data: bytes, reason: str) -> None:
    books = MemoryBooks()
    other = encode(msgspec.structs.replace(GOOD, device_id="meter-2"))

    rejections = await handler(books)([message(encode(GOOD)), message(data), message(other)])

    assert [(r.index, r.reason) for r in rejections] == [(1, reason)]
    assert {device for device, _ in books.stored} == {"meter-1", "meter-2"}


SEVERAL = ReadingsReceived(
    device_id="meter-1",
    received_at=at(1),
    facility_id=HOME,
    measured_at_us=all_epoch_us([at(0), at(60), at(120)]).tolist(),
    power_w=[1.0, 2.0, 3.0],
)


async def test_of_several_readings_in_a_message_the_good_ones_are_stored() -> None:
    books = MemoryBooks()
    bad = msgspec.structs.replace(SEVERAL, power_w=[1.0, 2e9, 3e9])

    rejections = await handler(books)([message(changed(device_id="meter-2")), message(encode(bad))])

    assert [(r.index, r.reason) for r in rejections] == [(1, "power_out_of_range")]
    assert rejections[0].detail.endswith("; and 1 more"), "one dead letter a message"
    assert {reading.power_mw for reading in books.stored.values()} == {230_500, 1_000}


async def test_readings_said_together_are_the_same_as_one_by_one() -> None:
    together, single = MemoryBooks(), MemoryBooks()

    assert await handler(together)([message(encode(SEVERAL))] * 2) == [], "delivered again"
    ones = decode_readings(encode(SEVERAL))
    assert await handler(single)([message(encode(one)) for one in ones]) == []

    assert together.stored == single.stored
    assert len(together.stored) == 3


class _Counting(MemoryBooks):
    """How many transactions there were, and at most at once; fails in the one with this device.

    Two at once never have a device in common.
    """

    def __init__(self, *, failing_device: str = "") -> None:
        super().__init__()
        self.opened = self.at_once = self._open_at_once = 0
        self._open: set[str] = set()
        self._failing_device = failing_device

    @asynccontextmanager
    async def open(
        self, device_ids: Collection[str], days: Collection[date]
    ) -> AsyncIterator[OpenBooks]:
        self.opened += 1
        self._open_at_once += 1
        self.at_once = max(self.at_once, self._open_at_once)
        assert self._open.isdisjoint(device_ids)
        self._open |= set(device_ids)
        await asyncio.sleep(0)
        try:
            async with super().open(device_ids, days) as books:
                yield books
                if self._failing_device in device_ids:
                    raise ConnectionError("the database is away")
        finally:
            self._open -= set(device_ids)
            self._open_at_once -= 1


def _of_several_devices(count: int) -> list[BusMessage]:
    events = [msgspec.structs.replace(SEVERAL, device_id=f"meter-{n}") for n in range(count)]
    return [message(encode(event), event.device_id) for event in events]


async def test_a_batch_of_many_readings_is_stored_in_parts_four_at_a_time() -> None:
    books = _Counting()
    handle = ReadingsHandler(
        storing(books), correcting(books), FakeClock(at(200)), readings_at_once=4
    )

    assert await handle(_of_several_devices(13)) == []

    assert (books.opened, books.at_once) == (7, 4), "parts of two messages, six readings"
    assert len(books.stored) == 39


@given(
    of_devices=st.lists(st.integers(0, 4), max_size=30),
    readings_at_once=st.integers(1, 10),
)
async def test_a_device_is_in_one_transaction_at_a_time_and_its_readings_come_in_order(
    of_devices: list[int], readings_at_once: int
) -> None:
    """Else transactions wait for one another, and what comes second is late."""
    books = _Counting()
    handle = ReadingsHandler(
        storing(books), correcting(books), FakeClock(at(9_000)), readings_at_once=readings_at_once
    )
    batch = []
    for place, device in enumerate(of_devices):
        event = msgspec.structs.replace(
            GOOD, device_id=f"meter-{device}", measured_at=at(60 * place), import_wh=None
        )
        community = "none.none" if place % 2 else f"7.{UUID(int=77)}"  # it has moved
        batch.append(message(encode(event), event.device_id, community=community))

    assert await handle(batch) == []

    assert len(books.stored) == len(of_devices)
    for device in set(of_devices):
        times = [
            measured_at for device_id, measured_at in books.stored if device_id == f"meter-{device}"
        ]
        assert times == sorted(times)


async def test_a_part_that_fails_is_the_batch_that_is_done_again() -> None:
    books = _Counting(failing_device="meter-3")
    handle = ReadingsHandler(
        storing(books), correcting(books), FakeClock(at(200)), readings_at_once=3
    )
    batch = _of_several_devices(6)

    with pytest.raises(ConnectionError, match="away") as failure:
        await handle(batch)
    assert is_transient(failure.value)
    assert "meter-3" not in {device for device, _ in books.stored}

    books = _Counting()
    handle = ReadingsHandler(storing(books), correcting(books), FakeClock(at(200)))
    assert await handle(batch) == []
    assert len(books.stored) == 18


@settings(deadline=None)
@given(st.one_of(st.binary(), st.text().map(str.encode)))
async def test_no_bytes_make_the_handler_fail(data: bytes) -> None:
    rejections = await handler(MemoryBooks())([message(data)])

    assert [r.index for r in rejections] == [0]


ZONES = st.sampled_from([UTC, timezone(timedelta(hours=23)), timezone(timedelta(hours=-23))])
EXTREMES = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), st.datetimes(), ZONES)


@settings(deadline=None)
@given(
    measured_at=EXTREMES,
    received_at=EXTREMES,
    power_w=st.floats(allow_nan=False, allow_infinity=False),
    register=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    sequence=st.none() | st.integers(-(2**63), 2**64 - 1),
)
async def test_no_values_make_the_handler_fail(
    measured_at: datetime,
    received_at: datetime,
    power_w: float,
    register: float | None,
    sequence: int | None,
) -> None:
    books = MemoryBooks()
    event = msgspec.structs.replace(
        GOOD,
        measured_at=measured_at,
        received_at=received_at,
        power_w=power_w,
        import_wh=register,
        export_wh=register,
        sequence=sequence,
    )

    rejections = await handler(books)([message(encode(event))])

    assert len(rejections) + len(books.stored) == 1


async def test_times_of_other_zones_are_the_same_instants() -> None:
    books = MemoryBooks()
    data = changed(measured_at="2026-06-21T14:00:00+02:00")

    await handler(books)([message(data), message(encode(GOOD))])

    assert [moment for _, moment in books.stored] == [NOON]


async def test_what_was_stored_is_counted() -> None:
    def value(name: str) -> float:
        return REGISTRY.get_sample_value(name) or 0.0

    names = [
        "meriggio_energy_readings_stored_total",
        "meriggio_energy_duplicates_total",
        "meriggio_energy_received_to_stored_seconds_count",
        "meriggio_energy_measured_to_stored_seconds_sum",
    ]
    before = [value(name) for name in names]

    await handler(MemoryBooks())([message(encode(GOOD)), message(encode(GOOD))])

    assert [value(n) - b for n, b in zip(names, before, strict=True)] == [1, 1, 1, 2.0]

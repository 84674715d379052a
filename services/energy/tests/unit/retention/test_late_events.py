"""What comes from the bus after its month went is a dead letter with a reason."""

from datetime import UTC, date, datetime

from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import Rejection
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived
from services.energy.domain.retention.policy import OldReadings
from services.energy.inbound.events.readings import ReadingsHandler
from services.energy.inbound.rounds.retention import BUSY_PAUSE_S, PAUSE_S, RetentionRounds
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.retention.memory import MemoryReadingMonths
from services.energy.tests.samples import HOME, at, reading
from services.energy.tests.stage import correcting, storing
from services.energy.usecases.retention.apply_policy import ApplyPolicy

TWO_YEARS_LATER = datetime(2028, 6, 21, tzinfo=UTC)


def message(seconds: float, *, placed: bool = True) -> BusMessage:
    event = ReadingReceived(
        device_id="meter-1",
        measured_at=at(seconds),
        received_at=at(seconds + 1),
        power_w=230.5,
        facility_id=HOME if placed else None,
    )
    return BusMessage("reading.v1.none.none.meter-1", encode(event))


async def test_older_than_kept_is_refused_among_what_is_not() -> None:
    books = MemoryBooks()
    books.gone_before = at(600)
    handle = ReadingsHandler(storing(books), correcting(books), FakeClock(at(9_000)))
    batch = [
        BusMessage("reading.v1.none.none.meter-1", b"not json"),
        message(9_000),
        message(0),
        message(60, placed=False),
        message(8_000),
        message(0),
    ]

    rejections = {item.index: item for item in await handle(batch)}

    assert {index: item.reason for index, item in rejections.items()} == {
        0: "malformed",
        2: "older_than_kept",
        3: "older_than_kept",
        5: "older_than_kept",
    }
    assert rejections[2] == Rejection(2, "older_than_kept", "measured at 2026-06-21T12:00:00+00:00")
    assert len(books.stored) == 2


async def test_a_month_in_use_is_tried_again_soon() -> None:
    books = MemoryBooks()
    await storing(books)([reading(0, 1)])
    months = MemoryReadingMonths(books)
    months.in_use.add(date(2026, 6, 1))
    apply = ApplyPolicy(
        months,
        FakeClock(TWO_YEARS_LATER),
        old_readings=OldReadings.DETACH,
        kept_months=13,
        ahead=2,
    )
    rounds = RetentionRounds(apply, OldReadings.DETACH)

    assert await rounds() == BUSY_PAUSE_S
    months.in_use.clear()
    assert await rounds() == PAUSE_S
    assert months.detached == {date(2026, 6, 1)}
    assert books.stored == {}

"""FR3.2, R5: the books do not depend on the order, repetition or batches of the readings."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.quantities import epoch_ms
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.tests.samples import HOME, ROOF, at, reading, recount
from services.energy.tests.stage import storing
from services.energy.tests.strategies import deliveries, reading_sets


def store(batches: Iterable[Sequence[Reading]]) -> MemoryBooks:
    async def run() -> MemoryBooks:
        books = MemoryBooks()
        store_readings = storing(books)
        for batch in batches:
            await store_readings(batch)
        return books

    return asyncio.run(run())


def amounts(books: MemoryBooks) -> dict[Quarter, tuple[int, int, int]]:
    return {
        quarter: (energy.import_uj, energy.export_uj, energy.coverage_ms)
        for quarter, energy in books.quarter_hours.items()
    }


@given(data=st.data(), readings=reading_sets())
def test_any_delivery_gives_the_books_of_a_recount(
    data: st.DataObject, readings: list[Reading]
) -> None:
    books = store(data.draw(deliveries(readings)))

    assert amounts(books) == recount(readings)


@given(data=st.data(), readings=reading_sets())
def test_any_two_deliveries_give_identical_books(
    data: st.DataObject, readings: list[Reading]
) -> None:
    one = store(data.draw(deliveries(readings)))
    other = store(data.draw(deliveries(readings)))

    assert one.quarter_hours == other.quarter_hours
    assert one.newest_readings == other.newest_readings
    assert one.stored == other.stored


@given(data=st.data(), readings=reading_sets())
def test_the_newest_reading_and_its_interval_are_those_of_a_sorted_list(
    data: st.DataObject, readings: list[Reading]
) -> None:
    books = store(data.draw(deliveries(readings)))

    for device in ("meter-1", "meter-2"):
        chain = [r for r in readings if r.device_id == device]
        expected = None
        if chain:
            times = [epoch_ms(r.measured_at) for r in chain]
            interval = times[-1] - times[-2] if len(times) > 1 else None
            near = interval is not None and interval <= 3_600_000
            expected = NewestReading(chain[-1], interval if near else None)
        assert books.newest_readings.get(device) == expected


def one_quarter(start_s: float) -> Quarter:
    return Quarter(HOME, epoch_ms(at(start_s)))


def test_mean_power_counts_since_the_reading_before() -> None:
    books = store([[reading(0, 9_999), reading(60, 1_200), reading(120, -600)]])

    assert books.quarter_hours == {
        one_quarter(0): Energy(1_200_000 * 60_000, 600_000 * 60_000, 120_000)
    }


def test_an_interval_is_split_at_the_border_of_the_quarter_hour() -> None:
    books = store([[reading(890, 0), reading(920, 100)]])

    assert books.quarter_hours == {
        one_quarter(0): Energy(100_000 * 10_000, 0, 10_000),
        one_quarter(900): Energy(100_000 * 20_000, 0, 20_000),
    }


def test_a_reading_on_the_border_closes_the_quarter_hour() -> None:
    books = store([[reading(880, 0), reading(900, 100)]])

    assert set(books.quarter_hours) == {one_quarter(0)}


@pytest.mark.parametrize(("gap_s", "covered"), [(3_600, True), (3_600.001, False)])
def test_a_gap_is_not_filled(gap_s: float, *, covered: bool) -> None:
    books = store([[reading(0, 500), reading(gap_s, 500)]])

    assert bool(books.quarter_hours) is covered


def test_a_late_reading_replaces_what_was_known_of_its_interval() -> None:
    books = store([[reading(0, 0), reading(60, 100)], [reading(20, 1_000)]])

    assert books.quarter_hours == {
        one_quarter(0): Energy(1_000_000 * 20_000 + 100_000 * 40_000, 0, 60_000)
    }


def test_a_late_reading_of_another_facility_opens_a_gap_without_a_trace() -> None:
    books = store([[reading(0, 0), reading(60, 100)], [reading(20, 100, facility=ROOF)]])

    assert books.quarter_hours == {}


def test_a_late_reading_far_from_all_others_leaves_the_newest_interval() -> None:
    books = store([[reading(9_000, 1), reading(9_060, 1)], [reading(0, 1)]])

    assert books.newest_readings["meter-1"].interval_ms == 60_000


def test_registers_count_for_more_than_mean_power() -> None:
    books = store(
        [[reading(0, 0, import_wh=100, export_wh=7), reading(60, 50, import_wh=101, export_wh=9)]]
    )

    assert books.quarter_hours == {one_quarter(0): Energy(3_600_000_000, 7_200_000_000, 60_000)}


@pytest.mark.parametrize("after_wh", [99.0, 2.0e9], ids=["ran backwards", "jumped"])
def test_a_register_that_cannot_be_right_gives_way_to_mean_power(after_wh: float) -> None:
    books = store([[reading(0, 0, import_wh=100), reading(1, 50, import_wh=after_wh)]])

    assert books.quarter_hours == {one_quarter(0): Energy(50_000 * 1_000, 0, 1_000)}


def test_a_batch_may_hold_a_reading_twice_and_the_first_counts() -> None:
    store_readings = storing(books := MemoryBooks())

    stored = asyncio.run(store_readings([reading(0, 1), reading(0, 2), reading(0, 1)]))

    assert [r.power_mw for r in stored.new] == [1_000]
    assert stored.duplicates == 2
    assert len(books.stored) == 1


def test_nothing_is_stored_when_the_books_fail_on_the_way() -> None:
    books = MemoryBooks()

    async def run() -> None:
        async with books.open(["meter-1"], [at(0).date()]) as opened:
            await opened.keep(ReadingColumns.of([reading(0, 1)]))
            raise ConnectionError

    with pytest.raises(ConnectionError):
        asyncio.run(run())
    assert books.stored == {}


def test_microseconds_tell_readings_apart_and_milliseconds_measure() -> None:
    first = reading(0, 1)
    second = reading(0.0004, 5)
    assert second.measured_at - first.measured_at == timedelta(microseconds=400)

    books = store([[first, second]])

    assert len(books.stored) == 2
    assert books.quarter_hours == {}


def test_a_late_reading_meets_a_neighbour_an_hour_and_a_fraction_of_a_millisecond_away() -> None:
    """Durations are whole milliseconds rounded down, so this is not yet a gap."""
    readings = [reading(3_600.0009, 100), reading(3_700, 100), reading(0, 100)]

    books = store([[one] for one in readings])

    assert amounts(books) == recount(readings)
    assert one_quarter(0) in books.quarter_hours

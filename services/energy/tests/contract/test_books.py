"""One suite for the books in Postgres and for their twin in memory."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import EARLIEST, LATEST, Period, Resolution
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import DevicePeriod, FacilityPeriod
from services.energy.tests.contract.conftest import Store
from services.energy.tests.samples import HOME, ROOF, at, reading, recount
from services.energy.tests.stage import storing

ALWAYS = Period(EARLIEST, LATEST)
HOUR = timedelta(hours=1)
EVERYTHING = [FacilityPeriod(HOME, ALWAYS), FacilityPeriod(ROOF, ALWAYS)]


async def quarters(store: Store, facility_id: UUID) -> dict[Quarter, tuple[int, int, int]]:
    known = await store.energy([FacilityPeriod(facility_id, ALWAYS)], Resolution.QUARTER)
    return {
        Quarter(facility_id, epoch_ms(item.period.start)): (
            item.energy.import_uj,
            item.energy.export_uj,
            item.energy.coverage_ms,
        )
        for item in known
    }


async def books(store: Store) -> dict[Quarter, tuple[int, int, int]]:
    return {**await quarters(store, HOME), **await quarters(store, ROOF)}


def scattered(seed: int, count: int) -> list[Reading]:
    """Readings of three devices at two facilities (or none), with and without registers."""
    random = Random(seed)
    made = {}
    for _ in range(count):
        device = random.choice(["meter-1", "meter-2", "meter-3"])
        seconds = random.choice([random.randrange(-6_000, 6_000), random.uniform(-6_000, 6_000)])
        made[device, at(seconds)] = reading(
            seconds,
            random.uniform(-5_000, 5_000),
            device=device,
            facility=random.choice([HOME, HOME, HOME, ROOF, None]),
            import_wh=random.choice([None, seconds + 7_000]),
            export_wh=random.choice([None, random.uniform(0, 100)]),
        )
    return list(made.values())


@pytest.mark.parametrize("seed", range(4))
async def test_any_delivery_gives_the_books_of_a_recount(store: Store, seed: int) -> None:
    readings = scattered(seed, 250)
    random = Random(seed + 100)
    delivered = [*readings, *random.choices(readings, k=120)]
    random.shuffle(delivered)
    store_readings = storing(store)

    new = 0
    while delivered:
        size = random.randint(1, 60)
        stored = await store_readings(delivered[:size])
        new += len(stored.new)
        del delivered[:size]

    assert await books(store) == recount(readings)
    assert new == len(readings)
    kept = await store.readings(["meter-1", "meter-2", "meter-3"], ALWAYS, limit=1_000)
    assert kept == sorted(readings, key=lambda r: (r.device_id, r.measured_at))


async def test_writers_at_the_same_time_give_the_books_of_a_recount(store: Store) -> None:
    """Replicas compete for the same devices, new ones among them, and get the same readings."""
    readings = scattered(7, 300)
    random = Random(8)
    delivered = [*readings, *random.choices(readings, k=200)]
    random.shuffle(delivered)
    store_readings = storing(store)

    stored = await asyncio.gather(
        *(store_readings(delivered[i : i + 25]) for i in range(0, len(delivered), 25))
    )

    assert await books(store) == recount(readings)
    assert sum(len(s.new) for s in stored) == len(readings)
    assert sum(s.duplicates for s in stored) == 200


async def test_a_reading_comes_back_as_it_was_given(store: Store) -> None:
    given = Reading("meter-1", at(0.000001), HOME, -(10**10), at(9), 2**63 - 1, 9 * 10**18, 0)
    await storing(store)([given])

    assert await store.readings(["meter-1"], ALWAYS, limit=10) == [given]
    assert await store.newest([DevicePeriod("meter-1", HOME, ALWAYS)]) == [
        NewestReading(given, None)
    ]


async def test_readings_are_of_the_devices_and_period_asked_for(store: Store) -> None:
    await storing(store)(
        [reading(s, s, device=d) for s in (0, 60, 120, 180) for d in ("meter-1", "meter-2", "x")]
    )

    found = await store.readings(["meter-2", "meter-1"], Period(at(60), at(180)), limit=3)

    assert [(r.device_id, r.measured_at) for r in found] == [
        ("meter-1", at(60)),
        ("meter-1", at(120)),
        ("meter-2", at(60)),
    ]


async def test_any_year_of_the_books_can_be_stored(store: Store) -> None:
    """A replay may keep recorded time; both sides of a month's and a year's border."""
    moments = [
        EARLIEST,
        datetime(2014, 9, 30, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2014, 10, 1, tzinfo=UTC),
        datetime(2025, 12, 31, 23, 59, 50, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
        LATEST - timedelta(seconds=1, microseconds=1),
    ]
    given = [reading((moment - at(0)).total_seconds(), 1) for moment in moments]
    await storing(store)(given)
    await storing(store)(given)

    kept = await store.readings(["meter-1"], ALWAYS, limit=100)
    assert [item.measured_at for item in kept] == moments
    (newest,) = await store.newest([DevicePeriod("meter-1", HOME, ALWAYS)])
    assert newest.reading == kept[-1]


async def test_a_batch_with_every_kind_of_value_comes_back_as_it_was_given(store: Store) -> None:
    """Ids of any length, with and without a place, a number and registers, side by side."""
    given = [
        Reading(device, at(seconds), facility, power_mw, at(9.000001), number, imported, exported)
        for device in ("x", "meter-1", "m" * 64)
        for seconds, facility, power_mw, number, imported, exported in (
            (0, HOME, -1, None, None, None),
            (60, None, 10**10, 0, None, 0),
            (120.999999, ROOF, -(10**10), 2**63 - 1, 9 * 10**18, None),
        )
    ]
    await storing(store)(given)

    kept = await store.readings(["x", "meter-1", "m" * 64], ALWAYS, limit=10)
    assert kept == sorted(given, key=lambda r: (r.device_id, r.measured_at))


async def test_the_newest_reading_at_a_former_facility_is_found(store: Store) -> None:
    await storing(store)(
        [
            reading(0, 1),
            reading(60, 2),
            reading(120, 3, facility=ROOF),
            reading(180, 4, facility=None),
        ]
    )
    devices = [
        DevicePeriod("meter-1", HOME, Period(EARLIEST, at(30))),
        DevicePeriod("meter-1", HOME, Period(at(30), at(100))),
        DevicePeriod("meter-1", ROOF, Period(at(100), at(150))),
        DevicePeriod("meter-9", ROOF, ALWAYS),
    ]

    found = await store.newest(devices)

    assert sorted((n.reading.power_mw, n.interval_ms or 0) for n in found) == [
        (2_000, 0),
        (3_000, 0),
    ]


async def test_the_newest_reading_has_its_interval(store: Store) -> None:
    await storing(store)([reading(0, 1), reading(60, 2)])
    await storing(store)([reading(50, 3)])

    (newest,) = await store.newest([DevicePeriod("meter-1", HOME, ALWAYS)])

    assert (newest.reading.measured_at, newest.interval_ms) == (at(60), 10_000)
    assert await store.newest([]) == []


async def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    await storing(store)([reading(0, 1)])

    async def fail() -> None:
        async with store.open(["meter-1"], [at(60).date()]) as opened:
            await opened.keep(ReadingColumns.of([reading(60, 1)]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert len(await store.readings(["meter-1"], ALWAYS, limit=9)) == 1
    assert (await storing(store)([reading(60, 1)])).duplicates == 0


async def test_a_quarter_hour_of_which_nothing_is_known_any_more_is_gone(store: Store) -> None:
    await storing(store)([reading(0, 1), reading(60, 2)])
    assert await books(store)

    await storing(store)([reading(30, 2, facility=ROOF)])

    assert await books(store) == {}


def over_the_time_change(month: int, day: int) -> tuple[datetime, list[Reading]]:
    """72 hours of 1,000 W around a change of Rome's clock, a reading every 15 minutes."""
    start = datetime(2026, month, day, tzinfo=UTC) - timedelta(days=1)
    first = (start - at(0)).total_seconds()
    return start, [reading(first + 900 * i, 1_000) for i in range(72 * 4 + 1)]


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 29, 23), (10, 25, 25)])
async def test_days_are_romes(store: Store, month: int, day: int, hours: int) -> None:
    """FR3.3: 23 and 25 hour days."""
    _, readings = over_the_time_change(month, day)
    await storing(store)(readings)

    days = await store.energy(EVERYTHING, Resolution.DAY)

    changed = [item for item in days if item.period.end - item.period.start == hours * HOUR]
    assert len(changed) == 1
    assert changed[0].energy == Energy(hours * 3_600_000_000 * 1_000, 0, hours * 3_600_000)
    assert all(a.period.end == b.period.start for a, b in pairwise(days))


@pytest.mark.parametrize("resolution", [Resolution.HOUR, Resolution.DAY, Resolution.MONTH])
async def test_coarser_intervals_are_sums_of_quarter_hours(
    store: Store, resolution: Resolution
) -> None:
    _, readings = over_the_time_change(10, 31)
    await storing(store)(readings)

    fine = await store.energy(EVERYTHING, Resolution.QUARTER)
    coarse = await store.energy(EVERYTHING, resolution)

    assert coarse == [_sum_within(fine, item.period) for item in coarse]
    assert sum(i.energy.import_uj for i in coarse) == sum(i.energy.import_uj for i in fine)


def _sum_within(items: Sequence[IntervalEnergy], period: Period) -> IntervalEnergy:
    total = Energy(0, 0, 0)
    for item in items:
        if period.start <= item.period.start < period.end:
            total = total.plus(item.energy)
    return IntervalEnergy(period, total)


async def test_energy_is_of_the_periods_given(store: Store) -> None:
    """R1: a facility's quarter-hours count while it was a member."""
    readings = [reading(900 * i, 4_000) for i in range(9)]
    more = [reading(900 * i, -2_000, device="meter-2", facility=ROOF) for i in range(9)]
    await storing(store)(readings + more)
    counted = [
        FacilityPeriod(HOME, Period(at(0), at(900))),
        FacilityPeriod(HOME, Period(at(2_700), at(3_600))),
        FacilityPeriod(ROOF, Period(at(900), at(3_600))),
    ]

    known = await store.energy(counted, Resolution.QUARTER)

    kwh = 3_600_000_000_000
    assert [(i.energy.import_uj, i.energy.export_uj) for i in known] == [
        (kwh, 0),
        (0, kwh // 2),
        (0, kwh // 2),
        (kwh, kwh // 2),
    ]
    assert known[0].period == Period(at(0), at(900))
    assert await store.energy([], Resolution.DAY) == []


async def test_sums_may_be_larger_than_64_bits(store: Store) -> None:
    readings = [
        reading(900 * i, 1e7, device=f"meter-{d}", facility=HOME)
        for i in range(97)
        for d in range(11)
    ]
    await storing(store)(readings)

    (day,) = await store.energy(EVERYTHING, Resolution.MONTH)

    assert day.energy.import_uj == 11 * 96 * 10**10 * 900_000 > 2**63

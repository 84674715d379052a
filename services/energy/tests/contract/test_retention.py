"""Months of readings leave the books, in Postgres and in memory, and nothing counts twice."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import FacilityDay
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import EARLIEST, LATEST, Period, Resolution
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.retention.policy import OldReadings
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.retention.memory import MemoryReadingMonths
from services.energy.outbound.retention.postgres import PostgresReadingMonths
from services.energy.ports.books import ReadingsTakenOutError
from services.energy.ports.retention import ReadingMonths
from services.energy.tests.contract.conftest import MemoryStore, Store
from services.energy.tests.samples import HOME, NOON, ROOF, reading, said
from services.energy.tests.stage import storing
from services.energy.usecases.books.store_readings import Stored
from services.energy.usecases.retention.apply_policy import Applied, ApplyPolicy

JULY = datetime(2026, 7, 1, tzinfo=UTC)
TO_JULY = (JULY - NOON).total_seconds()
A_YEAR_LATER = datetime(2027, 7, 15, tzinfo=UTC)
"""With 12 months kept, June 2026 goes and July stays."""
Restated = Callable[[], Awaitable[dict[FacilityDay, int]]]


@pytest.fixture
def pool(own_pool: "asyncpg.Pool[Any]") -> "asyncpg.Pool[Any]":
    return own_pool


@pytest.fixture
def months(store: Store) -> ReadingMonths:
    if isinstance(store, MemoryStore):
        return MemoryReadingMonths(store)
    return PostgresReadingMonths(store._pool)  # the one of the books


def policy(
    months: ReadingMonths, now: datetime, old: OldReadings = OldReadings.DROP
) -> ApplyPolicy:
    return ApplyPolicy(months, FakeClock(now), old_readings=old, kept_months=12, ahead=1)


def around_july() -> list[Reading]:
    """A reading every ten minutes, an hour before and an hour after the end of June."""
    return [reading(TO_JULY + 600 * i, 600) for i in range(-6, 7)]


async def energy(store: Store) -> IntervalEnergies:
    always = [FacilityPeriod(facility, Period(EARLIEST, LATEST)) for facility in (HOME, ROOF)]
    return await store.energy(always, Resolution.QUARTER)


async def deliver(store: Store, readings: Sequence[Reading]) -> Stored:
    """As often as it fails for a moment, as the bus does."""
    while True:
        with suppress(ReadingsTakenOutError):
            return await storing(store)(readings)


async def keep(store: Store, late: Reading) -> None:
    async with store.open([late.device_id], [late.measured_at.date()]) as books:
        await books.keep_missing(ReadingColumns.of([late]))
        await books.neighbours([late])


async def test_months_are_made_ahead_once(months: ReadingMonths) -> None:
    first = await policy(months, NOON)()
    again = await policy(months, NOON)()

    assert (first.made, again.made) == (2, 0)
    assert again.months == [date(2026, 6, 1), date(2026, 7, 1)]
    assert again.months_ahead == 1


@pytest.mark.parametrize("old", [OldReadings.DROP, OldReadings.DETACH])
async def test_an_old_month_goes_and_its_energy_stays(
    store: Store, months: ReadingMonths, old: OldReadings
) -> None:
    await storing(store)(around_july())
    before = await energy(store)

    applied = await policy(months, A_YEAR_LATER, old)()

    left = await store.readings(["meter-1"], Period(EARLIEST, LATEST), limit=100)
    assert applied.taken_out == [date(2026, 6, 1)]
    assert applied.kept_from == JULY
    assert [r.measured_at for r in left] == [JULY + timedelta(minutes=10 * i) for i in range(7)]
    assert await energy(store) == before


async def test_kept_readings_stay_whatever_the_clock_says(
    store: Store, months: ReadingMonths
) -> None:
    """A replay of the past is stored by a service whose clock is years later."""
    await policy(months, A_YEAR_LATER, OldReadings.KEEP)()
    stored = await storing(store)(around_july())

    applied = await policy(months, A_YEAR_LATER, OldReadings.KEEP)()

    assert (len(stored.new), len(stored.too_old)) == (13, 0)
    assert (applied.taken_out, applied.kept_from) == ([], EARLIEST)
    assert date(2026, 6, 1) in applied.months


async def test_what_is_delivered_again_after_its_month_went_does_not_count_twice(
    store: Store, months: ReadingMonths
) -> None:
    readings = around_july()
    await storing(store)(readings)
    before = await energy(store)
    await policy(months, A_YEAR_LATER)()

    again = await deliver(store, readings)

    # An hour of July is refused as well: it has neighbours in June.
    assert len(again.too_old) == 13
    assert (len(again.new), again.duplicates) == (0, 0)
    assert await energy(store) == before
    assert date(2026, 6, 1) not in await months.present()


async def test_a_late_reading_counts_once_its_neighbours_are_all_kept(
    store: Store, months: ReadingMonths
) -> None:
    """The first is within an hour of June: it would part a pair that begins there."""
    await storing(store)([reading(TO_JULY + 600 * i, 600) for i in range(-6, 13)])
    await policy(months, A_YEAR_LATER)()
    near, far = reading(TO_JULY + 3_300, 900), reading(TO_JULY + 3_900, 900)
    before = await energy(store)

    stored = await deliver(store, [near, far])

    changed = [item for item in await energy(store) if item not in before]
    assert (list(stored.too_old), list(stored.new)) == ([near], [far])
    assert [item.period.start for item in changed] == [JULY + timedelta(hours=1)]


async def test_who_knows_an_older_policy_is_told_and_asks_again(
    store: Store, months: ReadingMonths
) -> None:
    """Another replica's books: they asked before the month went."""
    await storing(store)(around_july())
    assert await store.kept_from() == EARLIEST
    await policy(months, A_YEAR_LATER)()
    before = await energy(store)
    late = reading(TO_JULY + 300, 900)

    for item in (late, reading(0, 1)):
        with pytest.raises(ReadingsTakenOutError):
            await keep(store, item)

    assert await store.kept_from() == JULY
    assert (await storing(store)([late])).too_old == [late]
    assert await energy(store) == before


async def test_what_waited_for_a_place_too_long_waits_no_more(
    store: Store, months: ReadingMonths
) -> None:
    waiting = [said(0, 100), said(TO_JULY + 60, 100), said(TO_JULY + 7_200, 100)]
    await storing(store, RegistryProjection())(waiting)

    applied = await policy(months, A_YEAR_LATER)()

    assert applied.forgotten == 2
    assert await store.unplaced("meter-1", [Period(EARLIEST, LATEST)], limit=9) == waiting[2:]


async def test_the_policy_never_goes_back(months: ReadingMonths) -> None:
    await policy(months, A_YEAR_LATER)()
    applied: Applied = await policy(months, NOON)()

    assert applied.kept_from == JULY


@pytest.mark.parametrize("facility", [HOME, None])
async def test_days_behind_the_newest_reading_are_restated(
    store: Store, restated: Restated, facility: UUID | None
) -> None:
    """What comes in order restates nothing; what parts a pair restates whose pair it was."""
    await storing(store)([reading(s, 600) for s in (0, 60, 600)])
    assert await restated() == {}

    await storing(store)([reading(300, 900, facility=facility)])

    assert await restated() == {FacilityDay(HOME, NOON.date()): 1}


@pytest.fixture
def restated(store: Store) -> Restated:
    async def ask() -> dict[FacilityDay, int]:
        if isinstance(store, MemoryStore):
            return store.restated[Basis.MEASURED]
        rows = await store._pool.fetch("select * from restated_day")
        return {FacilityDay(row["facility_id"], row["day"]): row["times"] for row in rows}

    return ask

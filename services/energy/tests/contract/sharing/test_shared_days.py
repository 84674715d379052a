"""One suite for hours and kept days in Postgres and for their twins in memory."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from services.energy.domain.basis import Basis
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import Period
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.shared_day import shared_days
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.outbound.sharing.memory import MemoryHourlyBooks, MemorySharedDays
from services.energy.outbound.sharing.postgres import PostgresSharedDays
from services.energy.ports.sharing import KeptDay, SharedDays
from services.energy.tests.contract.conftest import MemoryStore, Store
from services.energy.tests.samples import HOME, ROOF, at, reading, recount
from services.energy.tests.stage import storing

COMMUNITY = UUID(int=77)
MIDNIGHT = datetime(2026, 6, 20, 22, tzinfo=UTC)
"""In Rome, before NOON of the samples."""
DAY = Period(MIDNIGHT, MIDNIGHT + timedelta(days=1))
IDS = (HOME, ROOF)


@pytest.fixture
def days(store: Store) -> SharedDays:
    if isinstance(store, MemoryStore):
        return MemorySharedDays(MemoryHourlyBooks(store))
    return PostgresSharedDays(store._pool, store.days)


def counted(*members: FacilityPeriod) -> list[FacilityPeriod]:
    return counted_periods(members or [FacilityPeriod(i, DAY) for i in IDS], DAY)


def scattered() -> list[Reading]:
    return [
        reading(s, power, device=device, facility=facility)
        for s in range(0, 9_000, 250)
        for device, facility, power in [("meter-1", HOME, s - 3_000), ("meter-2", ROOF, -77)]
    ]


async def test_hours_are_those_of_a_recount(store: Store, days: SharedDays) -> None:
    readings = scattered()
    await storing(store)(readings)
    expected = np.zeros((3, 24, 2), dtype=np.int64)
    for quarter, amounts in recount(readings).items():
        hour = (quarter.start_ms - epoch_ms(MIDNIGHT)) // 3_600_000
        expected[:, hour, IDS.index(quarter.facility_id)] += amounts

    async with days.snapshot() as books:
        hours = await books.facility_hours(IDS, counted(), DAY, Basis.MEASURED)

    found = np.stack([hours.withdrawn_uj, hours.fed_in_uj, hours.coverage_ms])
    assert np.array_equal(found, expected)
    assert (hours.member_ms == 3_600_000).all()
    assert (hours.first_hour_ms, hours.facility_ids) == (epoch_ms(MIDNIGHT), IDS)


async def test_only_quarter_hours_of_members_count(store: Store, days: SharedDays) -> None:
    """HOME leaves at 12:10 and is back at 12:40: 12:15 to 12:45 is missing."""
    await storing(store)([reading(s, 1_000) for s in range(0, 3_601, 60)])
    left = [
        FacilityPeriod(HOME, Period(MIDNIGHT, at(1_200 - 600))),
        FacilityPeriod(HOME, Period(at(2_400), DAY.end)),
    ]

    async with days.snapshot() as books:
        hours = await books.facility_hours((HOME,), counted(*left), DAY, Basis.MEASURED)

    noon = 14
    assert hours.withdrawn_uj[noon, 0] == 500 * 3_600_000_000
    assert (hours.member_ms[noon, 0], hours.coverage_ms[noon, 0]) == (1_800_000, 1_800_000)
    assert hours.complete.tolist() == [False] * noon + [True] + [False] * 9


async def test_the_past_that_changes_is_counted(store: Store, days: SharedDays) -> None:
    async def restated() -> dict[date, int]:
        async with days.snapshot() as books:
            return dict(await books.restatements(IDS, DAY, Basis.MEASURED))

    now = at(600)
    await storing(store, now=now)([reading(0, 1), reading(60, 1), reading(120, 1)])
    assert await restated() == {}, "as it comes"
    await storing(store, now=now)([reading(90, 1)])
    assert await restated() == {at(0).date(): 1}, "between two that were there"
    await storing(store, now=at(9_000))([reading(180, 1)])
    assert await restated() == {at(0).date(): 2}, "newer than all others, but hours late"
    await storing(store, now=at(9_000))([reading(180, 1)])
    assert await restated() == {at(0).date(): 2}, "once more"


async def test_days_are_kept_by_their_facts(store: Store, days: SharedDays) -> None:
    await storing(store)(scattered())
    async with days.snapshot() as books:
        hours = await books.facility_hours(IDS, counted(), DAY, Basis.MEASURED)
    (day,) = shared_days(shared_energy(hours, [None, None]))

    await days.keep(COMMUNITY, Basis.MEASURED, [KeptDay(day, 3)], b"facts")

    assert await days.kept(COMMUNITY, Basis.MEASURED, DAY, b"others") == []
    assert await days.kept(COMMUNITY, Basis.OFFICIAL, DAY, b"facts") == []
    assert await days.kept(UUID(int=1), Basis.MEASURED, DAY, b"facts") == []
    (kept,) = await days.kept(COMMUNITY, Basis.MEASURED, DAY, b"facts")
    assert (kept.restatements, kept.day.start, kept.day.digest) == (3, MIDNIGHT, day.digest)
    for name in (
        "imported_uj",
        "fed_in_uj",
        "withdrawn_uj",
        "shared_uj",
        "coverage_ms",
        "member_ms",
    ):
        assert np.array_equal(getattr(kept.day, name), getattr(day, name))
    assert kept.day.shared_uj.sum() > 0

    await days.keep(COMMUNITY, Basis.MEASURED, [KeptDay(day, 4)], b"others")
    assert await days.kept(COMMUNITY, Basis.MEASURED, DAY, b"facts") == []


@pytest.mark.parametrize("store", ["postgres"], indirect=True)  # a twin has one moment only
async def test_a_snapshot_stays_as_it_was(store: Store, days: SharedDays) -> None:
    """Energies and the count of their changes belong together."""
    await storing(store)([reading(0, 1_000), reading(60, 1_000)])
    async with days.snapshot() as books:
        before = await books.facility_hours(IDS, counted(), DAY, Basis.MEASURED)
        await storing(store, now=at(9_000))([reading(120, 1_000)])
        after = await books.facility_hours(IDS, counted(), DAY, Basis.MEASURED)
        assert await books.restatements(IDS, DAY, Basis.MEASURED) == {}
    assert np.array_equal(before.withdrawn_uj, after.withdrawn_uj)


async def test_nobody_has_hours_without_columns(days: SharedDays) -> None:
    async with days.snapshot() as books:
        hours = await books.facility_hours((), [], DAY, Basis.MEASURED)

    assert hours.withdrawn_uj.shape == hours.member_ms.shape == (24, 0)
    assert hours.complete.all()

"""One suite for readings that wait for their place, in Postgres and in memory (R8, R9)."""

import asyncio
import shutil
from pathlib import Path
from random import Random

import pytest

from libs.chassis.postgres import connect_pool, migrate
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.domain.books.placing import UnplacedReading, kept_without_place, put_in_place
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import LATEST, Period
from services.energy.domain.registry import DevicePeriod, Facility
from services.energy.outbound.registry import RegistryProjection
from services.energy.ports.books import Books
from services.energy.tests.contract.conftest import PostgresStore, Store
from services.energy.tests.contract.test_books import ALWAYS, books
from services.energy.tests.samples import HOME, ROOF, at, recount, said
from services.energy.tests.stage import MAXIMUM_POWER_W, place_all, placing, storing
from services.energy.usecases.books.place_readings import PlaceReadings

AT_HOME = DevicePeriod("meter-1", HOME, Period(at(-3_000), LATEST), 80.5)
AT_ROOF = DevicePeriod("meter-2", ROOF, Period(at(-4_000), LATEST), 1 / 3)


def knowing(*uses: DevicePeriod) -> RegistryProjection:
    registry = RegistryProjection()
    for use in uses:
        registry.put_facility(Facility(use.facility_id, 1, False, frozenset(), (use,), ()))
    return registry


def looking(store: Books, *uses: DevicePeriod, readings_at_once: int = 7) -> PlaceReadings:
    waiting = placing(store, knowing(*uses), readings_at_once=readings_at_once)
    waiting.look_everywhere()
    return waiting


def scattered(seed: int, count: int) -> list[UnplacedReading]:
    """What three devices said, with and without registers; the third never gets a place."""
    random = Random(seed)
    return [
        said(
            random.uniform(-6_000, 6_000),
            random.uniform(-5_000, 5_000),
            device=random.choice(["meter-1", "meter-2", "meter-3"]),
            import_wh=random.choice([None, random.uniform(0, 100)]),
        )
        for _ in range(count)
    ]


def in_place(items: list[UnplacedReading]) -> list[Reading]:
    return [
        put_in_place(item, use, maximum_power_w=MAXIMUM_POWER_W)
        for item in items
        for use in (AT_HOME, AT_ROOF)
        if item.device_id == use.device_id and use.period.start <= item.measured_at
    ]


async def test_placing_beside_everything_else_gives_the_books_of_a_recount(store: Store) -> None:
    """Replicas store and place at once, some by an older registry; NF4."""
    items = scattered(1, 400)
    random = Random(2)
    delivered = [*items, *random.choices(items, k=200)]
    random.shuffle(delivered)
    replicas = [looking(store, AT_HOME, AT_ROOF), looking(store, AT_ROOF)]
    stores = [storing(store), storing(store, knowing(AT_HOME, AT_ROOF))]

    await asyncio.gather(
        *(stores[i % 2](delivered[i : i + 20]) for i in range(0, len(delivered), 20)),
        *(place_all(replica) for replica in replicas),
    )
    replicas[0].look_again()
    await asyncio.gather(*(place_all(replica) for replica in replicas))

    placed = in_place(items)
    assert await books(store) == recount(placed)
    stored = await store.readings(["meter-1", "meter-2"], ALWAYS, limit=1_000)
    assert {r for r in stored if r.facility_id} == set(placed)
    assert await store.unplaced("meter-1", [AT_HOME.period], limit=9) == []


async def test_what_waits_is_what_the_device_said(store: Store) -> None:
    """To the last digit: it is multiplied later."""
    items = [
        UnplacedReading("meter-1", at(0.000001), at(9), 0.1 + 0.2, 2**63 - 1, 1e-9, 2.5e9),
        said(60, -1 / 3),
        said(120, 1),
    ]
    await storing(store)([*items, said(60, 1, device="meter-2")])

    assert await store.unplaced("meter-1", [ALWAYS], limit=9) == items
    assert await store.unplaced("meter-1", [ALWAYS], limit=2) == items[:2]
    assert await store.unplaced("meter-1", [Period(at(60), at(120))], limit=9) == items[1:2]
    both = [Period(at(120), LATEST), Period(at(0), at(60))]
    assert await store.unplaced("meter-1", both, limit=9) == [items[0], items[2]]
    assert await store.unplaced("meter-3", [ALWAYS], limit=9) == []


async def test_devices_with_something_that_waits_are_found_page_by_page(store: Store) -> None:
    await storing(store)([said(s, 1, device=f"d{d}") for s in range(3) for d in range(5)])

    assert await store.devices_with_unplaced(after="", limit=2) == ["d0", "d1"]
    assert await store.devices_with_unplaced(after="d1", limit=9) == ["d2", "d3", "d4"]
    assert await store.devices_with_unplaced(after="d4", limit=9) == []


async def test_the_newest_reading_gets_its_place_too(store: Store) -> None:
    await storing(store)([said(0, 1), said(60, 2)])

    assert await place_all(looking(store, AT_HOME)) == (2, 0)

    (newest,) = await store.newest([AT_HOME])
    assert (newest.reading, newest.interval_ms) == (in_place([said(60, 2)])[0], 60_000)


async def test_a_step_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    await storing(store)([said(0, 1), said(60, 2)])

    async def fail() -> None:
        async with store.open(["meter-1"], [at(0).date()]) as opened:
            assert await opened.take_unplaced([said(0, 1)]) == [said(0, 1)]
            assert await opened.take_unplaced([said(0, 1)]) == []
            await opened.place(in_place([said(0, 1)]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await place_all(looking(store, AT_HOME)) == (2, 0)
    assert await books(store) == recount(in_place([said(0, 1), said(60, 2)]))


async def test_a_reading_that_comes_again_does_not_wait_again(store: Store) -> None:
    await storing(store)([said(0, 1)])
    await place_all(looking(store, AT_HOME))

    assert (await storing(store)([said(0, 1)])).duplicates == 1
    assert await store.devices_with_unplaced(after="", limit=9) == []


async def test_readings_without_a_place_from_before_wait_too(
    empty_database_dsn: str, tmp_path: Path
) -> None:
    """What an older version stored counts like what this one stores."""
    folder = tmp_path / MIGRATIONS.parent.name / MIGRATIONS.name
    folder.mkdir(parents=True)
    for early in ("0001_books.sql", "0005_retention_and_restated_days.sql"):
        shutil.copy(MIGRATIONS / early, folder)
    async with connect_pool(empty_database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[folder])
        older = [said(0, 412.5, import_wh=1_234.567), said(60, -0.001)]
        store = PostgresStore(pool)
        await storing(store)([kept_without_place(item) for item in older])
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])

        assert await store.unplaced("meter-1", [ALWAYS], limit=9) == older
        assert await place_all(looking(store, AT_HOME)) == (2, 0)
        assert await books(store) == recount(in_place(older))

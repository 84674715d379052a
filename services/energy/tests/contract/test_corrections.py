"""Corrected readings, on the books in Postgres and on their twin."""

from random import Random

import pytest

from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.readings import Reading
from services.energy.domain.registry import DevicePeriod
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.contract.conftest import Store
from services.energy.tests.contract.test_books import ALWAYS, books, scattered
from services.energy.tests.contract.test_placing import AT_HOME, knowing, looking
from services.energy.tests.samples import HOME, at, reading, recount, said
from services.energy.tests.stage import correcting, place_all, storing


def corrections_of(readings: list[Reading], random: Random) -> list[Correction]:
    """Of some readings one to three revisions, with other powers and registers."""
    return [
        Correction(
            item._replace(power_mw=random.randrange(-5_000_000, 5_000_000), import_uj=None),
            revision,
        )
        for item in random.sample(readings, k=len(readings) // 3)
        for revision in random.sample(range(1, 6), k=random.randint(1, 3))
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_any_order_gives_the_books_of_the_highest_revisions(store: Store, seed: int) -> None:
    random = Random(seed)
    readings = scattered(seed, 150)
    corrections = corrections_of(readings, random)
    delivered: list[Reading | Correction] = [*readings, *corrections]
    delivered += random.choices(delivered, k=80)
    random.shuffle(delivered)
    store_readings, correct_readings = storing(store), correcting(store)

    while delivered:
        batch = [delivered.pop() for _ in range(min(random.randint(1, 40), len(delivered)))]
        await store_readings([item for item in batch if isinstance(item, Reading)])
        await correct_readings([item for item in batch if isinstance(item, Correction)])

    highest = {(r.device_id, r.measured_at): r for r in readings}
    for correction in sorted(corrections, key=lambda c: c.revision):
        item = correction.reading
        assert isinstance(item, Reading)
        highest[item.device_id, item.measured_at] = item
    assert await books(store) == recount(highest.values())
    kept = await store.readings(["meter-1", "meter-2", "meter-3"], ALWAYS, limit=1_000)
    assert kept == [highest[key] for key in sorted(highest)]


async def test_the_newest_reading_is_the_corrected_one(store: Store) -> None:
    await storing(store)([reading(0, 1), reading(60, 2)])

    done = await correcting(store)([Correction(reading(60, 500), 1)])

    assert (done.corrected, done.repeated) == (1, 0)
    (newest,) = await store.newest([DevicePeriod("meter-1", HOME, ALWAYS)])
    assert (newest.reading, newest.interval_ms) == (reading(60, 500), 60_000)


async def test_the_same_revision_again_changes_nothing(store: Store) -> None:
    await storing(store)([reading(0, 1), reading(60, 2)])
    await correcting(store)([Correction(reading(60, 500), 2)])
    before = await books(store)

    for revision, power in ((2, 900), (1, 700)):
        done = await correcting(store)([Correction(reading(60, power), revision)])
        assert (done.corrected, done.repeated) == (0, 1)

    assert await books(store) == before


async def test_what_waits_is_corrected_too(store: Store) -> None:
    """K is applied later to what was said last."""
    await storing(store)([said(0, 1), said(60, 2)])

    await correcting(store)([Correction(said(60, 500), 1)])

    assert await store.unplaced("meter-1", [ALWAYS], limit=9) == [said(0, 1), said(60, 500)]
    assert await place_all(looking(store, AT_HOME)) == (2, 0)
    assert await books(store) == recount(_at_home([said(0, 1), said(60, 500)]))


async def test_a_correction_that_knows_its_place_takes_the_waiting_one_away(store: Store) -> None:
    await storing(store)([said(0, 1), said(60, 2)])

    await correcting(store)([Correction(reading(60, 500), 1)])

    assert await store.unplaced("meter-1", [ALWAYS], limit=9) == [said(0, 1)]
    await place_all(looking(store, AT_HOME))
    kept = await store.readings(["meter-1"], ALWAYS, limit=9)
    assert [r.power_mw for r in kept if r.measured_at == at(60)] == [500_000]


async def test_an_unplaced_correction_gets_its_place_by_the_registry_of_now(store: Store) -> None:
    await storing(store)([said(0, 1), said(60, 2)])
    registry: RegistryProjection = knowing(AT_HOME)

    await correcting(store, registry)([Correction(said(60, 500), 1)])

    kept = await store.readings(["meter-1"], ALWAYS, limit=9)
    assert [r.facility_id for r in kept if r.measured_at == at(60)] == [HOME]


def _at_home(items: list[UnplacedReading]) -> list[Reading]:
    k = AT_HOME.transformation_constant
    return [reading((item.measured_at - at(0)).total_seconds(), item.power_w * k) for item in items]

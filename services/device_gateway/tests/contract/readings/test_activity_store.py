"""Each ActivityStore joins what replicas saw, and lets one of them look at what is missing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from libs.chassis.postgres import connect_pool
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.numbering import Look, Numbering, ResendRules, look_at
from services.device_gateway.domain.readings.sequences import LARGEST_FOLLOWED, NumberSet, Span
from services.device_gateway.outbound.readings.activity_memory import ActivityInMemory
from services.device_gateway.outbound.readings.postgres import PostgresActivity
from services.device_gateway.ports.activity import ActivityStore, DeviceActivity
from services.device_gateway.tests.examples import NOW

_SOON = NOW + timedelta(seconds=30)


@asynccontextmanager
async def in_memory(_: pytest.FixtureRequest) -> AsyncIterator[ActivityStore]:
    yield ActivityInMemory()


@asynccontextmanager
async def in_postgres(request: pytest.FixtureRequest) -> AsyncIterator[ActivityStore]:
    dsn: str = request.getfixturevalue("migrated_dsn")
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await pool.execute("truncate reading_activity")
        yield PostgresActivity(pool)


@pytest.fixture(params=[in_memory, in_postgres], ids=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[ActivityStore]:
    async with request.param(request) as made:
        yield made


def seen(*numbers: int | None, after_s: float = 0) -> Sighting:
    """These came, so many seconds after NOW, each measured then."""
    at = NOW + timedelta(seconds=after_s)
    sighting = Sighting()
    for number in numbers:
        sighting.saw(number, at, at)
    return sighting


def decided(rules: ResendRules, after_s: float) -> Callable[[Numbering], Look]:
    return lambda numbering: look_at(numbering, NOW + timedelta(seconds=after_s), rules)


async def activity(store: ActivityStore, device_id: str = "m") -> DeviceActivity:
    return (await store.activity_of([device_id, "never-heard-of"]))[device_id]


async def test_what_replicas_saw_is_joined_in_any_order(store: ActivityStore) -> None:
    """And any number of times: an addition whose answer is lost is made again."""
    early, late = seen(1, 2, 5), seen(3, 4, 8, after_s=10)
    for sighting in (late, early, late):
        await store.add({"m": sighting, "n": seen(1)}, look_at=_SOON)
    ten = NOW + timedelta(seconds=10)
    assert await activity(store) == DeviceActivity(ten, ten, newest_sequence=8, missing_count=2)
    assert await activity(store, "n") == DeviceActivity(NOW, NOW, 1, 0)


async def test_readings_without_numbers_have_times_all_the_same(store: ActivityStore) -> None:
    await store.add({"m": seen(None)}, look_at=_SOON)
    assert await activity(store) == DeviceActivity(NOW, NOW, None, 0)
    assert await store.look(_SOON, 10, decided(ResendRules(), 30)) == []


async def test_only_devices_with_holes_are_looked_at_and_when_due(store: ActivityStore) -> None:
    await store.add({"m": seen(1, 3), "n": seen(1, 2)}, look_at=_SOON)
    assert await store.look(NOW, 10, decided(ResendRules(), 0)) == []
    looks = await store.look(_SOON, 10, decided(ResendRules(), 30))
    assert [device_id for device_id, _ in looks] == ["m"]
    assert looks[0][1].numbering.settled.spans == (Span(1, 1), Span(3, 3))


async def test_what_is_decided_is_kept(store: ActivityStore) -> None:
    rules = ResendRules(most_attempts=1, heard_within=timedelta(days=1))
    await store.add({"m": seen(1, 3)}, look_at=_SOON)
    asks: list[NumberSet] = []
    lost = 0
    for minutes in range(1, 6):
        now = NOW + timedelta(minutes=minutes)
        for _, look in await store.look(now, 10, decided(rules, 60 * minutes)):
            asks += [look.ask] if look.ask.count else []
            lost += look.lost_count
    assert [ask.spans for ask in asks] == [(Span(2, 2),)]
    assert lost == 1
    assert (await activity(store)).missing_count == 0
    assert await store.look(NOW + timedelta(days=1), 10, decided(rules, 0)) == []


async def test_a_new_hole_is_looked_at_after_the_old_one_is_filled(store: ActivityStore) -> None:
    await store.add({"m": seen(1, 3)}, look_at=_SOON)
    await store.add({"m": seen(2)}, look_at=_SOON)
    looks = await store.look(_SOON, 10, decided(ResendRules(), 30))
    assert [look.again_at for _, look in looks] == [None]
    later = _SOON + timedelta(minutes=1)
    await store.add({"m": seen(9, after_s=60)}, look_at=later)
    assert len(await store.look(later, 10, decided(ResendRules(), 90))) == 1


async def test_what_a_device_says_it_has(store: ActivityStore) -> None:
    said = seen(1, 2)
    said.states(1, 4, NOW)
    older = Sighting()
    older.states(0, 90, NOW - timedelta(seconds=1))
    await store.add({"m": said}, look_at=_SOON)
    await store.add({"m": older}, look_at=_SOON)
    assert await activity(store) == DeviceActivity(NOW, NOW, newest_sequence=4, missing_count=2)
    ((_, look),) = await store.look(_SOON, 10, decided(ResendRules(), 30))
    assert (look.numbering.oldest_held, look.numbering.newest_made) == (1, 4)
    assert look.numbering.heard_at == NOW


async def test_a_device_that_only_said_something(store: ActivityStore) -> None:
    said = Sighting()
    said.states(3, 4, NOW)
    await store.add({"m": said}, look_at=_SOON)
    assert await activity(store) == DeviceActivity(None, None, None, 0)


async def test_the_highest_numbers_there_are(store: ActivityStore) -> None:
    await store.add({"m": seen(0, LARGEST_FOLLOWED)}, look_at=_SOON)
    assert (await activity(store)).newest_sequence == LARGEST_FOLLOWED


async def test_a_bounded_number_is_looked_at_the_longest_due_first(store: ActivityStore) -> None:
    for number in range(5):
        due = NOW + timedelta(seconds=number)
        await store.add({f"m-{number}": seen(1, 3)}, look_at=due)
    looks = await store.look(_SOON, 2, decided(ResendRules(), 30))
    assert sorted(device_id for device_id, _ in looks) == ["m-0", "m-1"]


async def test_several_add_and_look_at_once(store: ActivityStore) -> None:
    """Replicas write the same devices side by side, and look: nobody waits for ever."""
    names = [f"m-{number}" for number in range(50)]
    parts = [
        {name: seen(*range(start, 60, 6)) for name in (names if start % 2 else names[::-1])}
        for start in range(6)
    ]
    async with asyncio.timeout(20):
        await asyncio.gather(
            *(store.add(part, look_at=NOW) for part in parts),
            *(store.look(NOW, 10, decided(ResendRules(), 0)) for _ in range(4)),
        )
    found = await store.activity_of(names)
    assert {one.newest_sequence for one in found.values()} == {59}
    assert {one.missing_count for one in found.values()} == {0}

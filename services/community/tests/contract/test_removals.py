"""What was removed: it waits, comes back whole or goes for good, but for its closed intervals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from services.community.domain.audit import Action, Change
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import OwnerKind, PlantSource
from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.domain.page import ByTime, Newest, Page
from services.community.domain.removal import RemovedFacility, Restorable
from services.community.outbound import registry_events
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.memory.upkeep import MemoryUpkeep
from services.community.outbound.postgres.upkeep import PostgresUpkeep
from services.community.ports import RegistryUpkeep
from services.community.tests.contract.subject import Subject, on_postgres, payloads
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLA,
    NOON,
    at,
    community,
    facility,
    facility_settings,
    first,
)

HOUSE = replace(facility(owner=ANNA).grant(CARLA, FacilityRole.VIEWER, NOON), version=1)
SOLARA = community(founder=BRUNO)


@pytest.fixture
def upkeep(subject: Subject) -> RegistryUpkeep:
    if isinstance(subject.registry, MemoryRegistry):
        return MemoryUpkeep(subject.registry)
    assert subject.pool is not None
    return PostgresUpkeep(subject.pool)


async def remove_facility(subject: Subject, house: Facility, when: datetime) -> Facility:
    removed = house.removed(when)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(house.facility_id)
        await transaction.facilities.remove(removed)
    return removed


async def remove_community(subject: Subject, number: int, when: datetime) -> None:
    solara = community(number)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(solara.community_id)
        await transaction.communities.remove(solara.dissolved(when))


async def trail_of(subject: Subject, entity_id: UUID) -> list[Any]:
    found = await subject.registry.audit_trail(entity_id, Page(50, Newest.start()))
    return [one.entry for one in found]


async def restorable(subject: Subject, user: UUID, since: datetime) -> list[list[int]]:
    registry, page = subject.registry, first(ByTime)
    found: list[Sequence[Restorable]] = [
        await registry.removed_facilities_of_user(user, page, removed_after=since),
        await registry.removed_communities_of_user(user, page, removed_after=since),
    ]
    return [[one.entity_id.int for one in each] for each in found]


async def test_a_facility_comes_back_with_its_users(subject: Subject) -> None:
    fitted = replace(HOUSE.attach_device("meter-1", requested_from=None, now=NOON), version=1)
    await subject.keep(fitted)
    removed = await remove_facility(subject, fitted, at(1))
    change = Change(ANNA, Action.RESTORE_FACILITY)
    async with subject.registry.transaction(change) as transaction:
        found = await transaction.facilities.lock_removed(fitted.facility_id)
        assert found == RemovedFacility(removed, HOUSE.accesses)
        restored = found.restored(by=ANNA, owned_before=0, now=at(2))
        await transaction.facilities.restore(restored)

    assert await subject.locked(fitted) == restored
    assert (restored.version, restored.accesses, restored.device_id) == (3, HOUSE.accesses, None)
    assert await restorable(subject, ANNA, NOON) == [[], []]
    assert payloads((await subject.told())[-1:]) == payloads(
        [registry_events.facility_changed(restored)]
    )
    newest, *_ = await trail_of(subject, fitted.facility_id)
    assert (newest.change, newest.before) == (change, None)
    assert newest.after["users"] == {str(ANNA): "owner", str(CARLA): "viewer"}
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.facilities.lock_removed(fitted.facility_id) is None
    await remove_facility(subject, restored, at(3))


async def test_a_community_comes_back(subject: Subject) -> None:
    await subject.keep(SOLARA)
    await remove_community(subject, 101, at(1))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        found = await transaction.communities.lock_removed(SOLARA.community_id)
        assert found == SOLARA.dissolved(at(1))
        restored = found.restored(represented_before=0, now=at(2))
        await transaction.communities.restore(restored)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.lock(SOLARA.community_id) == restored
        assert await transaction.communities.lock_removed(SOLARA.community_id) is None
    assert payloads((await subject.told())[-1:]) == payloads(
        [registry_events.community_changed(restored)]
    )


async def test_a_user_finds_what_they_may_restore(subject: Subject) -> None:
    """By the time of its removal; what was shared as a viewer is not theirs to restore."""
    houses = [replace(HOUSE, facility_id=UUID(int=n)) for n in range(1, 5)]
    await subject.keep(community(101), community(102), *houses)
    for n, house in enumerate(houses):
        await remove_facility(subject, house, at(3 - n))
    await remove_community(subject, 102, at(1))

    assert await restorable(subject, ANNA, at(0)) == [[3, 2, 1], []]
    assert await restorable(subject, BRUNO, at(0)) == [[], [102]]
    assert await restorable(subject, BRUNO, at(1)) == [[], []]
    assert await restorable(subject, CARLA, at(-9)) == [[], []]
    page = first(ByTime, 1)
    (one,) = await subject.registry.removed_facilities_of_user(ANNA, page, removed_after=at(-9))
    assert one == Restorable(entity_id=UUID(int=4), name="Casa", removed_at=at(0))
    (two,) = await subject.registry.removed_facilities_of_user(
        ANNA, Page(1, one.key), removed_after=at(-9)
    )
    assert two.entity_id.int == 3


async def test_the_outdated_is_purged_a_few_at_a_time(
    subject: Subject, upkeep: RegistryUpkeep
) -> None:
    houses = [replace(HOUSE, facility_id=UUID(int=n)) for n in range(1, 5)]
    await subject.keep(SOLARA, *houses)
    for n, house in enumerate(houses[:3]):
        await remove_facility(subject, house, at(n))
    await remove_community(subject, 101, at(1))

    purged = [await upkeep.purge_removed(removed_until=at(1), now=at(9), limit=1) for _ in range(3)]

    assert purged == [2, 1, 0]
    assert await restorable(subject, ANNA, at(-9)) == [[3], []]
    assert await restorable(subject, BRUNO, at(-9)) == [[], []]
    for entity_id in (UUID(int=1), UUID(int=2), SOLARA.community_id):
        assert await trail_of(subject, entity_id) == []
    assert len(await trail_of(subject, UUID(int=3))) == 2
    assert await subject.locked(houses[3]) == houses[3]
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.facilities.lock_removed(UUID(int=1)) is None
        assert await transaction.communities.lock_removed(SOLARA.community_id) is None


async def test_where_a_device_was_stays_known(subject: Subject, upkeep: RegistryUpkeep) -> None:
    """Nobody else's books may begin in a time that is accounted for."""
    fitted = replace(HOUSE.attach_device("meter-1", requested_from=at(-9), now=NOON), version=1)
    await subject.keep(fitted)
    await remove_facility(subject, fitted, at(1))
    await upkeep.purge_removed(removed_until=at(1), now=at(9), limit=9)

    async with subject.registry.transaction(BY_ANNA) as transaction:
        elsewhere = await transaction.facilities.lock_device("meter-1", not_at=UUID(int=404))

    assert elsewhere is not None
    assert (elsewhere.valid_from, elsewhere.valid_to) == (at(-9), at(1))


async def test_old_keys_are_forgotten(subject: Subject, upkeep: RegistryUpkeep) -> None:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        for n, key in enumerate("abcd"):
            made = KeyedCreation(ANNA, IdempotencyKey(key, b"x"), UUID(int=n), at(n))
            await transaction.creations.keep(made)

    forgotten = [await upkeep.forget_creations(created_until=at(2), limit=2) for _ in range(3)]

    assert forgotten == [2, 1, 0]
    async with subject.registry.transaction(BY_ANNA) as transaction:
        kept = [await transaction.creations.find(ANNA, key) for key in "abcd"]
    assert [one and one.entity_id.int for one in kept] == [None, None, None, 3]


async def test_nothing_personal_stays_in_the_database(pool: "asyncpg.Pool[Any]") -> None:
    subject = on_postgres(pool)
    settings = facility_settings(plant_source=PlantSource.BIOGAS, storage_efficiency=0.8125)
    house = replace(HOUSE, settings=settings)
    renewed = replace(settings, owner_kind=OwnerKind.ASSOCIATION)
    house = replace(house.with_settings(renewed, at(0), facts_from=at(0)), version=house.version)
    await subject.keep(SOLARA, house)
    await remove_facility(subject, house, at(1))
    await remove_community(subject, 101, at(1))
    await PostgresUpkeep(pool).purge_removed(removed_until=at(1), now=at(9), limit=9)

    left = [
        str(dict(row))
        for table in (
            "facility",
            "community",
            "facility_access",
            "removed_access",
            "audit_entry",
            "former_facts",
        )
        for row in await pool.fetch(f"select * from {table}")  # names from above
    ]

    assert len(left) == 2
    stated = ("Casa", "Solara", "AC001", "Marche", "biogas", "0.8125")
    for trace in (*stated, str(ANNA), str(BRUNO), str(CARLA)):
        assert not any(trace in row for row in left), trace

"""A long random history, asked of Postgres and of the memory twin: every answer is the same."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.errors import DomainError
from libs.chassis.testing.fakes import FakeClock, SequentialIds
from services.community.domain.facility import Access, FacilityRole
from services.community.domain.facility_settings import OwnerKind, PlantSource
from services.community.domain.idempotency import IdempotencyKey
from services.community.domain.overview import CommunityFilter
from services.community.domain.page import ByDevice, ByName, ByTime, Newest
from services.community.outbound.memory.contents import RegistryContents
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.ports import RegistryView
from services.community.tests.contract.subject import on_postgres, payloads
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    NOON,
    OTHER_SUBSTATION,
    at,
    behind_transformers,
    community_settings,
    facility_settings,
    first,
)
from services.community.usecases.use_cases import UseCases, use_cases_over

STEPS = 220
USERS = [ANNA, BRUNO, CARLA]
UNKNOWN = UUID(int=404)
Request = Callable[[UseCases], Any]


def random_request(random: Random, contents: RegistryContents) -> Request:
    """Something that anybody may ask about anything; often it is refused."""
    house_id = random.choice(
        [*list(contents.facilities) * 5, *contents.removed_facilities, UNKNOWN]
    )
    solara_id = random.choice(
        [*list(contents.communities) * 5, *contents.removed_communities, UNKNOWN]
    )
    other = random.choice(USERS)
    entitled = [access.user_id for access in _accesses(contents, house_id)]
    if solara_id in contents.communities:
        entitled.append(contents.communities[solara_id].representative_id)
    who = random.choice([*entitled, *entitled, random.choice(USERS)])
    successor = random.choice([who, other])
    since = random.choice([None, None, at(random.randint(-50, 5))])
    device, role = random.choice(["meter-1", "meter-2"]), random.choice(list(FacilityRole))
    house = random.choice(
        [
            *[facility_settings(name=name) for name in "abc"],
            behind_transformers(random.choice([25.0, 60.0])),
            facility_settings(primary_substation_code=OTHER_SUBSTATION),
            facility_settings(owner_kind=OwnerKind.LARGE_COMPANY),
            facility_settings(plant_source=PlantSource.HYDRO, storage_efficiency=1 / 3),
        ]
    )
    solara = community_settings(name=random.choice("xyz"))
    key = random.choice([None, IdempotencyKey(random.choice("jk"), repr((house, solara)).encode())])
    requests: list[Request] = [
        lambda ask: ask.create_facility(who, house, key),
        lambda ask: ask.create_community(who, solara, key),
        lambda ask: ask.change_facility(who, house_id, house),
        lambda ask: ask.change_community(who, solara_id, solara),
        lambda ask: ask.grant_access(who, house_id, other, role),
        lambda ask: ask.revoke_access(who, house_id, other),
        lambda ask: ask.attach_device(who, house_id, device, since),
        lambda ask: ask.detach_device(who, house_id),
        lambda ask: ask.join_community(who, solara_id, house_id, since),
        lambda ask: ask.leave_community(who, solara_id, house_id),
        lambda ask: ask.transfer_representation(who, solara_id, successor),
        lambda ask: ask.end_proposal(who, solara_id),
        lambda ask: ask.remove_account(other),
        lambda ask: ask.remove_facility(who, house_id),
        lambda ask: ask.remove_community(who, solara_id),
        lambda ask: ask.restore_facility(who, house_id),
        lambda ask: ask.restore_community(who, solara_id),
    ]
    may_be_added = [30 * (len(contents.facilities) < 4), 30 * (len(contents.communities) < 2)]
    (chosen,) = random.choices(
        requests, weights=[*may_be_added, 4, 2, 6, 3, 12, 3, 24, 3, 4, 1, 1, 2, 1, 3, 1]
    )
    return chosen


def _accesses(contents: RegistryContents, facility_id: UUID) -> tuple[Access, ...]:
    facility = contents.facilities.get(facility_id)
    removed = contents.restorable_facilities.get(facility_id)
    return facility.accesses if facility else removed.accesses if removed else ()


async def answer_to(request: Request, ask: UseCases) -> Any:
    try:
        return await request(ask)
    except DomainError as refused:
        return type(refused), refused.detail


async def everything_seen(view: RegistryView, ids: list[UUID]) -> list[Any]:
    """What all views answer about everything."""
    seen: list[Any] = [await view.communities(first(ByName, 50), CommunityFilter())]
    for user in USERS:
        seen.append(await view.facilities_of_user(user, first(ByName, 50), None))
        seen.append(await view.communities_of_user(user, first(ByName, 50)))
        since, page = NOON, first(ByTime, 50)
        seen.append(await view.removed_facilities_of_user(user, page, removed_after=since))
        seen.append(await view.removed_communities_of_user(user, page, removed_after=since))
    for each in ids:
        seen.append(await view.facility(each, seen_by=ANNA))
        seen.append(await view.community(each, seen_by=BRUNO))
        seen.append(await view.facility_community(each))
        seen.append(await view.users_of_facility(each))
        seen.append(await view.facilities_of_community(each, first(ByTime, 50)))
        seen.append(await view.points_of_community(each))
        seen.append(await view.devices_of_community(each, first(ByDevice, 50)))
        seen.append(await view.offers_of_community(each, first(ByTime, 50)))
        seen.append(await view.offers_of_facility(each, first(ByTime, 50)))
        seen.append([one.entry for one in await view.audit_trail(each, first(Newest, 500))])
    return seen


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_twin_answers_as_postgres_does(pool: "asyncpg.Pool[Any]", seed: int) -> None:
    random, clock = Random(seed), FakeClock(NOON)
    twin = MemoryRegistry()
    real = on_postgres(pool)
    ask_real = use_cases_over(real.registry, clock, SequentialIds())
    ask_twin = use_cases_over(twin, clock, SequentialIds())
    refused = 0

    for step in range(STEPS):
        clock.advance(seconds=600)
        request = random_request(random, twin.contents)
        answer = await answer_to(request, ask_real)
        assert answer == await answer_to(request, ask_twin), step
        refused += isinstance(answer, tuple)

    ids = [UUID(int=n) for n in range(1, 40)]
    assert payloads(await real.told()) == payloads(twin.contents.outbox)
    assert [e.event_id for e in await real.told()] == [e.event_id for e in twin.contents.outbox]
    assert await everything_seen(real.registry, ids) == await everything_seen(twin, ids)
    assert STEPS / 5 < refused < STEPS * 4 / 5

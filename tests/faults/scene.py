"""The plan's communities, registered by people who use the public APIs."""

from asyncio import gather
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from devstack.people.person import People, Person
from devstack.people.registry import NewFacility
from tests.faults.plan import COMMUNITIES, THRESHOLD_W, Plan, PlannedDevice
from tests.village import (
    Home,
    Village,
    a_community,
    a_flat,
    a_home,
    a_roof,
    a_village,
    a_workshop,
    users,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who lives where. `members`: for each community everybody with access to a facility of it."""

    villages: Sequence[Village]
    members: Sequence[Sequence[Person]]
    facility_of: Mapping[str, UUID]
    latecomer: Person
    """Has access to no facility of a community yet."""


async def set_up(people: People, plan: Plan) -> Scene:
    """One representative who owns every facility of a community; viewers in between."""
    names = [*(f"Owner{number}" for number in range(len(COMMUNITIES))), "Vera", "Marco", "Lea"]
    *owners, viewer, manager, latecomer = everybody = await users(people, *names)
    await gather(*(wants_every_call(person) for person in everybody))
    villages = await gather(*(_village(owner, plan, number) for number, owner in enumerate(owners)))
    outside = [await _home(owners[0], plan, device) for device in plan.devices_of(None)]
    # A user with access to facilities of two communities, and one with access to two of one.
    for number, home in ((0, 1), (1, 2)):
        await _give(villages[number].homes[home], viewer, "viewer")
    for home in (0, 3):
        await _give(villages[0].homes[home], manager, "manager")
    await _give(outside[0], latecomer, "viewer")
    homes = [*outside, *(home for village in villages for home in village.homes)]
    return Scene(
        villages=villages,
        members=[[owners[0], viewer, manager], [owners[1], viewer], [owners[2]]],
        facility_of={home.device_id: home.facility_id for home in homes},
        latecomer=latecomer,
    )


async def wants_every_call(person: Person) -> None:
    """The days of a plan are minutes: usual limits would let nobody be told of most of them."""
    preference = {"perDay": 24, "perWeek": 168, "minimumGapS": 0}
    await person.account.request("PUT", "/notification/preference", body=preference)


async def let_in(scene: Scene, community: int, person: Person) -> None:
    """Give somebody access to a facility of a community."""
    await _give(scene.villages[community].homes[0], person, "viewer")


async def _give(home: Home, person: Person, role: str) -> None:
    await home.owner.registry.give_access(person.account.user_id, home.facility_id, role)


async def _village(owner: Person, plan: Plan, number: int) -> Village:
    policy = COMMUNITIES[number]
    homes = await gather(*(_home(owner, plan, device) for device in plan.devices_of(number)))
    community = a_community(
        f"Comunità {number}",
        threshold_w=THRESHOLD_W,
        minimum_duration_s=policy.minimum_duration_s,
        cooldown_s=policy.cooldown_s,
    )
    return await a_village(owner, community, homes, since=plan.since)


async def _home(owner: Person, plan: Plan, device: PlannedDevice) -> Home:
    return await a_home(owner, _facility(device), since=plan.since, device_id=device.device_id)


def _facility(device: PlannedDevice) -> NewFacility:
    if device.is_roof:
        return a_roof(device.device_id)
    if device.transformation_constant > 1:
        return a_workshop(device.device_id, transformation_constant=device.transformation_constant)
    return a_flat(device.device_id)

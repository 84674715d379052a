"""Use cases on facilities, devices and communities, with their extensions (FR5 to FR9, R1, R2)."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.refusals import refused
from tests.village import (
    a_community,
    a_device_id,
    a_flat,
    a_home,
    a_roof,
    a_user,
    an_identity,
    users,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_facility_is_added_changed_and_deleted_with_its_device(people: People) -> None:
    """Use case "Add facility", use case "Update facility" and use case "Delete facility".

    FR5.1, FR5.2, FR6.2, FR7.1, FR7.2.
    """
    owner = await a_user(people, "Olga")
    assert await owner.registry.facilities() == []
    facility_id = await owner.registry.create_facility(a_flat("Flat"))
    path = f"/facility/{facility_id}"
    assert [(f.name, f.role) for f in await owner.registry.facilities()] == [("Flat", "owner")]
    await owner.account.request("PUT", path, body=a_flat("Attic").body())
    device_id = a_device_id()
    await owner.registry.attach_device(facility_id, device_id)
    facility = await owner.registry.facility(facility_id)
    assert facility.device is not None
    assert (facility.name, facility.device.device_id) == ("Attic", device_id)
    with refused(409, "device_in_use"):
        await a_home(owner, a_flat("Elsewhere"), device_id=device_id)
    removed = msgspec.json.decode(await owner.account.request("DELETE", path))
    assert removed["deviceReleased"] == device_id
    with refused(404, "facility_not_found"):
        await owner.registry.facility(facility_id)
    elsewhere = await owner.registry.create_facility(a_flat("Elsewhere"))
    await owner.registry.attach_device(elsewhere, device_id)


@pytest.mark.parametrize(
    "missing",
    ["name", "region", "primarySubstationCode", "memberType", "meterKind", "maxConsumptionW"],
)
async def test_a_facility_with_something_missing_is_told_what(olga: Person, missing: str) -> None:
    """Use case "Add facility", data missing (FR5.3)."""
    body = a_flat().body()
    del body[missing]
    with refused(400, "invalid_request", field=missing):
        await olga.account.request("POST", "/facility", body=body)


async def test_only_the_owner_changes_a_facility(people: People) -> None:
    """FR5.4, FR6.1, FR6.4, FR7.4: viewer and manager look, strangers do not even that."""
    owner, viewer, manager, stranger = await users(people, "Olga", "Vera", "Marco", "Zeno")
    home = await a_home(owner, a_flat())
    path, facility_id = f"/facility/{home.facility_id}", home.facility_id
    await owner.registry.give_access(viewer.account.user_id, facility_id, "viewer")
    await owner.registry.give_access(manager.account.user_id, facility_id, "manager")
    for person in (viewer, manager):
        assert (await person.registry.facility(facility_id)).name == "Flat"
    accesses = msgspec.json.decode(await manager.account.request("GET", f"{path}/user"))
    assert [access["role"] for access in accesses] == ["owner", "manager", "viewer"]
    with refused(403, "no_access"):
        await stranger.registry.facility(facility_id)
    for person in (viewer, manager, stranger):
        for attempt in _changes(person, facility_id):
            with pytest.raises(ApiProblem) as told:
                await attempt()
            assert told.value.status == 403, "nothing changed"
    facility = await owner.registry.facility(facility_id)
    assert (facility.name, facility.device and facility.device.device_id) == (
        "Flat",
        home.device_id,
    )
    user_path = f"/user/{viewer.account.user_id}/facility/{facility_id}"
    await owner.account.request("DELETE", user_path)
    with refused(403, "no_access"):
        await viewer.registry.facility(facility_id)


def _changes(person: Person, facility_id: UUID) -> list[Callable[[], Awaitable[object]]]:
    """Everything that changes a facility."""
    path, request = f"/facility/{facility_id}", person.account.request
    return [
        lambda: request("PUT", path, body=a_flat("Mine").body()),
        lambda: request("DELETE", path),
        lambda: person.registry.attach_device(facility_id, a_device_id()),
        lambda: person.registry.detach_device(facility_id),
        lambda: person.registry.give_access(uuid4(), facility_id, "viewer"),
    ]


async def test_a_device_is_exchanged_and_removed(olga: Person) -> None:
    """Use case "Create device" and use case "Delete device" (FR7.1 to FR7.3).

    Use case "Create device", the procedure fails; use case "Delete device", the removal fails.
    """
    home = await a_home(olga, a_flat())
    exchanged = a_device_id()
    await olga.registry.attach_device(home.facility_id, exchanged)
    facility = await olga.registry.facility(home.facility_id)
    assert facility.device is not None
    assert facility.device.device_id == exchanged
    with refused(400, "invalid_request", field="deviceId"):
        await olga.registry.attach_device(home.facility_id, "no/topic level")
    await olga.registry.detach_device(home.facility_id)
    assert (await olga.registry.facility(home.facility_id)).device is None
    with refused(404, "device_not_found"):
        await olga.registry.detach_device(home.facility_id)
    with refused(404, "facility_not_found"):
        await olga.registry.attach_device(uuid4(), a_device_id())


async def test_who_attaches_a_device_holds_it(stack: Stack, olga: Person) -> None:
    """Use case "Create device", the procedure fails: the code is another device's (FR7.3)."""
    facility_id = await olga.registry.create_facility(a_flat())
    device_id, another = a_device_id(), a_device_id()
    wrong = stack.code_on_label(another)
    with refused(403, "proof_wrong"):
        await olga.registry.attach_device(facility_id, device_id, proof=wrong)
    with refused(400, "proof_missing", field="proof"):
        body = {"deviceId": device_id}
        await olga.account.request("PUT", f"/facility/{facility_id}/device", body=body)
    assert (await olga.registry.facility(facility_id)).device is None
    right = stack.code_on_label(device_id)
    await olga.registry.attach_device(facility_id, device_id, proof=right)
    attached = (await olga.registry.facility(facility_id)).device
    assert attached is not None
    assert attached.device_id == device_id


async def test_a_community_is_founded_changed_and_deleted(people: People) -> None:
    """Use case "Create community", use case "Update community", use case "Delete community".

    FR8.1 to FR8.4.
    """
    founder, other = await users(people, "Rosa", "Zeno")
    community_id = await founder.registry.create_community(a_community("Sole"))
    path = f"/community/{community_id}"
    summaries = msgspec.json.decode(await other.account.request("GET", "/community"))
    assert str(community_id) in {one["communityId"] for one in summaries}, "anybody may look for it"
    renamed = a_community("Mezzogiorno").body()
    answer = msgspec.json.decode(await founder.account.request("PUT", path, body=renamed))
    assert (answer["name"], answer["role"]) == ("Mezzogiorno", "representative")
    with refused(403, "not_representative"):
        await other.account.request("PUT", path, body=renamed)
    with refused(403, "not_representative"):
        await other.account.request("DELETE", path)
    home = await a_home(founder, a_flat())
    await founder.registry.consent_to_membership(community_id, home.facility_id)
    removed = msgspec.json.decode(await founder.account.request("DELETE", path))
    assert removed["facilitiesReleased"] == 1, "how many still belonged to it"
    with refused(404, "community_not_found"):
        await founder.account.request("GET", path)
    assert (await founder.registry.facility(home.facility_id)).community is None


@pytest.mark.parametrize("missing", ["name", "primarySubstationCode", "marketZone"])
async def test_a_community_with_something_missing_is_told_what(rosa: Person, missing: str) -> None:
    """Use case "Create community", data missing (FR8.3)."""
    body = a_community().body()
    del body[missing]
    with refused(400, "invalid_request", field=missing):
        await rosa.account.request("POST", "/community", body=body)


async def test_nobodys_facility_is_taken_without_consent(people: People) -> None:
    """FR9.1, FR9.3, R1, R2: by invitation or by request, one community, one substation.

    Use case "Update community": facilities are added and removed.
    """
    rosa, olga, stranger = await users(people, "Rosa", "Olga", "Zeno")
    sole, luna = [await rosa.registry.create_community(a_community(n)) for n in ("Sole", "Luna")]
    flat, roof = await a_home(olga, a_flat()), await a_home(olga, a_roof())

    async def ask(person: Person, community_id: UUID, facility_id: UUID) -> str:
        path = f"/community/{community_id}/facility/{facility_id}"
        return str(msgspec.json.decode(await person.account.request("PUT", path))["status"])

    assert await ask(rosa, sole, flat.facility_id) == "pending", "an invitation"
    assert await rosa.registry.members(sole) == []
    assert await ask(olga, sole, flat.facility_id) == "joined"
    assert await ask(olga, sole, roof.facility_id) == "pending", "a request"
    assert await ask(rosa, sole, roof.facility_id) == "joined"
    assert {member.facility_id for member in await olga.registry.members(sole)} == {
        flat.facility_id,
        roof.facility_id,
    }
    with refused(409, "facility_in_other_community"):
        await ask(olga, luna, flat.facility_id)
    with refused(403, "no_access"):
        await ask(stranger, luna, flat.facility_id)
    with refused(403, "no_access"):
        await stranger.registry.members(sole)
    with refused(409, "substation_differs"):
        await olga.account.request(
            "PUT",
            f"/facility/{flat.facility_id}",
            body=a_flat().body() | {"primarySubstationCode": "AC001E99999"},
        )
    await olga.registry.end_membership(sole, flat.facility_id)
    assert [m.facility_id for m in await rosa.registry.members(sole)] == [roof.facility_id]
    assert await ask(olga, luna, flat.facility_id) == "pending"


async def test_an_older_plant_is_up_to_three_tenths_of_the_power(
    rosa: Person, olga: Person
) -> None:
    """R3, R4: it may join; the community is told whether it is eligible with it."""
    community_id = await rosa.registry.create_community(a_community())
    old = await a_home(rosa, a_roof(commissioned_on=date(2021, 12, 15)))
    await rosa.registry.consent_to_membership(community_id, old.facility_id)

    async def found() -> tuple[str, bool, set[str]]:
        path = f"/community/{community_id}/eligibility"
        answer = msgspec.json.decode(await rosa.account.request("GET", path))
        codes = {finding["code"] for finding in answer["findings"]}
        return answer["status"], answer["eligible"], codes

    assert await found() == (
        "forming",
        False,
        {"too_few_members", "too_few_connection_points", "older_plants_exceed_share"},
    )
    for _ in range(3):
        new = await a_home(olga, a_roof())
        await olga.registry.consent_to_membership(community_id, new.facility_id)
        await rosa.registry.consent_to_membership(community_id, new.facility_id)
    assert await found() == ("active", True, {"older_plants_without_premium"})


async def test_who_is_invited_by_email_signs_up_and_accepts(people: People, olga: Person) -> None:
    """FR6.1: before there is such a user; the address is the account's, however it is written."""
    guest = people.person(an_identity("Gina"))
    facility_id = await olga.registry.create_facility(a_flat("Shared"))
    body = {"email": guest.account.identity.email.upper(), "role": "viewer"}
    await olga.account.request("POST", f"/facility/{facility_id}/invitation", body=body)
    await guest.account.become_user()

    async def waiting() -> list[dict[str, str]]:
        found: list[dict[str, str]] = msgspec.json.decode(
            await guest.account.request("GET", "/user/invitation")
        )
        return found

    await eventually(waiting)
    (invitation,) = await waiting()
    assert (invitation["facilityName"], invitation["role"]) == ("Shared", "viewer")
    path = f"/user/invitation/{invitation['invitationId']}"
    with refused(404, "invitation_not_found"):
        await olga.account.request("POST", f"{path}/accept")
    await guest.account.request("POST", f"{path}/accept")
    assert (await guest.registry.facility(facility_id)).name == "Shared"
    with refused(404, "invitation_not_found"):
        await guest.account.request("DELETE", path)

"""FR5 to FR7 over HTTP: facilities, their users and devices."""

from uuid import UUID

from services.community.domain.facility import MAX_FACILITIES_OF_OWNER
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    OTHER_SUBSTATION,
    SUBSTATION,
)
from services.community.tests.samples import (
    facility as new_facility,
)
from services.community.tests.unit.edge import HOUSE, Edge


async def test_a_facility_is_added_and_shown(edge: Edge) -> None:
    """Use case Add facility."""
    answer = await edge.ask("POST", "/facility", ANNA, HOUSE)

    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/facility/{made['facilityId']}"
    assert made == {
        "facilityId": made["facilityId"],
        "version": 1,
        "changedAt": "2026-06-21T10:00:00Z",
        "name": "Casa",
        "region": "Marche",
        "primarySubstationCode": SUBSTATION,
        "memberType": "self-consumer",
        "meterKind": "GEMIS",
        "transformationConstant": 1.0,
        "maxConsumptionW": 3000.0,
        "maxProductionW": 4500.0,
        "commissionedOn": "2023-05-01",
        "plantSource": "photovoltaic",
        "regionalBonus": True,
        "incentivesReduction": 0.0,
        "ownerKind": "natural-person",
        "storageEfficiency": None,
        "role": "owner",
        "device": None,
        "community": None,
    }
    assert await edge.get(f"/facility/{made['facilityId']}") == made
    assert await edge.get("/user/facility") == [made]


async def test_who_has_nothing_sees_empty_lists(edge: Edge) -> None:
    """Section 5: 200 with an empty array where there is nothing."""
    facility = await edge.add_facility(ANNA)

    for path in ("/user/facility", "/user/community", "/community"):
        assert await edge.get(path, BRUNO) == []
    for part in ("device", "community", "offer"):
        assert await edge.get(f"/facility/{facility}/{part}") == []


async def test_put_replaces_all_settings(edge: Edge) -> None:
    """Use case Update facility."""
    facility = await edge.add_facility()
    flat = {
        "name": "Appartamento",
        "region": "Lazio",
        "primarySubstationCode": OTHER_SUBSTATION,
        "memberType": "consumer",
        "meterKind": "GESIS",
        "transformationConstant": 60,
        "maxConsumptionW": 40_000,
        "plantSource": "hydro",
        "regionalBonus": False,
        "storageEfficiency": 0.88,
    }

    changed = (await edge.ask("PUT", f"/facility/{facility}", ANNA, flat)).json()

    assert changed | flat == changed
    assert (changed["maxProductionW"], changed["commissionedOn"]) == (0.0, None)
    assert changed["version"] == 2
    assert await edge.get(f"/facility/{facility}") == changed


async def test_a_facility_is_removed_with_its_device(edge: Edge) -> None:
    """Use case Delete facility: FR5.2."""
    facility, community = await edge.add_facility(), await edge.found_community()
    await edge.attach(facility, "meter-1")
    await edge.join(community, facility)

    answer = await edge.ask("DELETE", f"/facility/{facility}")

    assert answer.json() == {
        "facilityId": facility,
        "deviceReleased": "meter-1",
        "communityLeft": community,
    }
    assert (await edge.ask("GET", f"/facility/{facility}")).status_code == 404
    assert (await edge.ask("DELETE", f"/facility/{facility}")).status_code == 404
    assert await edge.get("/user/facility") == []
    assert await edge.get(f"/community/{community}/facility", BRUNO) == []
    edge.clock.advance(seconds=1)
    await edge.attach(await edge.add_facility(), "meter-1")


async def test_a_device_measures_where_and_since_when_it_was_put(edge: Edge) -> None:
    """Use case Create device: FR7.1, ADR 0005."""
    facility, community = await edge.add_facility(), await edge.found_community()
    body = {"deviceId": "meter-1", "validFrom": "2026-06-20T00:00:00+02:00"}

    answer = await edge.ask("PUT", f"/facility/{facility}/device", ANNA, body)

    device = {
        "deviceId": "meter-1",
        "facilityId": facility,
        "transformationConstant": 1.0,
        "validFrom": "2026-06-19T22:00:00Z",
        "validTo": None,
    }
    assert (answer.status_code, answer.json()) == (200, device)
    assert await edge.get(f"/facility/{facility}/device") == [device]
    assert (await edge.get(f"/facility/{facility}"))["device"] == device
    await edge.join(community, facility)
    assert await edge.get(f"/community/{community}/device", BRUNO) == [device]


async def test_a_device_is_removed(edge: Edge) -> None:
    """Use case Delete device: FR7.2."""
    facility = await edge.add_facility()
    await edge.attach(facility, "meter-1")
    edge.clock.advance(seconds=3_600)

    freed = (await edge.ask("DELETE", f"/facility/{facility}/device")).json()

    assert (freed["deviceId"], freed["validTo"]) == ("meter-1", "2026-06-21T11:00:00Z")
    assert await edge.get(f"/facility/{facility}/device") == []
    again = await edge.ask("DELETE", f"/facility/{facility}/device")
    assert (again.status_code, again.json()["code"]) == (404, "device_not_found")


async def test_a_device_in_use_elsewhere_stays_there(edge: Edge) -> None:
    """FR7.3"""
    mine, theirs = await edge.add_facility(ANNA), await edge.add_facility(BRUNO)
    await edge.attach(mine, "meter-1")
    body = {"deviceId": "meter-1"}

    taken = await edge.ask("PUT", f"/facility/{theirs}/device", BRUNO, body)

    assert (taken.status_code, taken.json()["code"]) == (409, "device_in_use")
    edge.clock.advance(seconds=3_600)
    await edge.ask("DELETE", f"/facility/{mine}/device")
    early = body | {"validFrom": "2026-06-21T10:59:59Z"}
    backdated = await edge.ask("PUT", f"/facility/{theirs}/device", BRUNO, early)
    assert (backdated.status_code, backdated.json()["code"]) == (409, "device_in_use")
    await edge.attach(theirs, "meter-1", BRUNO)


async def test_closed_books_stay_closed(edge: Edge) -> None:
    facility = await edge.add_facility()
    await edge.attach(facility, "meter-1")
    early = {"deviceId": "meter-2", "validFrom": "2026-06-21T09:00:00Z"}

    answer = await edge.ask("PUT", f"/facility/{facility}/device", ANNA, early)

    assert (answer.status_code, answer.json()["code"]) == (409, "interval_overlap")


async def test_the_owner_gives_and_takes_roles(edge: Edge) -> None:
    """FR6.1; a user whom only the user service knows is an id here."""
    facility = await edge.add_facility()
    path = f"/user/{CARLA}/facility/{facility}"

    given = await edge.ask("PUT", path, ANNA, {"role": "viewer"})

    assert given.json() == {"userId": str(CARLA), "facilityId": facility, "role": "viewer"}
    assert [each["role"] for each in await edge.get("/user/facility", CARLA)] == ["viewer"]
    await edge.grant(facility, CARLA, "manager")
    assert await edge.get(f"/facility/{facility}/user") == [
        {"userId": str(ANNA), "facilityId": facility, "role": "owner"},
        {"userId": str(CARLA), "facilityId": facility, "role": "manager"},
    ]
    taken = await edge.ask("DELETE", path, ANNA)
    assert taken.json()["role"] == "manager"
    assert await edge.get("/user/facility", CARLA) == []
    again = await edge.ask("DELETE", path, ANNA)
    assert (again.status_code, again.json()["code"]) == (404, "access_not_found")


async def test_the_last_owner_stays(edge: Edge) -> None:
    facility = await edge.add_facility()
    path = f"/user/{ANNA}/facility/{facility}"

    for answer in (
        await edge.ask("DELETE", path),
        await edge.ask("PUT", path, ANNA, {"role": "viewer"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    await edge.grant(facility, BRUNO, "owner")
    assert (await edge.ask("DELETE", path)).status_code == 200


async def test_facilities_come_by_name_and_no_more_than_asked_for(edge: Edge) -> None:
    for name in ("b", "A", "c"):
        await edge.add_facility(name=name)

    assert [each["name"] for each in await edge.get("/user/facility")] == ["A", "b", "c"]
    assert [each["name"] for each in await edge.get("/user/facility", limit=2)] == ["A", "b"]


async def test_nobody_adds_facilities_without_end(edge: Edge) -> None:
    edge.registry.contents.facilities |= {
        UUID(int=n): new_facility(n, owner=ANNA) for n in range(MAX_FACILITIES_OF_OWNER)
    }

    answer = await edge.ask("POST", "/facility", ANNA, HOUSE)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_facilities")

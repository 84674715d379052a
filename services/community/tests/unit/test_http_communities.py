"""FR8 over HTTP: communities, as strangers, members and representatives see them."""

from services.community.domain.community import MAX_COMMUNITIES_OF_REPRESENTATIVE
from services.community.tests.samples import ANNA, BRUNO, CARLA, OTHER_SUBSTATION, SUBSTATION
from services.community.tests.unit.edge import SOLARA, Edge

DEFAULT_POLICY = {
    "thresholdW": 1000.0,
    "thresholdRatio": 0.1,
    "endRatio": 0.5,
    "minimumDurationS": 600,
    "cooldownS": 14400,
    "maximumAgeS": 900,
    "minimumFreshRatio": 0.7,
    "quietFrom": "21:00",
    "quietTo": "08:00",
    "timeZone": "Europe/Rome",
    "quietOnHolidays": False,
    "holidays": [],
    "holdOutRatio": 0.0,
    "wattsPerMember": 1000.0,
    "responseRatio": 0.25,
}
POLICY = DEFAULT_POLICY | {
    "thresholdW": 2000.0,
    "cooldownS": 3600,
    "quietFrom": "22:30",
    "quietTo": "22:30",
    "timeZone": "Europe/Lisbon",
    "quietOnHolidays": True,
    "holidays": ["2026-06-24", "2026-12-07"],
    "holdOutRatio": 0.1,
}


async def test_a_community_is_founded_and_shown(edge: Edge) -> None:
    """Use case Create community: FR8.1."""
    answer = await edge.ask("POST", "/community", BRUNO, SOLARA)

    made = answer.json()
    public = {
        "communityId": made["communityId"],
        "name": "Solara",
        "primarySubstationCode": SUBSTATION,
        "marketZone": "CNOR",
        "status": "forming",
        "facilityCount": 0,
        "memberCount": 0,
    }
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/community/{made['communityId']}"
    assert made == public | {
        "version": 1,
        "changedAt": "2026-06-21T10:00:00Z",
        "representativeId": str(BRUNO),
        "proposedRepresentativeId": None,
        "surplusPolicy": DEFAULT_POLICY,
        "role": "representative",
    }
    assert await edge.get(f"/community/{made['communityId']}", BRUNO) == made
    assert await edge.get("/user/community", BRUNO) == [made]
    assert await edge.get("/community", CARLA) == [public]


async def test_members_see_what_strangers_do_not(edge: Edge) -> None:
    """FR3.2: the app learns the surplus policy here."""
    community, facility = await edge.found_community(), await edge.add_facility(ANNA)
    await edge.join(community, facility)

    (seen,) = await edge.get("/user/community", ANNA)

    assert (seen["role"], seen["facilityCount"]) == ("member", 1)
    assert seen["surplusPolicy"]["thresholdW"] == 1000
    assert await edge.get("/user/community", CARLA) == []
    assert "surplusPolicy" not in (await edge.get("/community", CARLA))[0]
    assert await edge.get(f"/facility/{facility}/community") == await edge.get("/community")


async def test_put_replaces_all_settings(edge: Edge) -> None:
    """Use case Update community; FR4.2's threshold, duration and cooldown."""
    community = await edge.found_community(surplusPolicy=POLICY)
    changed = {"name": "Lunara", "primarySubstationCode": OTHER_SUBSTATION, "marketZone": "SUD"}

    answer = await edge.ask("PUT", f"/community/{community}", BRUNO, changed)

    assert answer.json() | changed == answer.json()
    assert answer.json()["surplusPolicy"] == DEFAULT_POLICY
    again = await edge.ask(
        "PUT", f"/community/{community}", BRUNO, SOLARA | {"surplusPolicy": POLICY}
    )
    assert (again.json()["surplusPolicy"], again.json()["version"]) == (POLICY, 3)


async def test_a_policy_has_defaults_for_what_is_left_out(edge: Edge) -> None:
    community = await edge.found_community(surplusPolicy={"quietOnHolidays": True})

    (seen,) = await edge.get("/user/community", BRUNO)

    assert seen["communityId"] == community
    assert seen["surplusPolicy"] == DEFAULT_POLICY | {"quietOnHolidays": True}


async def test_holidays_are_in_order_and_each_once(edge: Edge) -> None:
    days = ["2026-12-07", "2026-06-24", "2026-12-07"]

    await edge.found_community(surplusPolicy={"holidays": days})

    (seen,) = await edge.get("/user/community", BRUNO)
    assert seen["surplusPolicy"]["holidays"] == ["2026-06-24", "2026-12-07"]


async def test_the_substation_stays_while_facilities_are_under_it(edge: Edge) -> None:
    """R2"""
    community, facility = await edge.found_community(), await edge.add_facility()
    await edge.join(community, facility)
    moved = SOLARA | {"primarySubstationCode": OTHER_SUBSTATION}

    answer = await edge.ask("PUT", f"/community/{community}", BRUNO, moved)

    assert (answer.status_code, answer.json()["code"]) == (409, "substation_differs")


async def test_a_community_is_active_from_two_members(edge: Edge) -> None:
    """R1, R4: Anna's two roofs make her one member."""
    community = await edge.found_community()
    for owner, expected in ((ANNA, "forming"), (ANNA, "forming"), (CARLA, "active")):
        await edge.join(community, await edge.add_facility(owner), owner)
        assert (await edge.get(f"/community/{community}", BRUNO))["status"] == expected

    (public,) = await edge.get("/community")
    assert (public["facilityCount"], public["memberCount"]) == (3, 2)


async def test_its_facilities_come_in_order_of_joining(edge: Edge) -> None:
    community = await edge.found_community()
    facilities = []
    for name in ("z", "a"):
        facilities.append(await edge.add_facility(name=name))
        await edge.join(community, facilities[-1])
        edge.clock.advance(seconds=60)

    found = await edge.get(f"/community/{community}/facility")

    assert [each["facilityId"] for each in found] == facilities
    assert found[0] == {
        "facilityId": facilities[0],
        "name": "z",
        "memberType": "self-consumer",
        "maxConsumptionW": 3000.0,
        "maxProductionW": 4500.0,
        "validFrom": "2026-06-21T10:00:00Z",
    }
    assert await edge.get(f"/community/{community}/facility", limit=1) == found[:1]


async def test_a_community_is_removed_and_its_facilities_released(edge: Edge) -> None:
    """Use case Delete community: FR8.2."""
    community, facility = await edge.found_community(), await edge.add_facility()
    waiting = await edge.add_facility(CARLA)
    await edge.join(community, facility)
    await edge.ask("PUT", f"/community/{community}/facility/{waiting}", CARLA)

    answer = await edge.ask("DELETE", f"/community/{community}", BRUNO)

    assert answer.json() == {"communityId": community, "facilitiesReleased": 1}
    assert (await edge.ask("GET", f"/community/{community}", BRUNO)).status_code == 404
    assert await edge.get("/community") == []
    assert (await edge.get(f"/facility/{facility}"))["community"] is None
    assert await edge.get(f"/facility/{waiting}/offer", CARLA) == []
    await edge.join(await edge.found_community(), facility)


async def test_nobody_founds_communities_without_end(edge: Edge) -> None:
    for _ in range(MAX_COMMUNITIES_OF_REPRESENTATIVE):
        await edge.found_community(BRUNO)

    answer = await edge.ask("POST", "/community", BRUNO, SOLARA)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_communities")
    assert len(await edge.get("/user/community", BRUNO)) == MAX_COMMUNITIES_OF_REPRESENTATIVE

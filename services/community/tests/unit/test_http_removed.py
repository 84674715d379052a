"""Soft delete: what was removed is found and brought back for 30 days."""

from libs.chassis.testing.fakes import FakeClock
from services.community.domain.community import MAX_COMMUNITIES_OF_REPRESENTATIVE
from services.community.outbound.memory.upkeep import MemoryUpkeep
from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import Edge
from services.community.usecases.remove_outdated import RemoveOutdated

DAYS_30_S = 30 * 86_400


async def removed_facility(edge: Edge) -> str:
    facility = await edge.add_facility(ANNA)
    await edge.grant(facility, CARLA, "viewer")
    await edge.attach(facility, "meter-1")
    await edge.ask("DELETE", f"/facility/{facility}")
    return facility


async def clean(edge: Edge, clock: FakeClock) -> int:
    return await RemoveOutdated(MemoryUpkeep(edge.registry), clock)()


async def test_a_removed_facility_is_found_and_brought_back(edge: Edge) -> None:
    """With its users, without its device."""
    facility = await removed_facility(edge)

    (found,) = await edge.get("/user/facility/removed")
    answer = await edge.ask("POST", f"/facility/{facility}/restore")

    assert found == {
        "facilityId": facility,
        "name": "Casa",
        "removedAt": "2026-06-21T10:00:00Z",
        "restorableUntil": "2026-07-21T10:00:00Z",
    }
    restored = answer.json()
    assert (answer.status_code, restored["role"], restored["version"]) == (200, "owner", 5)
    assert (restored["device"], restored["community"]) == (None, None)
    assert answer.headers["etag"].startswith('"5.')
    assert [one["role"] for one in await edge.get("/user/facility", CARLA)] == ["viewer"]
    assert await edge.get("/user/facility/removed") == []
    again = await edge.ask("POST", f"/facility/{facility}/restore")
    assert (again.status_code, again.json()) == (200, restored)
    edge.clock.advance(seconds=1)
    await edge.attach(facility, "meter-1")


async def test_a_removed_community_is_found_and_brought_back(edge: Edge) -> None:
    """Without its facilities: each is asked again."""
    community, facility = await edge.found_community(BRUNO), await edge.add_facility(ANNA)
    await edge.join(community, facility)
    await edge.ask("DELETE", f"/community/{community}", BRUNO)

    (found,) = await edge.get("/user/community/removed", BRUNO)
    restored = (await edge.ask("POST", f"/community/{community}/restore", BRUNO)).json()

    assert (found["communityId"], found["name"]) == (community, "Solara")
    assert (restored["role"], restored["facilityCount"], restored["version"]) == (
        "representative",
        0,
        3,
    )
    assert await edge.get("/user/community/removed", BRUNO) == []
    await edge.join(community, facility)


async def test_only_who_owned_or_represented_it_restores(edge: Edge) -> None:
    facility, community = await removed_facility(edge), await edge.found_community(BRUNO)
    await edge.ask("DELETE", f"/community/{community}", BRUNO)

    for user in (BRUNO, CARLA):
        refused = await edge.ask("POST", f"/facility/{facility}/restore", user)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_owner")
        assert await edge.get("/user/facility/removed", user) == []
    refused = await edge.ask("POST", f"/community/{community}/restore", ANNA)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_representative")


async def test_after_30_days_nothing_comes_back(edge: Edge) -> None:
    """Whether or not it is purged yet."""
    facility, community = await removed_facility(edge), await edge.found_community(ANNA)
    await edge.ask("DELETE", f"/community/{community}")
    edge.clock.advance(seconds=DAYS_30_S)

    for is_purged in (False, True):
        if is_purged:
            assert await clean(edge, edge.clock) == 2
        for path in (f"/facility/{facility}", f"/community/{community}"):
            assert (await edge.ask("POST", f"{path}/restore")).status_code == 404
        for kind in ("facility", "community"):
            assert await edge.get(f"/user/{kind}/removed") == []


async def test_until_then_it_does(edge: Edge) -> None:
    facility = await removed_facility(edge)
    edge.clock.advance(seconds=DAYS_30_S - 1)
    assert await clean(edge, edge.clock) == 0

    assert (await edge.ask("POST", f"/facility/{facility}/restore")).status_code == 200


async def test_a_limit_holds_for_what_comes_back(edge: Edge) -> None:
    community = await edge.found_community(BRUNO)
    await edge.ask("DELETE", f"/community/{community}", BRUNO)
    for _ in range(MAX_COMMUNITIES_OF_REPRESENTATIVE):
        await edge.found_community(BRUNO)

    refused = await edge.ask("POST", f"/community/{community}/restore", BRUNO)

    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_communities")

"""Handing over a community, or a facility, over HTTP."""

from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import Edge


async def test_a_community_is_handed_over(edge: Edge) -> None:
    community, facility = await edge.found_community(BRUNO), await edge.add_facility(ANNA)
    await edge.join(community, facility, ANNA, BRUNO)
    path = f"/community/{community}/representative"

    proposed = await edge.ask("PUT", path, BRUNO, {"userId": str(ANNA)})

    assert (proposed.status_code, proposed.json()) == (
        202,
        {
            "status": "proposed",
            "communityId": community,
            "representativeId": str(BRUNO),
            "proposedRepresentativeId": str(ANNA),
        },
    )
    (seen,) = await edge.get("/user/community", ANNA)
    assert (seen["role"], seen["proposedRepresentativeId"]) == ("member", str(ANNA))

    accepted = await edge.ask("PUT", path, ANNA, {"userId": str(ANNA)})

    assert (accepted.status_code, accepted.json()["status"]) == (200, "in_place")
    assert (await edge.get(f"/community/{community}", ANNA))["role"] == "representative"
    assert (await edge.ask("PUT", path, BRUNO, {"userId": str(BRUNO)})).status_code == 403
    newest, *_ = await edge.get(f"/community/{community}/audit", ANNA)
    assert (newest["action"], newest["by"]) == ("transfer_representation", str(ANNA))
    assert newest["before"] == {
        "representativeId": str(BRUNO),
        "proposedRepresentativeId": str(ANNA),
    }


async def test_a_proposal_is_declined(edge: Edge) -> None:
    community, facility = await edge.found_community(BRUNO), await edge.add_facility(ANNA)
    await edge.join(community, facility, ANNA, BRUNO)
    path = f"/community/{community}/representative"
    await edge.ask("PUT", path, BRUNO, {"userId": str(ANNA)})

    declined = await edge.ask("DELETE", path, ANNA)

    assert (declined.status_code, declined.json()["status"]) == (200, "ended")
    assert (await edge.ask("PUT", path, ANNA, {"userId": str(ANNA)})).status_code == 403
    nothing = await edge.ask("DELETE", path, BRUNO)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "proposal_not_found")


async def test_a_viewer_cannot_become_representative(edge: Edge) -> None:
    community, facility = await edge.found_community(BRUNO), await edge.add_facility(ANNA)
    await edge.join(community, facility, ANNA, BRUNO)
    await edge.grant(facility, CARLA, "viewer")

    answer = await edge.ask(
        "PUT", f"/community/{community}/representative", BRUNO, {"userId": str(CARLA)}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_member")


async def test_a_facility_is_handed_over(edge: Edge) -> None:
    """The owner makes another one an owner and steps back; the last one cannot."""
    facility = await edge.add_facility(ANNA)
    step_back = f"/user/{ANNA}/facility/{facility}"
    for refused in (
        await edge.ask("DELETE", step_back, ANNA),
        await edge.ask("PUT", step_back, ANNA, {"role": "viewer"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "last_owner")
    await edge.grant(facility, CARLA, "owner")

    assert (await edge.ask("DELETE", step_back, ANNA)).status_code == 200

    assert (await edge.ask("GET", f"/facility/{facility}", ANNA)).status_code == 403
    assert (await edge.get(f"/facility/{facility}", CARLA))["role"] == "owner"
    last = await edge.ask("DELETE", f"/user/{CARLA}/facility/{facility}", CARLA)
    assert (last.status_code, last.json()["code"]) == (409, "last_owner")

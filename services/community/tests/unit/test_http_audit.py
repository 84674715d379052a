"""Who changed what, when, and what it was before, as owners and representatives read it."""

from typing import Any

from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import HOUSE, SOLARA, Edge


async def trail(edge: Edge, path: str, user: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await edge.get(f"{path}/audit", user)
    return found


async def test_a_change_says_who_what_when_and_what_was_before(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    edge.clock.advance(seconds=60)
    await edge.ask("PUT", f"/facility/{facility}", ANNA, HOUSE | {"name": "Villa"})

    changed, created = await trail(edge, f"/facility/{facility}", ANNA)

    assert changed == {
        "at": "2026-06-21T10:01:00Z",
        "by": str(ANNA),
        "action": "change_facility",
        "before": {"name": "Casa"},
        "after": {"name": "Villa"},
    }
    assert (created["action"], created["before"]) == ("create_facility", None)
    assert created["after"]["users"] == {str(ANNA): "owner"}


async def test_what_decides_incentives_is_in_the_trail(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    settings = {"plantSource": "biogas", "storageEfficiency": 0.88}
    await edge.ask("PUT", f"/facility/{facility}", ANNA, HOUSE | settings)

    changed, _ = await trail(edge, f"/facility/{facility}", ANNA)

    assert changed["before"] == {"plantSource": "photovoltaic", "storageEfficiency": None}
    assert changed["after"] == settings


async def test_since_when_a_grant_counts_is_in_the_trail(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    granted = HOUSE | {"incentivesReduction": 0.25, "validFrom": "2026-06-01T00:00:00Z"}
    late = HOUSE | {"validFrom": "2027-01-01T00:00:00Z"}

    answer = await edge.ask("PUT", f"/facility/{facility}", ANNA, granted)
    refused = await edge.ask("PUT", f"/facility/{facility}", ANNA, late)

    changed, _ = await trail(edge, f"/facility/{facility}", ANNA)
    assert answer.json()["incentivesReduction"] == 0.25
    assert changed["before"] == {"incentivesReduction": 0.0, "formerFacts": []}
    (former,) = changed["after"]["formerFacts"]
    assert former == {
        "memberType": "self-consumer",
        "ownerKind": "natural-person",
        "incentivesReduction": 0.0,
        "validFrom": "2000-01-01T00:00:00+00:00",
        "validTo": "2026-06-01T00:00:00+00:00",
    }
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_valid_from")


async def test_users_and_devices_of_a_facility(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    await edge.grant(facility, CARLA, "viewer")
    await edge.attach(facility, "meter-1")
    await edge.ask("DELETE", f"/facility/{facility}/device")
    await edge.ask("DELETE", f"/user/{CARLA}/facility/{facility}", CARLA)

    revoked, detached, attached, granted, _ = await trail(edge, f"/facility/{facility}", ANNA)

    assert (revoked["by"], revoked["after"]) == (str(CARLA), {"users": {str(ANNA): "owner"}})
    assert granted["after"] == {"users": {str(ANNA): "owner", str(CARLA): "viewer"}}
    assert attached["before"] == {"device": None} == detached["after"]
    assert attached["after"]["device"]["deviceId"] == "meter-1"


async def test_both_sides_read_how_a_membership_came_and_went(edge: Edge) -> None:
    """A community reads of its facilities' coming and going, not of their users."""
    facility, community = await edge.add_facility(ANNA), await edge.found_community(BRUNO)
    await edge.join(community, facility)
    await edge.ask("DELETE", f"/community/{community}/facility/{facility}", ANNA)

    of_community = await trail(edge, f"/community/{community}", BRUNO)
    of_facility = await trail(edge, f"/facility/{facility}", ANNA)

    for entries in (of_community, of_facility):
        assert [(one["action"], one["by"]) for one in entries[:4]] == [
            ("leave_community", str(ANNA)),
            ("join_community", str(BRUNO)),  # the offer is gone
            ("join_community", str(BRUNO)),  # and the facility has joined
            ("join_community", str(ANNA)),
        ]
        offered = entries[3]
        assert (offered["before"], offered["after"]["offer"]["kind"]) == (
            {"offer": None},
            "request",
        )
    member = {"facility": {"facilityId": facility, "validFrom": "2026-06-21T10:00:00+00:00"}}
    assert (of_community[2]["before"], of_community[2]["after"]) == ({"facility": None}, member)
    assert (of_community[0]["before"], of_community[0]["after"]) == (member, {"facility": None})
    assert set(of_facility[2]["after"]) == {"community"}


async def test_a_removal_of_the_community_shows_at_the_facility(edge: Edge) -> None:
    facility, community = await edge.add_facility(ANNA), await edge.found_community(BRUNO)
    await edge.join(community, facility)
    await edge.ask("DELETE", f"/community/{community}", BRUNO)

    newest, *_ = await trail(edge, f"/facility/{facility}", ANNA)

    assert (newest["action"], newest["by"]) == ("remove_community", str(BRUNO))
    assert newest["after"] == {"community": None}


async def test_what_is_refused_leaves_no_trace(edge: Edge) -> None:
    community = await edge.found_community(BRUNO)
    await edge.ask("PUT", f"/community/{community}", CARLA, SOLARA)

    assert len(await trail(edge, f"/community/{community}", BRUNO)) == 1

"""FR9 over HTTP: invitations, requests, memberships."""

from uuid import UUID

import pytest

from services.community.tests.samples import ANNA, BRUNO, OTHER_SUBSTATION
from services.community.tests.unit.edge import Edge

OWNER, REPRESENTATIVE = ANNA, BRUNO


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [(OWNER, REPRESENTATIVE, "request"), (REPRESENTATIVE, OWNER, "invitation")],
)
async def test_one_side_offers_and_the_other_accepts(
    edge: Edge, first: UUID, second: UUID, kind: str
) -> None:
    """FR9.1"""
    facility, community = await edge.add_facility(OWNER), await edge.found_community()
    path = f"/community/{community}/facility/{facility}"

    offered = await edge.ask("PUT", path, first)

    offer = {
        "status": "pending",
        "communityId": community,
        "facilityId": facility,
        "kind": kind,
        "offeredBy": str(first),
        "offeredAt": "2026-06-21T10:00:00Z",
        "validFrom": None,
    }
    assert (offered.status_code, offered.json()) == (202, offer)
    applicant = {
        "name": "Casa",
        "memberType": "self-consumer",
        "maxConsumptionW": 3_000,
        "maxProductionW": 4_500,
    }
    assert await edge.get(f"/community/{community}/offer", REPRESENTATIVE) == [
        offer | {"facility": applicant if kind == "request" else None}
    ]
    assert await edge.get(f"/facility/{facility}/offer", OWNER) == [offer]
    assert await edge.get(f"/community/{community}/facility", REPRESENTATIVE) == []

    edge.clock.advance(seconds=60)
    joined = await edge.ask("PUT", path, second)

    membership = {
        "status": "joined",
        "communityId": community,
        "facilityId": facility,
        "validFrom": "2026-06-21T10:01:00Z",
    }
    assert (joined.status_code, joined.json()) == (200, membership)
    assert (await edge.ask("PUT", path, first)).json() == membership
    assert await edge.get(f"/community/{community}/offer", REPRESENTATIVE) == []
    assert (await edge.get(f"/facility/{facility}"))["community"] == {
        "communityId": community,
        "name": "Solara",
        "validFrom": "2026-06-21T10:01:00Z",
    }


async def test_a_membership_counts_from_the_agreed_date(edge: Edge) -> None:
    """ADR 0005"""
    facility, community = await edge.add_facility(OWNER), await edge.found_community()
    path = f"/community/{community}/facility/{facility}"
    await edge.ask("PUT", path, OWNER, {"validFrom": "2026-06-01T00:00:00+02:00"})

    joined = await edge.ask("PUT", path, REPRESENTATIVE, {})

    assert joined.json()["validFrom"] == "2026-05-31T22:00:00Z"


async def test_who_is_both_joins_at_once(edge: Edge) -> None:
    facility, community = await edge.add_facility(OWNER), await edge.found_community(OWNER)

    answer = await edge.ask("PUT", f"/community/{community}/facility/{facility}", OWNER)

    assert (answer.status_code, answer.json()["status"]) == (200, "joined")


@pytest.mark.parametrize("caller", [OWNER, REPRESENTATIVE])
async def test_either_side_ends_it(edge: Edge, caller: UUID) -> None:
    facility, community = await edge.add_facility(OWNER), await edge.found_community()
    path = f"/community/{community}/facility/{facility}"
    await edge.ask("PUT", path, OWNER)

    withdrawn = await edge.ask("DELETE", path, caller)

    pair = {"communityId": community, "facilityId": facility}
    assert withdrawn.json() == {"status": "withdrawn"} | pair
    assert await edge.get(f"/facility/{facility}/offer", OWNER) == []
    await edge.join(community, facility)
    left = await edge.ask("DELETE", path, caller)
    assert left.json() == {"status": "left"} | pair
    assert await edge.get(f"/facility/{facility}/community", OWNER) == []
    nothing = await edge.ask("DELETE", path, caller)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "membership_not_found")


async def test_joining_one_ends_what_waits_elsewhere(edge: Edge) -> None:
    """R1"""
    facility = await edge.add_facility(OWNER)
    here, there = await edge.found_community(), await edge.found_community()
    await edge.ask("PUT", f"/community/{there}/facility/{facility}", OWNER)
    await edge.join(here, facility)

    answer = await edge.ask("PUT", f"/community/{there}/facility/{facility}", REPRESENTATIVE)

    assert (answer.status_code, answer.json()["code"]) == (409, "facility_in_other_community")
    assert await edge.get(f"/community/{there}/offer", REPRESENTATIVE) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"primarySubstationCode": OTHER_SUBSTATION}, "substation_differs"),
        ({"maxProductionW": 1_000_001}, "plant_too_powerful"),
        ({"ownerKind": "large-company"}, "owner_excluded"),
    ],
)
async def test_who_may_not_take_part_is_told_why(
    edge: Edge, changes: dict[str, object], code: str
) -> None:
    """R2, R3, R4, FR9.2"""
    facility = await edge.add_facility(OWNER, **changes)
    community = await edge.found_community()

    for caller in (OWNER, REPRESENTATIVE):
        answer = await edge.ask("PUT", f"/community/{community}/facility/{facility}", caller)
        assert (answer.status_code, answer.json()["code"]) == (409, code)

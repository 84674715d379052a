"""GET /community/{id}/eligibility over HTTP (R1 to R4)."""

from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import Edge


async def test_a_community_is_told_what_it_is_and_misses(edge: Edge) -> None:
    community = await edge.found_community(BRUNO)
    old_roof = await edge.add_facility(ANNA, commissionedOn="2019-07-01", maxProductionW=3000)
    await edge.join(community, old_roof, ANNA, BRUNO)

    alone = await edge.get(f"/community/{community}/eligibility", ANNA)

    assert alone == {
        "communityId": community,
        "eligible": False,
        "status": "forming",
        "memberCount": 1,
        "connectionPointCount": 1,
        "consumerCount": 1,
        "producerCount": 1,
        "plantPowerW": 3000.0,
        "olderPlantPowerW": 3000.0,
        "olderPlantShare": 1.0,
        "findings": [
            _missing("too_few_members", limit=2, found=1),
            _missing("too_few_connection_points", limit=2, found=1),
            {
                "code": "older_plants_exceed_share",
                "kind": "breach",
                "limit": 0.3,
                "found": 1.0,
                "facilityIds": [old_roof],
                "facilityCount": 1,
            },
        ],
    }

    await edge.join(community, await edge.add_facility(CARLA, maxProductionW=7000), CARLA, BRUNO)

    together = await edge.get(f"/community/{community}/eligibility", BRUNO)
    assert (together["eligible"], together["status"]) == (True, "active")
    (note,) = together["findings"]
    assert (note["code"], note["kind"]) == ("older_plants_without_premium", "note")


def _missing(code: str, *, limit: float, found: float) -> dict[str, object]:
    return {
        "code": code,
        "kind": "missing",
        "limit": limit,
        "found": found,
        "facilityIds": [],
        "facilityCount": 0,
    }

"""Shared energy over HTTP: who sees what of it (R5, section 5)."""

from uuid import UUID

import pytest

from services.energy.domain.calendar import EARLIEST, Period
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import (
    ALICE,
    BOB,
    CAROL,
    COMMUNITY,
    DAVE,
    EVE,
    SHED,
    STRANGER,
    Edge,
)

SHARED = f"community/{COMMUNITY}/shared-energy"
HOUR = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T13:00:00Z"}


async def an_hour(edge: Edge) -> None:
    """HOME takes 300 Wh, SHED 100 Wh, ROOF feeds in 200 Wh."""
    powers = [("meter-1", HOME, 300), ("meter-2", ROOF, -200), ("meter-3", SHED, 100)]
    await edge.store(
        [
            reading(60 * i, power, device=device, facility=facility)
            for i in range(61)
            for device, facility, power in powers
        ]
    )


@pytest.mark.parametrize("user", [ALICE, CAROL])
async def test_members_see_the_sum_of_three(edge: Edge, user: UUID) -> None:
    edge.add_shed()
    await an_hour(edge)

    answer = (await edge.get(SHARED, user, **HOUR)).json()

    assert (answer["sharedWh"], answer["basis"], answer["timeZone"]) == (
        200.0,
        "measured",
        "Europe/Rome",
    )
    assert answer["hours"] == [
        {
            "from": "2026-06-21T12:00:00Z",
            "to": "2026-06-21T13:00:00Z",
            "fedInWh": 200.0,
            "withdrawnWh": 400.0,
            "sharedWh": 200.0,
            "coverageS": 3600.0,
        }
    ]


@pytest.mark.parametrize("resolution", ["hour", "day", "month"])
async def test_hours_days_and_months_add_up(edge: Edge, resolution: str) -> None:
    await an_hour(edge)

    answer = (await edge.get(SHARED, CAROL, resolution=resolution, **HOUR)).json()

    assert sum(item["sharedWh"] for item in answer["hours"]) == answer["sharedWh"] == 200.0


async def test_two_do_not_see_each_others_curve(edge: Edge) -> None:
    """Alice could compute Bob's energy from the sum: she sees none of the sums."""
    await an_hour(edge)

    for path in (SHARED, f"community/{COMMUNITY}"):
        refused = await edge.get(path, ALICE, **HOUR)
        assert (refused.status_code, refused.json()["code"]) == (403, "too_few_facilities")
        assert (await edge.get(path, CAROL, **HOUR)).status_code == 200


async def test_hours_in_which_they_were_two_are_left_out(edge: Edge) -> None:
    edge.add_shed(Period(at(3_600), at(90_000)))
    await an_hour(edge)
    period = {"from": "2026-06-21T11:00:00Z", "to": "2026-06-21T14:00:00Z"}

    answer = (await edge.get(SHARED, ALICE, **period)).json()

    assert answer["hours"] == []
    assert len((await edge.get(SHARED, CAROL, **period)).json()["hours"]) == 1


async def test_the_representative_sees_whose_it_was(edge: Edge) -> None:
    edge.add_shed()
    await an_hour(edge)

    answer = (await edge.get(f"{SHARED}/facilities", CAROL, **HOUR)).json()

    by_facility = {item["facilityId"]: item for item in answer["facilities"]}
    assert by_facility[str(HOME)]["sharedAsConsumerWh"] == 150.0
    assert by_facility[str(SHED)]["sharedAsConsumerWh"] == 50.0
    assert by_facility[str(ROOF)]["sharedAsProducerWh"] == 200.0
    assert by_facility[str(ROOF)]["sharedAsPlantWh"] == 200.0


@pytest.mark.parametrize("user", [ALICE, BOB, EVE])
async def test_nobody_else_does(edge: Edge, user: UUID) -> None:
    refused = await edge.get(f"{SHARED}/facilities", user, **HOUR)

    assert (refused.status_code, refused.json()["code"]) == (403, "not_representative")


async def test_everybody_sees_their_own(edge: Edge) -> None:
    edge.add_shed()
    await an_hour(edge)

    answer = (await edge.get(f"facility/{SHED}/shared-energy", DAVE, **HOUR)).json()

    assert [(i["facilityId"], i["sharedAsConsumerWh"]) for i in answer["facilities"]] == [
        (str(SHED), 50.0)
    ]
    refused = await edge.get(f"facility/{SHED}/shared-energy", ALICE, **HOUR)
    assert (refused.status_code, refused.json()["code"]) == (403, "no_access")


async def test_what_does_not_exist_is_not_found(edge: Edge) -> None:
    for path in (
        f"community/{STRANGER}/shared-energy/facilities",
        f"facility/{STRANGER}/shared-energy",
    ):
        assert (await edge.get(path, ALICE)).status_code == 404


async def test_a_breakdown_is_of_a_year_at_most(edge: Edge) -> None:
    period = {"from": "2025-01-01T00:00:00Z", "to": "2026-01-04T00:00:00Z"}

    refused = await edge.get(f"{SHARED}/facilities", CAROL, **period)

    assert (refused.status_code, refused.json()["code"]) == (400, "too_many_points")


async def test_late_readings_change_days_that_were_kept(edge: Edge) -> None:
    """A day that has ended is computed once, and again when something of it changes."""
    await an_hour(edge)
    yesterday = Period(EARLIEST, at(0))
    assert yesterday.end < at(3_600)
    early = {"from": "2026-06-20T12:00:00Z", "to": "2026-06-20T13:00:00Z"}
    assert (await edge.get(SHARED, CAROL, **early)).json()["sharedWh"] == 0

    day = 86_400
    await edge.store(
        [
            reading(60 * i - day, power, device=device, facility=facility)
            for i in range(61)
            for device, facility, power in [("meter-1", HOME, 50), ("meter-2", ROOF, -80)]
        ]
    )

    assert (await edge.get(SHARED, CAROL, **early)).json()["sharedWh"] == 50.0

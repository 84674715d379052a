"""Impact over HTTP: what is counted, with which factor, and who sees it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import httpx
import pytest

from services.energy.domain.calendar import Period
from services.energy.inbound.http.impact.operations import ImpactUseCases, impact_operations
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.sharing.memory import MemoryHourlyBooks, MemorySharedDays
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import (
    ALICE,
    BOB,
    CAROL,
    COMMUNITY,
    EVE,
    SHED,
    STRANGER,
    Edge,
    open_edge,
)
from services.energy.tests.unit.rooms import Room
from services.energy.tests.unit.tariffs.plants import RULES
from services.energy.usecases.impact.community_impact import CommunityImpact
from services.energy.usecases.impact.facility_impact import FacilityImpact
from services.energy.usecases.sharing.kept_days import KeptDays

OF_COMMUNITY = f"community/{COMMUNITY}/impact"
JUNE = {"from": "2026-06-01T00:00:00+02:00", "to": "2026-07-01T00:00:00+02:00"}
GRAMS_PER_KWH = RULES.grid_co2.editions[0].grams_per_mwh / 1_000


_ROOM: Final = Room("impact", [impact_operations])


@dataclass
class Desk:
    """The room's operations on twins, over an edge's books and registry."""

    edge: Edge
    client: httpx.AsyncClient

    async def ask(self, path: str, user: UUID, **query: str) -> httpx.Response:
        headers = self.edge.issuer.headers(user)
        return await self.client.get(f"/energy-data/{path}", params=query, headers=headers)


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    async with open_edge() as edge:
        registry, clock = edge.registry, edge.clock
        history, hourly = MemoryHistory(edge.books), MemoryHourlyBooks(edge.books)
        days = KeptDays(registry, MemorySharedDays(hourly), clock)
        use_cases = ImpactUseCases(
            community_impact=CommunityImpact(registry, history, days, RULES, clock),
            facility_impact=FacilityImpact(registry, history, days, hourly, RULES, clock=clock),
        )
        async with _ROOM.client(use_cases) as client:
            yield Desk(edge, client)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """An hour: HOME takes 300 Wh, SHED 100 Wh, ROOF feeds in 200 Wh."""
    async with open_desk() as desk:
        desk.edge.add_shed()
        powers = [("meter-1", HOME, 300), ("meter-2", ROOF, -200), ("meter-3", SHED, 100)]
        await desk.edge.store(
            [
                reading(60 * i, power, device=device, facility=facility)
                for i in range(61)
                for device, facility, power in powers
            ]
        )
        yield desk


def kg(energy_wh: float) -> float:
    return energy_wh * GRAMS_PER_KWH / 1_000_000


@pytest.mark.parametrize("user", [ALICE, CAROL])
@pytest.mark.parametrize("query", [JUNE, {}])
async def test_a_community_by_month(desk: Desk, user: UUID, query: dict[str, str]) -> None:
    answer = (await desk.ask(OF_COMMUNITY, user, **query)).json()

    assert answer["total"] == {
        "fedInWh": 200,
        "avoidedCo2Kg": kg(200),
        "sharedWh": 200,
        "sharedCo2Kg": kg(200),
    }
    (june,) = answer["months"]
    assert (june["from"], june["to"]) == ("2026-05-31T22:00:00Z", "2026-06-30T22:00:00Z")
    assert {name: june[name] for name in answer["total"]} == answer["total"]
    assert (answer["basis"], answer["timeZone"]) == ("measured", "Europe/Rome")


async def test_the_factor_comes_with_its_source_and_what_is_uncertain(desk: Desk) -> None:
    answer = (await desk.ask(OF_COMMUNITY, CAROL, **JUNE)).json()

    (found,) = answer["factors"]
    assert (found["from"], found["to"]) == (answer["from"], answer["to"])
    assert found["factor"]["gramsPerKwh"] == GRAMS_PER_KWH
    assert "ISPRA" in found["factor"]["source"]["document"]
    assert found["factor"]["standsIn"] is True
    assert answer["provisional"] is True
    assert answer["provisionalBecause"] == ["period_not_over", "rules_provisional"]


@pytest.mark.parametrize(
    ("facility", "user", "amounts_wh"),
    [(ROOF, BOB, (200, 200, 0)), (HOME, ALICE, (0, 0, 150))],
)
async def test_a_facility_with_its_part_of_what_was_shared(
    desk: Desk, facility: UUID, user: UUID, amounts_wh: tuple[float, float, float]
) -> None:
    fed_in, produced, consumed = amounts_wh
    answer = (await desk.ask(f"facility/{facility}/impact", user, **JUNE)).json()

    assert answer["total"] == {
        "fedInWh": fed_in,
        "avoidedCo2Kg": kg(fed_in),
        "sharedAsProducerWh": produced,
        "sharedAsProducerCo2Kg": kg(produced),
        "sharedAsConsumerWh": consumed,
        "sharedAsConsumerCo2Kg": kg(consumed),
    }
    assert [month["from"] for month in answer["months"]] == ["2026-05-31T22:00:00Z"]


async def test_the_parts_of_all_facilities_are_the_communitys(desk: Desk) -> None:
    people = ((HOME, ALICE), (ROOF, BOB), (SHED, UUID(int=904)))
    parts = [
        (await desk.ask(f"facility/{facility}/impact", user, **JUNE)).json()["total"]
        for facility, user in people
    ]

    community = (await desk.ask(OF_COMMUNITY, CAROL, **JUNE)).json()["total"]

    assert sum(part["fedInWh"] for part in parts) == community["fedInWh"]
    for side in ("sharedAsProducerWh", "sharedAsConsumerWh"):
        assert sum(part[side] for part in parts) == community["sharedWh"]


async def test_of_an_official_curve_that_nobody_has_there_is_nothing(desk: Desk) -> None:
    for path in (OF_COMMUNITY, f"facility/{ROOF}/impact"):
        user = CAROL if path == OF_COMMUNITY else BOB
        answer = (await desk.ask(path, user, basis="official", **JUNE)).json()
        assert (answer["months"], answer["total"]["avoidedCo2Kg"]) == ([], 0)


@pytest.mark.parametrize(
    ("path", "user", "status", "code"),
    [
        (OF_COMMUNITY, EVE, 403, "no_access"),
        (f"facility/{ROOF}/impact", ALICE, 403, "no_access"),
        (f"community/{STRANGER}/impact", CAROL, 404, "community_not_found"),
        (f"facility/{STRANGER}/impact", CAROL, 404, "facility_not_found"),
    ],
)
async def test_who_may_not_see_it(
    desk: Desk, path: str, user: UUID, status: int, code: str
) -> None:
    refused = await desk.ask(path, user, **JUNE)

    assert (refused.status_code, refused.json()["code"]) == (status, code)


async def test_two_do_not_see_each_others_energy() -> None:
    async with open_desk() as desk:
        refused = await desk.ask(OF_COMMUNITY, ALICE, **JUNE)
        assert (refused.status_code, refused.json()["code"]) == (403, "too_few_facilities")

        desk.edge.add_shed(Period(at(1_800), at(90_000)))
        seen = (await desk.ask(OF_COMMUNITY, ALICE, **JUNE)).json()
        assert seen["total"]["fedInWh"] == 0


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (
            {"from": "2023-06-01T00:00:00+02:00", "to": "2026-07-01T00:00:00+02:00"},
            "too_many_points",
        ),
        ({"from": JUNE["to"], "to": JUNE["from"]}, "invalid_period"),
        ({"basis": "guessed"}, "invalid_request"),
    ],
)
async def test_a_bad_question_is_a_400(desk: Desk, query: dict[str, str], code: str) -> None:
    for path, user in ((OF_COMMUNITY, CAROL), (f"facility/{ROOF}/impact", BOB)):
        refused = await desk.ask(path, user, **query)
        assert (refused.status_code, refused.json()["code"]) == (400, code)

"""R6 and the rule in force over HTTP: who sees what of a community's incentives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from services.energy.domain.registry import Community, FacilityFacts
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.inbound.http.incentives.operations import (
    IncentivesUseCases,
    incentives_operations,
)
from services.energy.outbound.sharing.memory import MemoryHourlyBooks
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import ALICE, BOB, CAROL, COMMUNITY, EVE, Edge, open_edge
from services.energy.tests.unit.rooms import Room
from services.energy.tests.unit.tariffs.plants import RULES, eur
from services.energy.usecases.incentives.compute import ComputeIncentives
from services.energy.usecases.incentives.read_incentives import ReadIncentives

_ROOM: Final = Room("incentives", [incentives_operations])
HOUR = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T13:00:00Z"}
PATH = f"/energy-data/community/{COMMUNITY}/incentives"
PLANT = FacilityFacts(
    region="Lombardia", max_production_mw=20_000_000, commissioned_on=date(2024, 5, 1)
)


@dataclass
class Desk:
    """The room's operations on twins, over an edge's books and registry."""

    edge: Edge
    client: httpx.AsyncClient
    prices: MemoryPrices

    async def ask(self, user: UUID, **query: str) -> httpx.Response:
        headers = self.edge.issuer.headers(user)
        return await self.client.get(PATH, params=query or HOUR, headers=headers)

    async def price(self, eur_mwh: float) -> None:
        known = StoredPrice(
            hour_start=at(0),
            price_ueur_mwh=eur(eur_mwh),
            revision=1,
            provenance=Provenance(source="test", imported_by="test", imported_at=at(0)),
        )
        async with self.prices.open(Zone.NORD) as opened:
            await opened.put(PriceChange([known], [], 0))


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    async with open_edge() as edge:
        prices = MemoryPrices()
        compute = ComputeIncentives(
            edge.registry, MemoryHourlyBooks(edge.books), prices, RULES, edge.clock
        )
        use_cases = IncentivesUseCases(
            read_incentives=ReadIncentives(edge.registry, compute, edge.clock)
        )
        async with _ROOM.client(use_cases) as client:
            yield Desk(edge, client, prices)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """HOME takes 1 kW for an hour, ROOF's plant of 20 kW in Lombardia feeds in 2 kW."""
    async with open_desk() as desk:
        roof = desk.edge.registry.facility(ROOF)
        assert roof is not None
        desk.edge.registry.put_facility(replace(roof, version=2, facts=PLANT))
        desk.edge.registry.put_community(
            Community(
                COMMUNITY, 2, removed=False, representative_id=CAROL, name="C", market_zone="NORD"
            )
        )
        await desk.edge.store(
            [
                reading(60 * i, power, device=device, facility=facility)
                for i in range(61)
                for device, facility, power in [("meter-1", HOME, 1_000), ("meter-2", ROOF, -2_000)]
            ]
        )
        yield desk


async def test_the_representative_sees_plants_and_sums(desk: Desk) -> None:
    """One kilowatt-hour is shared: min(120; 80 + 180 - 150) + 10 = 120 EUR/MWh."""
    await desk.price(150)

    answer = (await desk.ask(CAROL)).json()

    assert answer["community"]["sharedWh"] == 1_000.0
    assert answer["community"]["premiumEur"] == 0.12
    (plant,) = answer["plants"]
    assert (plant["facilityId"], plant["premiumEur"], plant["fedInWh"]) == (str(ROOF), 0.12, 2_000)
    assert plant["noPremium"] == []
    assert "prices_missing" not in answer["provisionalBecause"]


async def test_the_simplified_form_is_there_too(desk: Desk) -> None:
    """R6: (80 + 30) * 1 + 10 EUR/MWh, V beside it."""
    await desk.price(150)

    answer = (await desk.ask(CAROL, model="simplified", **HOUR)).json()

    assert (answer["model"], answer["community"]["premiumEur"]) == ("simplified", 0.12)


async def test_without_a_price_it_is_provisional(desk: Desk) -> None:
    answer = (await desk.ask(CAROL)).json()

    assert answer["provisional"] is True
    assert "prices_missing" in answer["provisionalBecause"]
    assert answer["community"]["premiumEur"] == 0.09


async def test_members_see_the_sums_and_their_own_plants(desk: Desk) -> None:
    desk.edge.add_shed()

    alice, bob = [(await desk.ask(user)).json() for user in (ALICE, BOB)]

    assert alice["community"] == bob["community"]
    assert alice["plants"] == []
    assert [plant["facilityId"] for plant in bob["plants"]] == [str(ROOF)]


@pytest.mark.parametrize(("user", "code"), [(ALICE, "too_few_facilities"), (EVE, "no_access")])
async def test_who_could_compute_anothers_energy_sees_nothing(
    desk: Desk, user: UUID, code: str
) -> None:
    refused = await desk.ask(user)

    assert (refused.status_code, refused.json()["code"]) == (403, code)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "2025-01-01T00:00:00Z", "to": "2026-06-01T00:00:00Z"}, "too_many_points"),
        ({"model": "generous"}, "invalid_request"),
        ({"basis": "guessed"}, "invalid_request"),
    ],
)
async def test_a_bad_question_is_a_400(desk: Desk, query: dict[str, Any], code: str) -> None:
    refused = await desk.ask(CAROL, **query)

    assert (refused.status_code, refused.json()["code"]) == (400, code)


async def test_the_same_inputs_have_the_same_fingerprint(desk: Desk) -> None:
    before = (await desk.ask(CAROL)).json()["fingerprint"]
    assert (await desk.ask(CAROL)).json()["fingerprint"] == before

    await desk.price(150)

    assert (await desk.ask(CAROL)).json()["fingerprint"] != before

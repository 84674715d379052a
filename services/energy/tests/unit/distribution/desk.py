"""The room's operations on twins: HOME (Alice), ROOF (Bob), SHED (Dave), Carol represents.

HOME withdraws 30 kWh in an hour, SHED, a small company's, 10 kWh; ROOF's plant of 20 kW in
Lombardia feeds in 20 kWh. At 100 EUR/MWh these 20 kWh of shared energy earn 2.60 EUR of premium:
min(120; 80 + 80) + 10 = 130 EUR/MWh.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import httpx

from services.energy.domain.registry import Community, FacilityFacts
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.inbound.http.distribution.operations import (
    DistributionUseCases,
    distribution_operations,
)
from services.energy.outbound.distribution.memory import MemoryPolicies
from services.energy.outbound.sharing.memory import MemoryHourlyBooks
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import CAROL, COMMUNITY, SHED, Edge, open_edge
from services.energy.tests.unit.rooms import Room
from services.energy.tests.unit.tariffs.plants import RULES, eur
from services.energy.usecases.distribution.decide_policy import DecidePolicy
from services.energy.usecases.distribution.read_policy import ReadPolicy
from services.energy.usecases.distribution.simulate_policy import SimulatePolicy
from services.energy.usecases.incentives.compute import ComputeIncentives

_ROOM: Final = Room("distribution", [distribution_operations])
PATH: Final = f"/energy-data/community/{COMMUNITY}/distribution-policy"
EQUAL: Final[dict[str, Any]] = {"parts": {"equal": 1}}
_PLANT: Final = FacilityFacts(
    region="Lombardia", max_production_mw=20_000_000, commissioned_on=date(2024, 5, 1)
)
_COMPANY: Final = FacilityFacts(region="Lombardia", owner_kind="small-company")


@dataclass
class Desk:
    """The room's operations, over an edge's books and registry."""

    edge: Edge
    client: httpx.AsyncClient
    policies: MemoryPolicies

    async def get(
        self, user: UUID, path: str = "", sent: Mapping[str, str] | None = None, /, **query: Any
    ) -> httpx.Response:
        headers = self.edge.issuer.headers(user) | dict(sent or {})
        return await self.client.get(PATH + path, params=query, headers=headers)

    async def decide(
        self, body: Mapping[str, Any], user: UUID = CAROL, *, if_match: str | None = None
    ) -> httpx.Response:
        headers = self.edge.issuer.headers(user)
        headers |= {} if if_match is None else {"If-Match": if_match}
        return await self.client.put(PATH, json=body, headers=headers)

    async def simulate(
        self, policy: Mapping[str, Any], user: UUID = CAROL, /, **others: Any
    ) -> httpx.Response:
        body = {"policy": policy, "from": "2026-06"} | others
        headers = self.edge.issuer.headers(user)
        return await self.client.post(f"{PATH}/simulation", json=body, headers=headers)


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    async with open_edge() as edge:
        prices, policies = MemoryPrices(), MemoryPolicies()
        compute = ComputeIncentives(
            edge.registry, MemoryHourlyBooks(edge.books), prices, RULES, edge.clock
        )
        use_cases = DistributionUseCases(
            read=ReadPolicy(edge.registry, policies, edge.clock),
            decide=DecidePolicy(edge.registry, policies, edge.clock),
            simulate=SimulatePolicy(edge.registry, policies, compute, RULES, edge.clock),
        )
        await _one_hour(edge, prices)
        async with _ROOM.client(use_cases) as client:
            yield Desk(edge, client, policies)


async def _one_hour(edge: Edge, prices: MemoryPrices) -> None:
    edge.add_shed()
    for facility_id, facts in ((ROOF, _PLANT), (SHED, _COMPANY)):
        facility = edge.registry.facility(facility_id)
        assert facility is not None
        edge.registry.put_facility(replace(facility, version=2, facts=facts))
    edge.registry.put_community(
        Community(COMMUNITY, 2, removed=False, representative_id=CAROL, market_zone="NORD")
    )
    powers = [("meter-1", HOME, 30_000), ("meter-2", ROOF, -20_000), ("meter-3", SHED, 10_000)]
    await edge.store(
        [
            reading(60 * i, power, device=device, facility=facility)
            for i in range(61)
            for device, facility, power in powers
        ]
    )
    known = StoredPrice(
        hour_start=at(0),
        price_ueur_mwh=eur(100),
        revision=1,
        provenance=Provenance(source="test", imported_by="test", imported_at=at(0)),
    )
    async with prices.open(Zone.NORD) as opened:
        await opened.put(PriceChange([known], [], 0))

"""The room's use cases on twins, over an edge's books and registry."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

import httpx

from libs.chassis.screens import ScreenLimits
from services.energy.domain.registry import Community, FacilityFacts
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.inbound.http.accrual.operations import AccrualUseCases, accrual_operations
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.sharing.memory import MemoryHourlyBooks
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import CAROL, COMMUNITY, Edge, open_edge
from services.energy.tests.unit.rooms import Room
from services.energy.tests.unit.tariffs.plants import RULES, eur
from services.energy.usecases.accrual.compute_today import ComputeToday
from services.energy.usecases.accrual.read_today import ReadToday
from services.energy.usecases.accrual.todays import Todays
from services.energy.usecases.accrual.watch_today import WatchToday
from services.energy.usecases.incentives.compute import ComputeIncentives

_ROOM: Final = Room("accrual", [accrual_operations])
PATH = f"/energy-data/community/{COMMUNITY}/today"
PLANT = FacilityFacts(
    region="Lombardia", max_production_mw=20_000_000, commissioned_on=date(2024, 5, 1)
)


@dataclass
class Stage:
    """HOME (Alice), ROOF (Bob, a plant of 20 kW in Lombardia), in a community of Carol's."""

    edge: Edge
    client: httpx.AsyncClient
    prices: MemoryPrices
    watch: WatchToday

    async def ask(self, user: UUID) -> httpx.Response:
        return await self.client.get(PATH, headers=self.edge.issuer.headers(user))

    async def measure(self, first_s: int, last_s: int, *, home_w: float, roof_w: float) -> None:
        """Readings a minute of both; negative power is fed in."""
        await self.edge.store(
            [
                reading(second, power, device=device, facility=facility)
                for second in range(first_s, last_s + 1, 60)
                for device, facility, power in [
                    ("meter-1", HOME, home_w),
                    ("meter-2", ROOF, roof_w),
                ]
            ]
        )

    async def price(self, eur_mwh: float) -> None:
        """Of NOON's hour and the next."""
        known = [
            StoredPrice(
                hour_start=at(second),
                price_ueur_mwh=eur(eur_mwh),
                revision=1,
                provenance=Provenance(source="test", imported_by="test", imported_at=at(0)),
            )
            for second in (0, 3_600)
        ]
        async with self.prices.open(Zone.NORD) as opened:
            await opened.put(PriceChange(known, [], 0))


@asynccontextmanager
async def open_stage(*, per_user: int = 2) -> AsyncIterator[Stage]:
    async with open_edge() as edge:
        _put_plant(edge)
        prices, clock, registry = MemoryPrices(), edge.clock, edge.registry
        incentives = ComputeIncentives(
            registry, MemoryHourlyBooks(edge.books), prices, RULES, clock
        )
        compute = ComputeToday(registry, MemoryHistory(edge.books), incentives, RULES)
        todays = Todays(compute, clock)
        watch = WatchToday(registry, todays, clock, ScreenLimits(per_user=per_user, total=3))
        use_cases = AccrualUseCases(
            read_today=ReadToday(registry, todays, clock),
            watch_today=watch,
            clock=clock,
            ended=frozenset(),
        )
        async with _ROOM.client(use_cases) as client:
            yield Stage(edge, client, prices, watch)


def _put_plant(edge: Edge) -> None:
    roof = edge.registry.facility(ROOF)
    assert roof is not None
    edge.registry.put_facility(replace(roof, version=2, facts=PLANT))
    edge.registry.put_community(
        Community(
            COMMUNITY, 2, removed=False, representative_id=CAROL, name="C", market_zone="NORD"
        )
    )

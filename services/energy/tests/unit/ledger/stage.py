"""The room on twins: HOME, ROOF (a plant of 20 kW in Lombardia) and SHED had one hour of June."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.energy.domain.calendar import LATEST, Period
from services.energy.domain.ledger.settlement import Settlement
from services.energy.domain.registry import Community, Facility, FacilityFacts, Membership
from services.energy.domain.tariffs.price_import import PriceChange, Provenance, StoredPrice
from services.energy.domain.tariffs.prices import Zone
from services.energy.inbound.http.app import build_app
from services.energy.inbound.http.ledger.gse_statements import gse_operations
from services.energy.inbound.http.ledger.operations import settlement_operations
from services.energy.inbound.http.ledger.statement_hours import hours_operations
from services.energy.inbound.http.ledger.statements import statement_operations
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.distribution.memory import MemoryPolicies
from services.energy.outbound.ledger.memory import (
    MemoryGseStatements,
    MemoryLedger,
    MemorySettlementChecks,
)
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.sharing.memory import MemoryHourlyBooks
from services.energy.outbound.tariffs.memory import MemoryPrices
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.stage import storing
from services.energy.tests.unit.edge import ALICE, BOB, CAROL, COMMUNITY, DAVE, SHED
from services.energy.tests.unit.ledger.months import KEY
from services.energy.tests.unit.tariffs.plants import RULES, eur
from services.energy.usecases.distribution.simulate_policy import SimulatePolicy
from services.energy.usecases.incentives.compute import ComputeIncentives
from services.energy.usecases.ledger.compute_settlement import ComputeSettlement
from services.energy.usecases.ledger.explain_hours import ExplainHours
from services.energy.usecases.ledger.read_settlements import ReadSettlements, SettleMonth
from services.energy.usecases.ledger.read_statement import ReadStatement
from services.energy.usecases.ledger.reconcile_gse import BringGseStatement, ReadReconciliation
from services.energy.usecases.ledger.settle_due import SettleDue

LATER = datetime(2026, 7, 3, tzinfo=UTC)
MAY = datetime(2026, 4, 30, 22, tzinfo=UTC)
"""Its start in Rome; since then all are members."""
SETTLEMENT = f"community/{COMMUNITY}/settlement/2026-06"
STATEMENT = f"community/{COMMUNITY}/statement/2026-06"
PLANT = FacilityFacts(
    region="Lombardia", max_production_mw=20_000_000, commissioned_on=date(2024, 5, 1)
)
ISSUER = TestIssuer()


@dataclass(frozen=True)
class _Operations:
    """What all of the room's operations call."""

    settle: SettleMonth
    read: ReadSettlements
    bring: BringGseStatement
    reconcile: ReadReconciliation
    of_community: Callable[..., Awaitable[Any]]
    of_facility: Callable[..., Awaitable[Any]]
    explain_hours: ExplainHours


_CALLED: PerRequest[Any] = PerRequest("ledger")


@cache
def _app() -> FastAPI:
    called = _CALLED.stand_in
    routers = [
        settlement_operations(called),
        gse_operations(called),
        statement_operations(called),
        hours_operations(called),
    ]
    return build_app(routers, Readiness(), ISSUER.verifier())


@dataclass
class Office:
    """The room on twins, and a client that may be anybody."""

    client: httpx.AsyncClient
    clock: FakeClock
    books: MemoryBooks
    registry: RegistryProjection
    prices: MemoryPrices
    policies: MemoryPolicies
    ledger: MemoryLedger
    checks: MemorySettlementChecks
    due: SettleDue
    simulate: SimulatePolicy

    async def get(self, path: str, user: UUID = CAROL, /, **query: Any) -> httpx.Response:
        headers = ISSUER.headers(user)
        return await self.client.get(f"/energy-data/{path}", params=query or None, headers=headers)

    async def post(self, path: str, user: UUID = CAROL, /, **sent: Any) -> httpx.Response:
        headers = ISSUER.headers(user) | sent.pop("headers", {})
        return await self.client.post(f"/energy-data/{path}", headers=headers, **sent)

    async def price(self, eur_mwh: float, revision: int = 1) -> None:
        known = StoredPrice(
            hour_start=at(0),
            price_ueur_mwh=eur(eur_mwh),
            revision=revision,
            provenance=Provenance(source="test", imported_by="test", imported_at=at(0)),
        )
        async with self.prices.open(Zone.NORD) as opened:
            await opened.put(PriceChange([known], [], 0))

    async def more_of_home(self) -> None:
        """Half a kilowatt-hour, late: HOME's hour before."""
        await storing(self.books)(
            [
                reading(60 * i - 7_200, 500, device="meter-1", facility=HOME)
                for i in range(0, 61, 15)
            ]
        )

    async def newest(self) -> Settlement | None:
        """Of June."""
        return await self.ledger.newest(KEY)

    def put(self, facility_id: UUID, user: UUID, since: datetime, **changes: Any) -> None:
        """A member since then; with a version above all before."""
        known = self.registry.facility(facility_id)
        membership = Membership(COMMUNITY, facility_id, Period(since, LATEST))
        facility = Facility(
            facility_id, 1, False, frozenset({user}), devices=(), memberships=(membership,)
        )
        version = 1 if known is None else known.version + 1
        self.registry.put_facility(replace(facility, version=version, **changes))


@asynccontextmanager
async def open_office() -> AsyncIterator[Office]:
    """HOME takes 1 kW for an hour, SHED 500 W, ROOF feeds in 2 kW; it is July."""
    clock, books, registry = FakeClock(LATER), MemoryBooks(), RegistryProjection()
    prices, policies, ledger = MemoryPrices(), MemoryPolicies(), MemoryLedger()
    gse, hourly = MemoryGseStatements(), MemoryHourlyBooks(books)
    checks = MemorySettlementChecks(prices)
    incentives = ComputeIncentives(registry, hourly, prices, RULES, clock)
    compute = ComputeSettlement(
        registry=registry,
        books=hourly,
        compute=incentives,
        policies=policies,
        ledger=ledger,
        rules=RULES,
        clock=clock,
    )
    due = SettleDue(
        registry=registry,
        books=hourly,
        policies=policies,
        ledger=ledger,
        checks=checks,
        compute=compute,
        rules=RULES,
        clock=clock,
    )
    read = ReadStatement(
        registry=registry, ledger=ledger, gse=gse, policies=policies, rules=RULES, clock=clock
    )
    operations = _Operations(
        settle=SettleMonth(registry, compute),
        read=ReadSettlements(registry, ledger),
        bring=BringGseStatement(registry, gse, clock),
        reconcile=ReadReconciliation(registry, ledger, gse),
        of_community=read.of_community,
        of_facility=read.of_facility,
        explain_hours=ExplainHours(registry=registry, ledger=ledger, policies=policies),
    )
    transport = httpx.ASGITransport(_CALLED.with_(operations, _app()))
    async with httpx.AsyncClient(transport=transport, base_url="http://energy") as client:
        simulate = SimulatePolicy(registry, policies, incentives, RULES, clock)
        office = Office(
            client, clock, books, registry, prices, policies, ledger, checks, due, simulate
        )
        await _furnish(office)
        yield office


async def _furnish(office: Office) -> None:
    office.put(HOME, ALICE, MAY)
    office.put(ROOF, BOB, MAY, facts=PLANT, name="Roof")
    office.put(SHED, DAVE, MAY)
    community = Community(
        COMMUNITY, 1, removed=False, representative_id=CAROL, name="C", market_zone="NORD"
    )
    office.registry.put_community(community)
    powers = [("meter-1", HOME, 1_000), ("meter-2", ROOF, -2_000), ("meter-3", SHED, 500)]
    await storing(office.books)(
        [
            reading(900 * i, power, device=device, facility=facility)
            for i in range(5)
            for device, facility, power in powers
        ]
    )

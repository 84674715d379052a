"""The room's edge on twins: HOME is Alice's (Eve looks), Carol represents its community."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import httpx

from libs.chassis.testing.fakes import FakeClock, SequentialIds
from libs.chassis.testing.tokens import TestIssuer
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import Community, Facility, FacilityFacts, Membership
from services.energy.inbound.http.curves.operations import CurveUseCases, curve_operations
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.curves.memory import MemoryCurves
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME
from services.energy.tests.unit.rooms import ISSUER, Room
from services.energy.usecases.curves.compare_curve import CompareCurve
from services.energy.usecases.curves.import_curve import ImportCurve
from services.energy.usecases.curves.list_imports import ListImports
from services.energy.usecases.curves.undo_import import UndoImport

COMMUNITY, FORMER = UUID(int=77), UUID(int=78)
ALICE, EVE, CAROL, DAN, STRANGER = (UUID(int=900 + i) for i in range(5))
_ROOM: Final = Room("curves", [curve_operations])
JOINED = datetime(2026, 5, 31, 22, tzinfo=UTC)
"""In June, Rome's; the community that Dan represents had it before."""
WH = 3_600_000_000
FILE = """inizio;prelievo Wh;immissione Wh
01/06/2026 00:00;100;0
01/06/2026 00:15;200;5
01/06/2026 01:00;900;0
"""
MAY = "inizio;prelievo Wh\n31/05/2026 23:45;1\n"
BORDER = MAY + "01/06/2026 00:00;1\n"
PATH = f"/energy-data/facility/{HOME}/official-curve"


@dataclass
class Stage:
    client: httpx.AsyncClient
    issuer: TestIssuer
    books: MemoryBooks
    curves: MemoryCurves
    registry: RegistryProjection
    clock: FakeClock

    def measure(self, quarter: int, consumed_wh: int, coverage_s: int = 900) -> None:
        """So many quarter-hours after JOINED."""
        start_ms = epoch_ms(JOINED) + quarter * 900_000
        energy = Energy(consumed_wh * WH, 0, coverage_s * 1000)
        self.books.quarter_hours[Quarter(HOME, start_ms)] = energy

    async def bring(
        self, text: str | bytes, user: UUID | None = ALICE, /, **query: Any
    ) -> httpx.Response:
        content = text.encode() if isinstance(text, str) else text
        return await self.client.post(
            PATH, content=content, params=query, headers=self._headers(user)
        )

    async def get(self, path: str, user: UUID | None = ALICE, /, **query: Any) -> httpx.Response:
        return await self.client.get(PATH + path, params=query, headers=self._headers(user))

    async def undo(self, import_id: str, user: UUID | None = ALICE, /) -> httpx.Response:
        return await self.client.delete(f"{PATH}/{import_id}", headers=self._headers(user))

    def _headers(self, user: UUID | None) -> dict[str, str]:
        return {} if user is None else self.issuer.headers(user)


def home(*, removed: bool = False) -> Facility:
    return Facility(
        facility_id=HOME,
        version=2 if removed else 1,
        removed=removed,
        users=frozenset({ALICE, EVE}),
        owners=frozenset({ALICE}),
        devices=(),
        memberships=(
            Membership(FORMER, HOME, Period(EARLIEST, JOINED)),
            Membership(COMMUNITY, HOME, Period(JOINED, LATEST)),
        ),
        max_import_mw=3_000_000,
        facts=FacilityFacts(region="Marche", max_production_mw=6_000_000),
    )


@asynccontextmanager
async def open_stage() -> AsyncIterator[Stage]:
    clock = FakeClock(datetime(2026, 7, 10, tzinfo=UTC))
    books, registry = MemoryBooks(), RegistryProjection()
    registry.put_facility(home())
    registry.put_community(Community(COMMUNITY, 1, removed=False, representative_id=CAROL))
    registry.put_community(Community(FORMER, 1, removed=False, representative_id=DAN))
    curves, history = MemoryCurves(books), MemoryHistory(books)
    use_cases = CurveUseCases(
        import_curve=ImportCurve(registry, curves, history, clock, SequentialIds()),
        list_imports=ListImports(registry, curves),
        undo_import=UndoImport(registry, curves, clock),
        compare=CompareCurve(registry, curves, history, clock),
    )
    async with _ROOM.client(use_cases) as client:
        yield Stage(client, ISSUER, books, curves, registry, clock)

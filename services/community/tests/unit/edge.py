"""The service's edge on the memory twin, and signed-in people who use it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from libs.chassis.clock import RandomIds
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.tokens import TestIssuer
from services.community.domain.person import Locale
from services.community.inbound.http import build_app
from services.community.outbound.memory.contents import RegistryContents
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.people import PeopleDirectory
from services.community.tests.samples import ANNA, BRUNO, CARLA, DARIO, NOON, SUBSTATION
from services.community.usecases.use_cases import use_cases_over

UNKNOWN = UUID(int=404)
DEVICE_PROOF_KEY = b"another key, of 32 bytes or more"
PUBLIC_URL = "https://meriggio.example.org"
ADDRESS_KEY = b"a key of thirty-two bytes, or so"
HOUSE: dict[str, Any] = {
    "name": "Casa",
    "region": "Marche",
    "primarySubstationCode": SUBSTATION,
    "memberType": "self-consumer",
    "meterKind": "GEMIS",
    "maxConsumptionW": 3000,
    "maxProductionW": 4500,
    "commissionedOn": "2023-05-01",
}
SOLARA: dict[str, Any] = {
    "name": "Solara",
    "primarySubstationCode": SUBSTATION,
    "marketZone": "CNOR",
}


@dataclass
class Edge:
    """The service's edge on twins."""

    client: httpx.AsyncClient
    issuer: TestIssuer
    registry: MemoryRegistry
    clock: FakeClock
    people: PeopleDirectory

    def know(self, user: UUID, email: str, name: str = "", locale: Locale = "it") -> None:
        """The user has confirmed the address."""
        self.people.put(user, email=email, name=name, locale=locale)

    async def ask(
        self, method: str, path: str, user: UUID | None = ANNA, /, body: Any = None, **query: Any
    ) -> httpx.Response:
        return await self.client.request(
            method,
            path,
            json=body,
            params=query or None,
            headers={} if user is None else self.issuer.headers(user),
        )

    async def get(self, path: str, user: UUID | None = ANNA, /, **query: Any) -> Any:
        """The JSON of a successful GET."""
        answer = await self.ask("GET", path, user, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def add_facility(self, owner: UUID = ANNA, **changes: Any) -> str:
        answer = await self.ask("POST", "/facility", owner, HOUSE | changes)
        assert answer.status_code == 201, answer.text
        facility_id: str = answer.json()["facilityId"]
        return facility_id

    async def found_community(self, founder: UUID = BRUNO, **changes: Any) -> str:
        answer = await self.ask("POST", "/community", founder, SOLARA | changes)
        assert answer.status_code == 201, answer.text
        community_id: str = answer.json()["communityId"]
        return community_id

    async def attach(self, facility_id: str, device_id: str, owner: UUID = ANNA) -> None:
        answer = await self.ask(
            "PUT", f"/facility/{facility_id}/device", owner, {"deviceId": device_id}
        )
        assert answer.status_code == 200, answer.text

    async def grant(self, facility_id: str, user: UUID, role: str, owner: UUID = ANNA) -> None:
        path = f"/user/{user}/facility/{facility_id}"
        answer = await self.ask("PUT", path, owner, {"role": role})
        assert answer.status_code == 200, answer.text

    async def join(
        self, community_id: str, facility_id: str, owner: UUID = ANNA, founder: UUID = BRUNO
    ) -> None:
        """The owner requests, the representative accepts."""
        path = f"/community/{community_id}/facility/{facility_id}"
        assert (await self.ask("PUT", path, owner)).status_code == 202
        assert (await self.ask("PUT", path, founder)).status_code == 200


@lru_cache(maxsize=2)
def _application(
    *, asks_for_proof: bool
) -> tuple[FastAPI, TestIssuer, MemoryRegistry, FakeClock, PeopleDirectory]:
    """Made once: FastAPI takes longer to put it together than a test takes to use it."""
    issuer, registry, clock = TestIssuer(), MemoryRegistry(), FakeClock(NOON)
    people = PeopleDirectory(ADDRESS_KEY)
    use_cases = use_cases_over(
        registry,
        clock,
        RandomIds(),
        people=people,
        public_url=PUBLIC_URL,
        device_proof_key=DEVICE_PROOF_KEY if asks_for_proof else None,
    )
    app = build_app(use_cases, Readiness(), issuer.verifier())
    return app, issuer, registry, clock, people


@asynccontextmanager
async def open_edge(*, asks_for_proof: bool = False) -> AsyncIterator[Edge]:
    """An empty registry at noon."""
    app, issuer, registry, clock, people = _application(asks_for_proof=asks_for_proof)
    for user in (ANNA, BRUNO, CARLA, DARIO):
        people.forget(user)
    registry.contents = RegistryContents()
    clock.advance(seconds=(NOON - clock.now()).total_seconds())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://community") as client:
        yield Edge(client, issuer, registry, clock, people)

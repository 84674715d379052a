"""The gateway's HTTP with readings in memory, and who brings them."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import httpx
from fastapi import FastAPI

from libs.chassis.clock import RandomIds
from libs.chassis.lifecycle import Readiness
from libs.chassis.operator_token import digest_of
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.device_gateway.domain.readings.placement import DeviceUse, Facility
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.inbound.http.posted_readings import (
    PostingUseCases,
    posting_operations,
)
from services.device_gateway.inbound.http.senders import Integrations
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.readings.memory import (
    DeadLetterList,
    DeviceRegistry,
    ReadingList,
)
from services.device_gateway.ports.readings import ReadingLog
from services.device_gateway.tests.examples import LONG_AGO, NOW, activity_log
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_posted import ReceivePosted
from services.device_gateway.usecases.refusals import Refusals

OWNER, MANAGER, NEW_OWNER, STRANGER = (UUID(int=number) for number in (11, 12, 13, 14))
MOVED: Final = NOW - timedelta(hours=1)
"""Since then `meter-1` measures another facility; `meter-2` stays."""
ISSUER: Final = TestIssuer()
OPERATOR: Final = {"Authorization": "Bearer operators-token"}
ACME: Final = {"Authorization": "Bearer acmes-token"}
ANY: Final = {"Authorization": "Bearer anys-token"}
_USE_CASES: Final = PerRequest[PostingUseCases]("use_cases")


def reading(device_id: str = "meter-1", at: datetime = NOW, **others: Any) -> dict[str, Any]:
    """The thesis' payload, with fields changed; those that are None are left out."""
    said = {"deviceId": device_id, "energyValue": 412.5, "timestamp": at.isoformat(), **others}
    return {name: value for name, value in said.items() if value is not None}


class World:
    """Two facilities, one after the other with the same device."""

    def __init__(
        self,
        *,
        log: ReadingLog | None = None,
        admission: Admission | None = None,
        patience_s: float = 5.0,
        at_once: int = 2,
    ) -> None:
        self.clock = FakeClock(NOW)
        self.readings = ReadingList()
        self.dead_letters = DeadLetterList()
        self.standings = StandingsProjection()
        self.activity = activity_log(self.clock)
        self.is_started = True
        self.registry = DeviceRegistry()
        old = (
            DeviceUse("meter-1", 1.0, LONG_AGO, MOVED),
            DeviceUse("meter-2", 1.0, LONG_AGO, None),
        )
        roles = ((OWNER, "owner"), (MANAGER, "manager"))
        self.registry.put(Facility(UUID(int=1), 1, old, (), roles))
        new = (DeviceUse("meter-1", 25.0, MOVED, None),)
        self.registry.put(Facility(UUID(int=2), 1, new, (), ((NEW_OWNER, "owner"),)))
        intake = Intake(
            admission=admission or Admission(),
            placements=self.registry,
            standings=self.standings,
            readings=log or self.readings,
            activity=self.activity,
        )
        self.use_cases = PostingUseCases(
            receive=ReceivePosted(
                intake,
                decode=decode_readings,
                refusals=Refusals(self.dead_letters, self.clock),
                patience_s=patience_s,
            ),
            integrations=Integrations(
                {
                    "acme": (digest_of("acmes-token").upper(), ["acme-*", "meter-2"]),
                    "any": (digest_of("anys-token"), None),
                }
            ),
            users=self.registry,
            knows_devices=lambda: self.is_started,
            at_once=at_once,
            clock=self.clock,
            ids=RandomIds(),
        )

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(_USE_CASES.with_(self.use_cases, _application()))
        async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
            yield client

    async def post(
        self,
        body: object,
        headers: dict[str, str] = OPERATOR,
        path: str = "/energy-data/",
    ) -> httpx.Response:
        """`body`: bytes as they are, anything else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.client() as client:
            return await client.post(path, content=content, headers=headers)

    def kept(self) -> Sequence[str]:
        return [one.device_id for one in self.readings.kept]


@cache
def _application() -> FastAPI:
    return build_app(
        [posting_operations(_USE_CASES.stand_in)],
        Readiness(),
        ISSUER.verifier(),
        operator_tokens={"olga": digest_of("operators-token")},
    )

"""The service as it runs, on a real bus and a real database, and people who use it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import httpx

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.tcp_stand_in import json_stand_in
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams
from libs.contracts.v1.registry import REGISTRY_DECODER, RegistryEvent
from services.community.bootstrap import run
from services.community.config import Settings
from services.community.tests.samples import ANNA, BRUNO, SUBSTATION

START_TIMEOUT_S = 30.0
HOUSE: dict[str, Any] = {
    "name": "Casa",
    "region": "Marche",
    "primarySubstationCode": SUBSTATION,
    "memberType": "consumer",
    "meterKind": "GEMIS",
    "maxConsumptionW": 3000,
}
SOLARA: dict[str, Any] = {
    "name": "Solara",
    "primarySubstationCode": SUBSTATION,
    "marketZone": "CNOR",
}


@dataclass
class World:
    """The bus, the database, and a stand-in for the user service."""

    bus: Bus
    nats_url: str
    postgres_dsn: str
    jwks_url: str
    issuer: TestIssuer

    def settings(self, port: int, **changes: Any) -> Settings:
        return Settings.model_validate(
            {
                "http_port": port,
                "nats_url": self.nats_url,
                "postgres_dsn": self.postgres_dsn,
                "jwks_url": self.jwks_url,
                "log_level": "error",
                "device_proof": "off",
                **changes,
            }
        )

    def client(self, port: int) -> "Client":
        return Client(port, self.issuer)

    async def newest(self, subject: str) -> RegistryEvent:
        """The last state on the stream; an AssertionError while there is none."""
        info = await self.bus.js.stream_info(streams.REGISTRY.name, subjects_filter=subject)
        assert info.state.subjects, f"nothing on {subject} yet"
        message = await self.bus.js.get_last_msg(streams.REGISTRY.name, subject)
        return REGISTRY_DECODER.decode(message.data or b"")

    async def told(self, subject: str, version: int) -> RegistryEvent:
        """That version, as soon as it is the last state."""
        event: RegistryEvent | None = None

        async def arrived() -> bool:
            nonlocal event
            event = await self.newest(subject)
            return event.version == version

        await eventually(arrived, timeout_s=20)
        assert event is not None
        return event


class Client:
    """Signed-in users of a replica."""

    def __init__(self, port: int, issuer: TestIssuer) -> None:
        self._url = f"http://127.0.0.1:{port}"
        self._issuer = issuer

    async def ask(
        self, method: str, path: str, user: UUID = ANNA, body: Any = None
    ) -> httpx.Response:
        async with httpx.AsyncClient(
            base_url=self._url, timeout=20, trust_env=False, verify=False
        ) as http:
            return await http.request(method, path, json=body, headers=self._issuer.headers(user))

    async def add_facility(self) -> UUID:
        """Anna's."""
        answer = await self.ask("POST", "/facility", ANNA, HOUSE)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["facilityId"])

    async def found_community(self) -> UUID:
        """Bruno's."""
        answer = await self.ask("POST", "/community", BRUNO, SOLARA)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["communityId"])


def through(url: str, port: int) -> str:
    """The same server by way of a proxy on this machine."""
    parts = urlsplit(url)
    user, at, _ = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}{at}127.0.0.1:{port}"))


@asynccontextmanager
async def create_world(nats_url: str, postgres_dsn: str) -> AsyncIterator[World]:
    """The stream declared, keys served, nothing registered."""
    issuer = TestIssuer()
    async with connect_bus(nats_url, name="world") as bus, json_stand_in(issuer.jwks()) as jwks_url:
        await bus.declare([streams.REGISTRY])
        yield World(bus, nats_url, postgres_dsn, jwks_url, issuer)


@asynccontextmanager
async def service(settings: Settings) -> AsyncIterator[None]:
    """The service in this process, ready; stopped as by SIGTERM."""
    stop = asyncio.Event()
    task = asyncio.create_task(run(settings, stop=stop))
    try:
        await _until_ready(settings.http_port, task)
        yield
    finally:
        stop.set()
        await task


@asynccontextmanager
async def service_process(settings: Settings) -> AsyncIterator[asyncio.subprocess.Process]:
    """The service in a process of its own, ready; killed with -9 at the end if it still runs."""
    environment = {
        f"MERIGGIO_COMMUNITY_{name.upper()}": str(value)
        for name, value in settings.model_dump(exclude_none=True).items()
    }
    environment["MERIGGIO_COMMUNITY_POSTGRES_DSN"] = settings.postgres_dsn.get_secret_value()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.community", env={**os.environ, **environment}
    )
    ended = asyncio.create_task(process.wait())
    try:
        await _until_ready(settings.http_port, ended)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await ended


async def _until_ready(port: int, service: "asyncio.Task[Any]") -> None:
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:

        async def is_ready() -> bool:
            assert not service.done(), f"the service has ended: {service}"
            try:
                answer = await http.get(f"http://127.0.0.1:{port}/health/ready")
            except httpx.TransportError:
                return False
            return answer.is_success

        await eventually(is_ready, timeout_s=START_TIMEOUT_S)

"""The whole service on real servers."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from devstack.servers.ports import free_port
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams
from services.energy.bootstrap import SCHEMA, run
from services.energy.config import Settings


@dataclass(frozen=True)
class KeyServer:
    """The user service, as far as this service needs it."""

    issuer: TestIssuer
    url: str


@pytest.fixture(scope="session")
def key_server() -> Iterator[KeyServer]:
    issuer = TestIssuer()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.jwks()).encode())

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Keys) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield KeyServer(issuer, f"http://127.0.0.1:{server.server_port}/jwks.json")
        server.shutdown()


@pytest.fixture
def settings(database_dsn: str, nats_url: str, key_server: KeyServer) -> Settings:
    return Settings.model_validate(
        {
            "http_port": free_port(),
            "nats_url": nats_url,
            "postgres_dsn": database_dsn,
            "jwks_url": key_server.url,
            "log_level": "error",
            "old_readings": "keep",  # those of the tests grow old
        }
    )


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[Bus]:
    async with connect_bus(nats_url, name="test") as bus:
        await bus.declare([streams.READINGS, streams.REGISTRY, streams.DEAD_LETTERS])
        yield bus


@pytest.fixture
async def database(database_dsn: str) -> AsyncIterator["asyncpg.Connection[Any]"]:
    connection = await asyncpg.connect(database_dsn, server_settings={"search_path": SCHEMA})
    yield connection
    await connection.close()


@dataclass(frozen=True)
class RunningService:
    """A replica, and what a signed-in user hears from it."""

    client: httpx.AsyncClient
    issuer: TestIssuer

    async def get(self, path: str, user_id: UUID, **query: str) -> httpx.Response:
        return await self.client.get(
            f"/energy-data/{path}", params=query, headers=self.issuer.headers(user_id)
        )

    async def is_ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return (await self.client.get("/health/ready")).status_code == 200
        return False


@asynccontextmanager
async def serving(settings: Settings, issuer: TestIssuer) -> AsyncIterator[RunningService]:
    """A replica in this process, from ready to drained."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(run(settings, stop=stop))
        url = f"http://{settings.http_host}:{settings.http_port}"
        async with httpx.AsyncClient(
            base_url=url, trust_env=False, verify=False, timeout=60
        ) as client:
            service = RunningService(client, issuer)
            try:
                await eventually(lambda: task.done() or service.is_ready(), timeout_s=60)
                yield service
            finally:
                stop.set()
                await asyncio.wait([task])  # not cancelled: its sockets would fail another test

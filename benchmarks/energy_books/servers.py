"""Postgres and NATS as in production, keys, and the energy service when it is wanted."""

import json
import urllib.parse
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import asyncpg

from benchmarks.baselines.alone import alone
from devstack.servers import leftovers
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.postgres import PostgresServer
from devstack.servers.process import ServerProcess
from devstack.supervisor.service import ServiceServer
from libs.chassis.bus import Bus, connect_bus
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams
from services.energy.bootstrap import MIGRATIONS, SCHEMA

_OFFSETS: Final = {"energy": 0, "nats": 1, "postgres": 2}
SETTINGS_TOLD: Final = (
    "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level",
    "max_wal_size", "shared_buffers", "work_mem",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """What runs all the time; every write of both is on the disk before it is acknowledged."""

    folder: Path
    postgres: PostgresServer
    nats: NatsServer
    pids: dict[str, int]
    issuer: TestIssuer
    jwks_url: str
    energy_port: int

    @asynccontextmanager
    async def database(self, name: str) -> AsyncIterator[str]:
        """The DSN of a new database with the service's tables; dropped afterwards."""
        await self._execute(f'create database "{name}"')
        parts = urllib.parse.urlsplit(self.postgres.dsn)
        dsn = urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
        try:
            async with connect_pool(dsn, schema=SCHEMA, max_connections=1) as pool:
                await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
            yield dsn
        finally:
            await self._execute(f'drop database "{name}" with (force)')

    @asynccontextmanager
    async def bus(self) -> AsyncIterator[Bus]:
        """A connection; the streams are there, and empty at the end."""
        async with connect_bus(self.nats.url, name="benchmark") as bus:
            await bus.declare(
                [streams.READINGS, streams.REGISTRY, streams.SESSIONS, streams.DEAD_LETTERS]
            )
            try:
                yield bus
            finally:
                for stream in (streams.READINGS, streams.REGISTRY):
                    await bus.js.delete_stream(stream.name)

    def energy(self, dsn: str) -> ServerProcess:
        """The service, not started yet."""
        settings = {
            "nats_url": self.nats.url,
            "postgres_dsn": dsn,
            "jwks_url": self.jwks_url,
            "old_readings": "keep",  # those of the year are old
            "log_format": "console",
            "log_level": "warning",
        }
        server = ServiceServer("energy", port=self.energy_port, settings=settings)
        return ServerProcess(
            server,
            log=self.folder / "log" / "energy.log",
            on_launch=lambda pid: leftovers.record(self.folder, pid),
        )

    @property
    def energy_url(self) -> str:
        """Where it answers, once it runs."""
        return f"http://{LOOPBACK}:{self.energy_port}"

    async def postgres_settings(self) -> dict[str, str]:
        """Those that decide how fast it is."""
        connection = await asyncpg.connect(self.postgres.dsn)
        try:
            return {
                name: await connection.fetchval("select current_setting($1)", name)
                for name in SETTINGS_TOLD
            }
        finally:
            await connection.close()

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.postgres.dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def running_servers(folder: Path, base_port: int) -> AsyncIterator[Servers]:
    """Start them in the state folder and stop them. Raises ServerError."""
    ports = {name: base_port + offset for name, offset in _OFFSETS.items()}
    postgres = PostgresServer(folder / "postgres", port=ports["postgres"])
    nats = NatsServer(folder / "nats", port=ports["nats"])
    issuer = TestIssuer()
    with _keys(issuer) as jwks_url:
        async with alone(postgres, folder) as database, alone(nats, folder) as bus:
            yield Servers(
                folder=folder,
                postgres=postgres,
                nats=nats,
                pids={"postgres": database.pid, "nats": bus.pid},
                issuer=issuer,
                jwks_url=jwks_url,
                energy_port=ports["energy"],
            )


@contextmanager
def _keys(issuer: TestIssuer) -> Iterator[str]:
    """The user service, as far as the energy service needs it."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.jwks()).encode())

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer((LOOPBACK, 0), Keys) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{LOOPBACK}:{server.server_port}/jwks.json"
        server.shutdown()

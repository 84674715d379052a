"""Postgres and NATS, keys, and one service alone when it is wanted: no stack."""

import json
import urllib.parse
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, TypeVar

import asyncpg

from benchmarks.baselines.alone import alone
from devstack.servers import leftovers
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.postgres import PostgresServer
from devstack.servers.process import ServerProcess
from devstack.supervisor.service import ServiceServer
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts.streams import StreamSpec

_OFFSETS: Final = {"service": 0, "nats": 1, "postgres": 2}
SETTINGS_TOLD: Final = (
    "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_level",
    "max_wal_size", "shared_buffers", "work_mem",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """What runs all the time."""

    folder: Path
    postgres: PostgresServer
    nats: NatsServer
    pids: dict[str, int]
    issuer: TestIssuer
    jwks_url: str
    service_port: int

    @asynccontextmanager
    async def migrated(
        self, name: str, *, schema: str, migrations: Sequence[Path]
    ) -> AsyncIterator[str]:
        """The DSN of a new database with a service's tables; dropped afterwards."""
        await self._execute(f'create database "{name}"')
        parts = urllib.parse.urlsplit(self.postgres.dsn)
        dsn = urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
        try:
            async with connect_pool(dsn, schema=schema, max_connections=1) as pool:
                await migrate(pool, schema=schema, folders=migrations)
            yield dsn
        finally:
            await self._execute(f'drop database "{name}" with (force)')

    @asynccontextmanager
    async def streams(self, specs: Iterable[StreamSpec]) -> AsyncIterator[Bus]:
        """A connection; the streams are there, and gone at the end."""
        specs = tuple(specs)
        async with connect_bus(self.nats.url, name="benchmark") as bus:
            await bus.declare(specs)
            try:
                yield bus
            finally:
                for spec in specs:
                    await bus.js.delete_stream(spec.name)

    def service(self, name: str, dsn: str, number: int = 0, **settings: object) -> ServerProcess:
        """The service, not started yet; `number` of several at once."""
        given = {
            "nats_url": self.nats.url,
            "postgres_dsn": dsn,
            "jwks_url": self.jwks_url,
            "log_format": "console",
            "log_level": "warning",
        }
        return ServerProcess(
            ServiceServer(name, port=self._port_of(number), settings=given | settings),
            log=self.folder / "log" / f"{name}-{number}.log",
            on_launch=lambda pid: leftovers.record(self.folder, pid),
        )

    @property
    def service_url(self) -> str:
        """Where it answers, once it runs."""
        return self.url_of(0)

    def url_of(self, number: int) -> str:
        """Where that one of several answers."""
        return f"http://{LOOPBACK}:{self._port_of(number)}"

    def _port_of(self, number: int) -> int:
        return self.service_port if number == 0 else self.service_port + len(_OFFSETS) - 1 + number

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


ServersT = TypeVar("ServersT", bound=Servers)


@asynccontextmanager
async def running_servers(
    folder: Path, base_port: int, kind: type[ServersT], *, durable: bool = True
) -> AsyncIterator[ServersT]:
    """Start them in the state folder and stop them. Raises ServerError.

    `durable`: every write of NATS is on the disk before it is acknowledged, as in production.
    """
    ports = {name: base_port + offset for name, offset in _OFFSETS.items()}
    postgres = PostgresServer(folder / "postgres", port=ports["postgres"])
    nats = NatsServer(folder / "nats", port=ports["nats"], durable=durable)
    issuer = TestIssuer()
    with _keys(issuer) as jwks_url:
        async with alone(postgres, folder) as database, alone(nats, folder) as bus:
            yield kind(
                folder=folder,
                postgres=postgres,
                nats=nats,
                pids={"postgres": database.pid, "nats": bus.pid},
                issuer=issuer,
                jwks_url=jwks_url,
                service_port=ports["service"],
            )


@contextmanager
def _keys(issuer: TestIssuer) -> Iterator[str]:
    """The user service, as far as another service needs it."""

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

"""Wires the service: settings -> adapters -> use cases -> workers."""

import asyncio
from typing import Any

import asyncpg
from pydantic import SecretStr

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus, connect_bus
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.outbox import OutboxRelay
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.community.config import Settings
from services.community.inbound.events import (
    AccountsHandler,
    AddressesHandler,
    accounts_worker,
    addresses_worker,
)
from services.community.inbound.http import build_app
from services.community.inbound.timers import cleaning_worker
from services.community.outbound.addresses import AddressDirectory
from services.community.outbound.dead_letters import BusDeadLetters
from services.community.outbound.postgres import MIGRATIONS, SCHEMA, PostgresRegistry
from services.community.outbound.postgres_upkeep import PostgresUpkeep
from services.community.usecases.remove_outdated import RemoveOutdated
from services.community.usecases.use_cases import use_cases_over


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Serve until a signal (or `stop`)."""
    settings = settings or Settings()
    configure_telemetry(
        service="community",
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
    )
    readiness = Readiness()
    async with (
        connect_pool(
            settings.postgres_dsn.get_secret_value(),
            schema=SCHEMA,
            max_connections=settings.postgres_max_connections,
        ) as pool,
        connect_bus(settings.nats_url, name="community") as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        await bus.declare([streams.REGISTRY, streams.USERS, streams.SESSIONS, streams.DEAD_LETTERS])
        await run_workers(_workers(settings, pool, bus, readiness), readiness=readiness, stop=stop)


def _workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    address_key = _bytes_of(settings.address_key)
    addresses = AddressDirectory(address_key) if address_key else None
    use_cases = use_cases_over(
        PostgresRegistry(pool),
        SystemClock(),
        RandomIds(),
        addresses=addresses,
        device_proof_key=_bytes_of(settings.device_proof_key),
    )
    ended = EndedSessions()
    verifier = JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=ended,
    )
    app = build_app(use_cases, readiness, verifier)
    return [
        http_worker(app, host=settings.http_host, port=settings.http_port),
        ended_sessions_worker(
            bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
        ),
        cleaning_worker(RemoveOutdated(PostgresUpkeep(pool), SystemClock())),
        *([addresses_worker(bus, AddressesHandler(addresses))] if addresses else []),
        accounts_worker(bus, AccountsHandler(use_cases.remove_account), BusDeadLetters(bus)),
        Worker("outbox", OutboxRelay(pool, bus, schema=SCHEMA).run),
    ]


def _bytes_of(secret: SecretStr | None) -> bytes | None:
    return secret.get_secret_value().encode() if secret else None

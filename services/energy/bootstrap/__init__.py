"""Wiring: settings -> adapters -> use cases -> workers. A module a room."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import asyncpg

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.lost_streams import lost_streams_worker
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.energy.bootstrap.accrual import build_accrual
from services.energy.bootstrap.books import build_books
from services.energy.bootstrap.curves import build_curves
from services.energy.bootstrap.days import build_days
from services.energy.bootstrap.distribution import build_distribution
from services.energy.bootstrap.effect import build_effect
from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.history import build_history
from services.energy.bootstrap.impact import build_impact
from services.energy.bootstrap.incentives import build_incentives
from services.energy.bootstrap.ledger import build_ledger
from services.energy.bootstrap.retention import build_retention
from services.energy.bootstrap.sharing import build_sharing
from services.energy.bootstrap.tariffs import build_tariffs
from services.energy.config import Settings
from services.energy.inbound.http.app import build_app
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.tariffs.rule_files import load_rules

SCHEMA: Final = "energy"
MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
_STREAMS: Final = (
    streams.READINGS,
    streams.REGISTRY,
    streams.SESSIONS,
    streams.SURPLUS,
    streams.USUAL,
    streams.DEAD_LETTERS,
)
_OTHER_CONNECTIONS: Final = 1_000
"""Beside live streams."""


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Serve until a signal (or `stop`)."""
    settings = settings or Settings()
    configure_telemetry(
        service="energy",
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
        trace_ratio=settings.trace_ratio,
    )
    async with (
        connect_pool(
            settings.postgres_dsn.get_secret_value(),
            schema=SCHEMA,
            max_connections=settings.postgres_max_connections,
        ) as pool,
        connect_bus(settings.nats_url, name="energy") as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        await bus.declare(_STREAMS)
        readiness = Readiness()
        await run_workers(_workers(settings, pool, bus, readiness), readiness=readiness, stop=stop)


def _workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    clock = SystemClock()
    days = PostgresFacilityDays(pool, clock)
    foundation = Foundation(
        settings=settings,
        pool=pool,
        bus=bus,
        clock=clock,
        ended=EndedSessions(),
        ids=RandomIds(),
        registry=RegistryProjection(),
        days=days,
        history=PostgresHistory(pool, days),
        rules=load_rules(settings.rules_folder),
    )
    rooms = [
        build_history(foundation),
        build_sharing(foundation),
        build_incentives(foundation),
        build_accrual(foundation),
        build_impact(foundation),
        build_effect(foundation),
        build_retention(foundation),
        build_curves(foundation),
        build_tariffs(foundation),
        build_distribution(foundation),
        build_ledger(foundation),
        build_days(foundation),
        build_books(foundation),
    ]
    return [
        *_http_workers(foundation, rooms, readiness),
        lost_streams_worker(bus, _STREAMS),
        *(worker for room in rooms for worker in room.workers),
    ]


def _http_workers(
    foundation: Foundation, rooms: Sequence[Room], readiness: Readiness
) -> list[Worker]:
    settings = foundation.settings
    verifier = JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=foundation.ended,
    )
    app = build_app(
        [router for room in rooms for router in room.routers],
        readiness,
        verifier,
        operator_tokens=settings.operator_tokens,
    )
    return [
        http_worker(
            app,
            host=settings.http_host,
            port=settings.http_port,
            max_connections=settings.streams_total + _OTHER_CONNECTIONS,
        ),
        ended_sessions_worker(
            foundation.bus,
            foundation.ended,
            stream=streams.SESSIONS.name,
            subject=subjects.SESSIONS_ENDED,
        ),
    ]

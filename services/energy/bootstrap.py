"""Wires the service: settings -> adapters -> use cases -> workers."""

import asyncio
from pathlib import Path
from typing import Any, Final

import asyncpg

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus, connect_bus
from libs.chassis.clock import SystemClock
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.energy.config import Settings
from services.energy.inbound.events import (
    ReadingsHandler,
    RegistryHandler,
    readings_worker,
    registry_worker,
)
from services.energy.inbound.http import build_app
from services.energy.inbound.placing import placing_worker
from services.energy.outbound.dead_letters import BusDeadLetters
from services.energy.outbound.postgres import PostgresBooks
from services.energy.outbound.registry import RegistryProjection
from services.energy.usecases.catalogue import UseCases
from services.energy.usecases.community_energy import CommunityEnergy
from services.energy.usecases.device_energy import DeviceEnergy
from services.energy.usecases.facility_energy import FacilityEnergy
from services.energy.usecases.place_readings import PlaceReadings
from services.energy.usecases.places import Places
from services.energy.usecases.store_readings import StoreReadings

SCHEMA: Final = "energy"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Serve until a signal (or `stop`)."""
    settings = settings or Settings()
    configure_telemetry(
        service="energy",
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
        connect_bus(settings.nats_url, name="energy") as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        await bus.declare(
            [streams.READINGS, streams.REGISTRY, streams.SESSIONS, streams.DEAD_LETTERS]
        )
        await run_workers(_workers(settings, pool, bus, readiness), readiness=readiness, stop=stop)


def _workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    clock = SystemClock()
    books = PostgresBooks(pool)
    registry = RegistryProjection()
    places = Places(registry, maximum_power_w=settings.max_power_w)
    placing = PlaceReadings(books, places, readings_at_once=settings.batch_max_readings)
    ended = EndedSessions()
    verifier = JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=ended,
    )
    use_cases = UseCases(
        facility_energy=FacilityEnergy(registry, books, clock),
        device_energy=DeviceEnergy(registry, books, clock),
        community_energy=CommunityEnergy(registry, books, clock),
    )
    return [
        http_worker(
            build_app(use_cases, readiness, verifier),
            host=settings.http_host,
            port=settings.http_port,
        ),
        ended_sessions_worker(
            bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
        ),
        registry_worker(bus, RegistryHandler(registry, placing), placing),
        placing_worker(placing, clock),
        readings_worker(
            bus,
            ReadingsHandler(StoreReadings(books, places), clock),
            BusDeadLetters(bus),
            batch_size=settings.batch_max_readings,
            linger_s=settings.batch_linger_s,
        ),
    ]

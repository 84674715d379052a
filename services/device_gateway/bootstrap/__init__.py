"""Wiring: settings -> adapters -> use cases -> workers. A module a room."""

import asyncio
import random
from functools import partial
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
from libs.chassis.outbox import OutboxRelay
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.replicas import Alone, NatsReplicas, Replicas
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.device_gateway.bootstrap.control import build_control
from services.device_gateway.bootstrap.firmware import build_firmware
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.bootstrap.identity import build_identity
from services.device_gateway.bootstrap.links import note_connector, number_of_sessions
from services.device_gateway.bootstrap.pki import build_pki
from services.device_gateway.bootstrap.presence import build_presence
from services.device_gateway.bootstrap.readings import build_readings
from services.device_gateway.bootstrap.reports import reports_worker
from services.device_gateway.config import Settings
from services.device_gateway.inbound.events import registry_worker
from services.device_gateway.inbound.http.app import build_app
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.notes import MqttNotes
from services.device_gateway.outbound.presence.postgres import PostgresPresences
from services.device_gateway.outbound.readings.jetstream import JetStreamDeadLetters
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.ports.readings import DeadLetterBox
from services.device_gateway.usecases.readings.follow_registry import FollowRegistry
from services.device_gateway.usecases.refusals import Refusals

SERVICE: Final = "device_gateway"
SCHEMA: Final = "device_gateway"
ROOMS: Final = (build_pki, build_identity, build_presence, build_control, build_firmware)
"""All but `readings`, which waits for them."""
MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
_STREAMS: Final = (
    streams.READINGS,
    streams.REGISTRY,
    streams.SESSIONS,
    streams.DEVICES,
    streams.DEAD_LETTERS,
)


async def run() -> None:
    """The whole service, until a signal."""
    settings = Settings()
    configure_telemetry(
        service=SERVICE,
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
        trace_ratio=settings.trace_ratio,
    )
    await serve(settings)


async def serve(settings: Settings, *, stop: asyncio.Event | None = None) -> None:
    """Serve devices until a signal or `stop`."""
    async with (
        connect_pool(
            settings.postgres_dsn.get_secret_value(),
            schema=SCHEMA,
            max_connections=settings.postgres_max_connections,
        ) as pool,
        connect_bus(settings.nats_url, name=SERVICE) as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        await bus.declare(_STREAMS)
        readiness = Readiness()
        await run_workers(_workers(settings, pool, bus, readiness), readiness=readiness, stop=stop)


def _workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    dead_letters = JetStreamDeadLetters(
        bus, ids=RandomIds(), max_waiting=settings.dead_letters_waiting
    )
    foundation = _foundation(settings, pool, bus, readiness, dead_letters)
    rooms = [build(foundation) for build in ROOMS]
    registry = registry_worker(
        bus,
        FollowRegistry(foundation.registry, PostgresPresences(pool, foundation.ids)),
        count_devices=lambda: len(foundation.registry),
    )
    after = (registry.name, *(name for room in rooms for name in room.wait_for))
    rooms.append(build_readings(foundation, after=after))
    return [
        *_http_workers(foundation, rooms),
        *foundation.replicas.workers(),
        registry,
        reports_worker(foundation, rooms, after=after),
        foundation.notes.worker(),
        dead_letters.worker(),
        Worker("outbox", OutboxRelay(pool, bus, schema=SCHEMA, streams=[streams.DEVICES]).run),
        lost_streams_worker(bus, _STREAMS),
        *(worker for room in rooms for worker in room.workers),
    ]


def _foundation(
    settings: Settings,
    pool: "asyncpg.Pool[Any]",
    bus: Bus,
    readiness: Readiness,
    dead_letters: DeadLetterBox,
) -> Foundation:
    clock = SystemClock()
    ids = RandomIds()
    replica_id = ids.new_id().hex
    return Foundation(
        settings=settings,
        pool=pool,
        bus=bus,
        clock=clock,
        ids=ids,
        readiness=readiness,
        registry=DeviceRegistry(),
        standings=StandingsProjection(),
        refusals=Refusals(
            dead_letters,
            clock,
            per_s=settings.dead_letters_per_s,
            burst=settings.dead_letter_burst,
        ),
        notes=MqttNotes(
            # A name of its own for each process: they would end one another's connections.
            note_connector(settings, client_id=f"{settings.mqtt_client_id}-notes-{replica_id}"),
            chance=random.random,
        ),
        replicas=_replicas(settings, bus, replica_id),
    )


def _replicas(settings: Settings, bus: Bus, replica_id: str) -> Replicas:
    if settings.mqtt_shared_group is None:
        return Alone()
    return NatsReplicas(
        bus,
        # Replicas are of one team when their sessions at the broker have the same names.
        subject_of=partial(subjects.replica, SERVICE, settings.mqtt_client_id),
        replica_id=replica_id,
        shares=number_of_sessions(settings),
    )


def _http_workers(foundation: Foundation, rooms: list[Room]) -> list[Worker]:
    settings = foundation.settings
    ended = EndedSessions()
    verifier = JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=ended,
    )
    app = build_app(
        [router for room in rooms for router in room.routers],
        foundation.readiness,
        verifier,
        operator_tokens=settings.operator_tokens,
    )
    return [
        http_worker(app, host=settings.http_host, port=settings.http_port),
        ended_sessions_worker(
            foundation.bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
        ),
    ]

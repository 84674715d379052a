"""Wires the service: settings -> adapters -> use cases -> workers."""

import asyncio
from typing import Any, Final

import asyncpg
from pydantic import SecretStr

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.lost_streams import lost_streams_worker
from libs.chassis.mail_delivery import SendLetters, post_worker
from libs.chassis.mail_post import POST_MIGRATIONS, PostgresPost
from libs.chassis.mail_url import mail_sender
from libs.chassis.outbox import OutboxRelay
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.seal import Seal
from libs.chassis.telemetry import configure_telemetry, get_logger
from libs.contracts import streams, subjects
from services.community.config import Settings
from services.community.inbound.events import (
    AccountsHandler,
    PeopleHandler,
    accounts_worker,
    people_worker,
)
from services.community.inbound.http import build_app
from services.community.inbound.timers import cleaning_worker
from services.community.outbound.address_keys import seal_of_letters
from services.community.outbound.dead_letters import BusDeadLetters
from services.community.outbound.people import PeopleDirectory
from services.community.outbound.postgres.registry import MIGRATIONS, SCHEMA, PostgresRegistry
from services.community.outbound.postgres.upkeep import PostgresUpkeep
from services.community.usecases.remove_outdated import RemoveOutdated
from services.community.usecases.use_cases import use_cases_over

_STREAMS: Final = (streams.REGISTRY, streams.USERS, streams.SESSIONS, streams.DEAD_LETTERS)


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Serve until a signal (or `stop`)."""
    settings = settings or Settings()
    configure_telemetry(
        service="community",
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
        trace_ratio=settings.trace_ratio,
    )
    if settings.device_proof == "off":
        get_logger().warning("device_proof_off", means="anybody may claim any free device id")
    readiness = Readiness()
    async with (
        connect_pool(
            settings.postgres_dsn.get_secret_value(),
            schema=SCHEMA,
            max_connections=settings.postgres_max_connections,
        ) as pool,
        connect_bus(settings.nats_url, name="community") as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, POST_MIGRATIONS, MIGRATIONS])
        await bus.declare(_STREAMS)
        await run_workers(_workers(settings, pool, bus, readiness), readiness=readiness, stop=stop)


def _workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    address_key = _bytes_of(settings.address_key)
    people = PeopleDirectory(address_key) if address_key else None
    seal = seal_of_letters(address_key) if address_key else None
    use_cases = use_cases_over(
        PostgresRegistry(pool, seal),
        SystemClock(),
        RandomIds(),
        people=people,
        public_url=settings.public_url if settings.mail_url else None,
        device_proof_key=_device_proof_key(settings),
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
        *([people_worker(bus, PeopleHandler(people))] if people else []),
        *_mail_workers(settings, pool, seal),
        accounts_worker(bus, AccountsHandler(use_cases.remove_account), BusDeadLetters(bus)),
        Worker("outbox", OutboxRelay(pool, bus, schema=SCHEMA, streams=[streams.REGISTRY]).run),
        lost_streams_worker(bus, _STREAMS),
    ]


def _mail_workers(settings: Settings, pool: "asyncpg.Pool[Any]", seal: Seal | None) -> list[Worker]:
    if settings.mail_url is None or seal is None:
        return []
    sender = mail_sender(settings.mail_url, sender=settings.mail_from)
    return [post_worker("community", SendLetters(PostgresPost(pool, seal), sender, SystemClock()))]


def _device_proof_key(settings: Settings) -> bytes | None:
    """None where no code is asked for; the key may be set all the same, to print labels."""
    return _bytes_of(settings.device_proof_key) if settings.device_proof == "required" else None


def _bytes_of(secret: SecretStr | None) -> bytes | None:
    return secret.get_secret_value().encode() if secret else None

"""Wiring: settings -> adapters -> use cases -> workers. A module a room."""

import asyncio
from collections.abc import Sequence
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
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.seal import derived_key
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.engagement.bootstrap.balance import build_balance, fold_readings, record_minutes
from services.engagement.bootstrap.channels import channels_of
from services.engagement.bootstrap.delivery import build_delivery
from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.bootstrap.homes import build_homes
from services.engagement.bootstrap.live import build_live, publish_live
from services.engagement.bootstrap.notifications import build_notifications
from services.engagement.bootstrap.registry import build_registry
from services.engagement.bootstrap.replay import build_replay
from services.engagement.bootstrap.schema import MIGRATIONS, SCHEMA
from services.engagement.bootstrap.surplus import build_surplus, record_surplus
from services.engagement.config import Settings
from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.notifications.unsubscribe_token import UnsubscribeTokens
from services.engagement.domain.notifications.usual import UsualWithdrawals
from services.engagement.domain.registry.contact import Contacts
from services.engagement.domain.registry.registry import Registry
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.inbound.http.app import build_app
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.usecases.live.live_board import create_board
from services.engagement.usecases.notifications.inbox_board import InboxBoard
from services.engagement.usecases.registry.access import Access

_STREAMS: Final = (
    streams.READINGS,
    streams.REGISTRY,
    streams.USERS,
    streams.SESSIONS,
    streams.SURPLUS,
    streams.USUAL,
)
_UNSUBSCRIBE_LINKS: Final = b"meriggio engagement: unsubscribe links"
_OTHER_CONNECTIONS: Final = 500
"""Beside live streams, so that other requests still get in."""


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Run the service until a signal, or until `stop` is set."""
    settings = settings or Settings()
    configure_telemetry(
        service=SCHEMA,
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
        connect_bus(settings.nats_url, name=SCHEMA) as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        await bus.declare(_STREAMS)
        readiness = Readiness()
        workers = build_workers(settings, pool, bus, readiness)
        await run_workers(workers, readiness=readiness, stop=stop)


def build_workers(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> Sequence[Worker]:
    """Everything this process does, wired."""
    foundation = _foundation(settings, pool, bus, readiness)
    record, publish = record_surplus(foundation), publish_live(foundation)
    minutes = record_minutes(foundation)
    fold = fold_readings(foundation, record, publish, minutes)
    rooms = [
        build_registry(foundation, fold),
        build_balance(foundation, fold, record, minutes),
        build_surplus(foundation, record),
        build_live(foundation, publish),
        build_notifications(foundation),
        build_delivery(foundation),
        build_homes(foundation),
        build_replay(foundation),
    ]
    return [
        lost_streams_worker(bus, _STREAMS),
        ended_sessions_worker(
            bus, foundation.ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
        ),
        *(worker for room in rooms for worker in room.workers),
        _http_worker(foundation, rooms),
    ]


def _foundation(
    settings: Settings, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> Foundation:
    registry, holding, clock = Registry(), Holding(subjects.partition_of), SystemClock()
    surplus = SurplusWatch(holding.is_complete)
    endpoint_key = settings.endpoint_key.get_secret_value().encode()
    tokens = UnsubscribeTokens(derived_key(endpoint_key, _UNSUBSCRIBE_LINKS))
    channels = channels_of(settings, clock, tokens)
    board = create_board(
        streams_per_user=settings.streams_per_user, streams_total=settings.streams_total
    )
    return Foundation(
        settings=settings,
        pool=pool,
        bus=bus,
        clock=clock,
        ids=RandomIds(),
        readiness=readiness,
        ended=EndedSessions(),
        registry=registry,
        contacts=Contacts(),
        usual=UsualWithdrawals(),
        access=Access(registry),
        surplus=surplus,
        balances=LiveBalances(surplus, holding),
        board=board,
        inboxes=InboxBoard(board.limits),
        vault=AddressVault(endpoint_key),
        unsubscribe_tokens=tokens,
        channels=channels,
        wakes={channel.name: asyncio.Event() for channel in channels},
    )


def _http_worker(foundation: Foundation, rooms: Sequence[Room]) -> Worker:
    settings = foundation.settings
    verifier = JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=foundation.ended,
    )
    app = build_app(
        [router for room in rooms for router in room.routers],
        foundation.readiness,
        verifier,
        for_anybody=[router for room in rooms for router in room.for_anybody],
    )
    return http_worker(
        app,
        host=settings.http_host,
        port=settings.http_port,
        max_connections=settings.streams_total + _OTHER_CONNECTIONS,
    )

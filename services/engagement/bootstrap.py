"""The only file that knows both sides: settings -> adapters -> use cases -> workers."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import asyncpg

from libs.chassis.auth import HttpKeySource, JwksTokenVerifier
from libs.chassis.bus import Bus, connect_bus
from libs.chassis.clock import Clock, RandomIds, SystemClock
from libs.chassis.ended_sessions import EndedSessions, ended_sessions_worker
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.mail_url import mail_sender
from libs.chassis.outbox import OutboxRelay
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.engagement.config import Settings, parse_partitions
from services.engagement.domain.contact import Contacts
from services.engagement.domain.live_balances import LiveBalances
from services.engagement.domain.registry import Registry
from services.engagement.domain.surplus_watch import SurplusWatch
from services.engagement.inbound.http import build_app
from services.engagement.inbound.http_use_cases import UseCases
from services.engagement.inbound.live import live_workers
from services.engagement.inbound.readings import readings_worker
from services.engagement.inbound.registry import (
    REGISTRY_WORKER,
    USERS_WORKER,
    registry_worker,
    users_worker,
)
from services.engagement.inbound.rounds import (
    delivery_worker,
    fold_rounds,
    publish_worker,
    record_worker,
    screen_rounds,
)
from services.engagement.outbound.live import NatsLiveFeed
from services.engagement.outbound.log_file import LogFileChannel
from services.engagement.outbound.mail import MailChannel
from services.engagement.outbound.postgres import (
    PostgresDeliveryQueue,
    PostgresInbox,
    PostgresSurplusStore,
)
from services.engagement.ports import Channel, DeliveryQueue, LiveFeed, SurplusStore
from services.engagement.usecases.access import Access
from services.engagement.usecases.deliver_notifications import DeliverNotifications
from services.engagement.usecases.fold_readings import FoldReadings
from services.engagement.usecases.live_board import LiveBoard, create_board
from services.engagement.usecases.project_registry import ProjectRegistry
from services.engagement.usecases.project_users import ProjectUsers
from services.engagement.usecases.publish_live import PublishLive
from services.engagement.usecases.read_inbox import ReadInbox
from services.engagement.usecases.record_surplus import RecordSurplus
from services.engagement.usecases.show_community import ShowCommunity
from services.engagement.usecases.watch_live import WatchLive

SCHEMA: Final = "engagement"
MIGRATIONS: Final = Path(__file__).parent / "migrations"
_STREAMS: Final = (
    streams.READINGS,
    streams.REGISTRY,
    streams.USERS,
    streams.SESSIONS,
    streams.SURPLUS,
)


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Run the service until a signal, or until `stop` is set."""
    settings = settings or Settings()
    configure_telemetry(
        service=SCHEMA,
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
    )
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(
            connect_pool(
                settings.postgres_dsn.get_secret_value(),
                schema=SCHEMA,
                max_connections=settings.postgres_max_connections,
            )
        )
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        bus = await stack.enter_async_context(connect_bus(settings.nats_url, name=SCHEMA))
        await bus.declare(_STREAMS)
        readiness = Readiness()
        workers = build_workers(settings, pool, bus, readiness)
        await run_workers(workers, readiness=readiness, stop=stop)


def build_workers(
    settings: Settings,
    pool: "asyncpg.Pool[Any]",
    bus: Bus,
    readiness: Readiness,
) -> Sequence[Worker]:
    """Everything this process does, wired."""
    clock, ended = SystemClock(), EndedSessions()
    outlets = [_Outlet(channel, asyncio.Event()) for channel in _channels(settings)]
    store, inbox = PostgresSurplusStore(pool), PostgresInbox(pool)
    core = _core(settings, store, NatsLiveFeed(bus), clock, outlets)
    use_cases = _use_cases(core, store, inbox, clock, ended)
    return [
        ended_sessions_worker(
            bus, ended, stream=streams.SESSIONS.name, subject=subjects.SESSIONS_ENDED
        ),
        registry_worker(bus, core.project_registry, core.fold),
        users_worker(bus, ProjectUsers(core.contacts, inbox)),
        readings_worker(
            bus,
            core.fold,
            core.record,
            clock,
            readiness,
            partitions=parse_partitions(settings.partitions),
            after=[REGISTRY_WORKER, USERS_WORKER],
        ),
        *fold_rounds(core.fold),
        record_worker(core.record),
        publish_worker(core.publish),
        *live_workers(bus, core.board, core.publish),
        *screen_rounds(core.publish, core.watch, core.board),
        *_delivery_workers(outlets, PostgresDeliveryQueue(pool), core.contacts, clock),
        Worker("outbox", OutboxRelay(pool, bus, schema=SCHEMA).run),
        http_worker(
            build_app(use_cases, readiness, _verifier(settings, ended)),
            host=settings.http_host,
            port=settings.http_port,
        ),
    ]


def _verifier(settings: Settings, ended: EndedSessions) -> JwksTokenVerifier:
    return JwksTokenVerifier(
        HttpKeySource(settings.jwks_url),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        ended=ended,
    )


@dataclass(frozen=True)
class _Outlet:
    channel: Channel
    wake: asyncio.Event
    """Set when deliveries may wait."""


@dataclass(frozen=True)
class _Core:
    contacts: Contacts
    access: Access
    board: LiveBoard
    project_registry: ProjectRegistry
    fold: FoldReadings
    record: RecordSurplus
    publish: PublishLive
    watch: WatchLive


def _core(
    settings: Settings,
    store: SurplusStore,
    feed: LiveFeed,
    clock: Clock,
    outlets: Sequence[_Outlet],
) -> _Core:
    partitions = parse_partitions(settings.partitions)
    registry, contacts, surplus = Registry(), Contacts(), SurplusWatch()
    balances = LiveBalances(
        surplus, owns=lambda community_id: subjects.partition_of(community_id) in partitions
    )
    board = create_board(
        streams_per_user=settings.streams_per_user, streams_total=settings.streams_total
    )
    record = RecordSurplus(
        store,
        balances,
        surplus,
        registry,
        contacts,
        clock=clock,
        deliveries={outlet.channel.name: outlet.wake for outlet in outlets},
    )
    publish = PublishLive(balances, registry, feed, board, clock)
    settle_after = timedelta(seconds=settings.settle_s)
    access = Access(registry)
    return _Core(
        contacts=contacts,
        access=access,
        board=board,
        project_registry=ProjectRegistry(registry, balances, surplus),
        fold=FoldReadings(
            balances, surplus, record, publish, clock=clock, settle_after=settle_after
        ),
        record=record,
        publish=publish,
        watch=WatchLive(access, board, feed),
    )


def _channels(settings: Settings) -> list[Channel]:
    channels: list[Channel] = []
    if settings.mail_url is not None:
        channels.append(MailChannel(mail_sender(settings.mail_url, sender=settings.mail_from)))
    if settings.notification_log is not None:
        channels.append(LogFileChannel(settings.notification_log))
    return channels


def _use_cases(
    core: _Core, store: SurplusStore, inbox: PostgresInbox, clock: Clock, ended: EndedSessions
) -> UseCases:
    return UseCases(
        watch_live=core.watch,
        show_community=ShowCommunity(core.access, core.publish, core.board, store),
        read_inbox=ReadInbox(inbox, clock),
        clock=clock,
        ended_sessions=ended,
    )


def _delivery_workers(
    outlets: Sequence[_Outlet], queue: DeliveryQueue, contacts: Contacts, clock: Clock
) -> list[Worker]:
    ids = RandomIds()
    return [
        delivery_worker(
            outlet.channel.name,
            DeliverNotifications(queue, outlet.channel, contacts, clock, ids),
            outlet.wake,
        )
        for outlet in outlets
    ]

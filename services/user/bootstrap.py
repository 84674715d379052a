"""Wires the service: settings -> adapters -> use cases -> workers."""

import asyncio
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import asyncpg

from libs.chassis.auth import JwksTokenVerifier
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.http import http_worker
from libs.chassis.lifecycle import Readiness, Worker, run_workers
from libs.chassis.lost_streams import lost_streams_worker
from libs.chassis.mail_delivery import SendLetters, post_worker
from libs.chassis.mail_post import PostgresPost
from libs.chassis.mail_url import mail_sender
from libs.chassis.outbox import OutboxRelay
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.seal import Seal
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams
from services.user.config import Settings, key_bytes
from services.user.inbound.http import build_app
from services.user.inbound.session_verifier import OwnKeySource, SessionVerifier
from services.user.inbound.timers import cleaning_worker, rotation_worker
from services.user.outbound.common_passwords import ZxcvbnCommonPasswords
from services.user.outbound.passwords import Argon2Passwords
from services.user.outbound.postgres import SCHEMA, PostgresUserStore
from services.user.outbound.postgres_attempts import PostgresAttemptCounts
from services.user.outbound.postgres_keys import PostgresSigningKeys
from services.user.outbound.server_secrets import ServerSecrets
from services.user.outbound.srp_proofs import SrpProofs
from services.user.outbound.tokens import JwtAccessTokens, RecentKeys, new_signing_key
from services.user.outbound.webauthn_ceremonies import WebauthnCeremonies
from services.user.ports import PasswordHasher
from services.user.usecases.catalogue import Ports, use_cases_over
from services.user.usecases.remove_outdated import RemoveOutdated
from services.user.usecases.rotate_signing_keys import RotateSigningKeys

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_STREAMS: Final = (streams.USERS, streams.SESSIONS)


async def run(settings: Settings | None = None, *, stop: asyncio.Event | None = None) -> None:
    """Serve until a signal (or `stop`)."""
    settings = settings or Settings()
    configure_telemetry(
        service="user",
        log_level=settings.log_level,
        log_format=settings.log_format,
        otlp_endpoint=settings.otlp_endpoint,
        trace_ratio=settings.trace_ratio,
    )
    readiness = Readiness()
    async with (
        connect_pool(
            settings.postgres_dsn.get_secret_value(),
            schema=SCHEMA,
            max_connections=settings.postgres_max_connections,
        ) as pool,
        connect_bus(settings.nats_url, name="user") as bus,
    ):
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, _MIGRATIONS])
        await bus.declare(_STREAMS)
        with closing(Argon2Passwords()) as passwords:
            parts = _connect_parts(settings, pool, passwords)
            await parts.rotate_keys()
            await parts.access_tokens.open()
            workers = _workers(settings, parts, pool, bus, readiness)
            await run_workers(workers, readiness=readiness, stop=stop)


@dataclass(frozen=True)
class _Parts:
    """The adapters that several use cases share."""

    clock: SystemClock
    ids: RandomIds
    seal: Seal
    secrets: ServerSecrets
    store: PostgresUserStore
    attempts: PostgresAttemptCounts
    rotate_keys: RotateSigningKeys
    recent_keys: RecentKeys
    access_tokens: JwtAccessTokens
    passwords: PasswordHasher


def _connect_parts(
    settings: Settings, pool: "asyncpg.Pool[Any]", passwords: PasswordHasher
) -> _Parts:
    clock, ids = SystemClock(), RandomIds()
    seal = Seal(key_bytes(settings.key_encryption_key), setting="key_encryption_key")
    keys = PostgresSigningKeys(pool)
    recent_keys = RecentKeys(keys, clock)
    access_tokens = JwtAccessTokens(
        recent_keys, seal, ids, issuer=settings.token_issuer, audience=settings.token_audience
    )
    return _Parts(
        clock=clock,
        ids=ids,
        seal=seal,
        secrets=ServerSecrets(key_bytes(settings.code_hmac_key)),
        store=PostgresUserStore(pool, seal, ids),
        attempts=PostgresAttemptCounts(pool),
        rotate_keys=RotateSigningKeys(keys, partial(new_signing_key, seal), clock),
        recent_keys=recent_keys,
        access_tokens=access_tokens,
        passwords=passwords,
    )


def _workers(
    settings: Settings, parts: _Parts, pool: "asyncpg.Pool[Any]", bus: Bus, readiness: Readiness
) -> list[Worker]:
    ports = Ports(
        store=parts.store,
        passwords=parts.passwords,
        proofs=SrpProofs(),
        ceremonies=WebauthnCeremonies(settings.relying_party),
        common_passwords=ZxcvbnCommonPasswords(),
        attempts=parts.attempts,
        secrets=parts.secrets,
        access_tokens=parts.access_tokens,
        signing_keys=parts.recent_keys,
        clock=parts.clock,
        ids=parts.ids,
    )
    use_cases = use_cases_over(ports, public_url=settings.public_url)
    signatures = JwksTokenVerifier(
        OwnKeySource(use_cases.publish_keys),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
    )
    app = build_app(use_cases, readiness, SessionVerifier(signatures, parts.store, parts.clock))
    sender = mail_sender(settings.mail_url, sender=settings.mail_from)
    return [
        http_worker(app, host=settings.http_host, port=settings.http_port),
        Worker("outbox", OutboxRelay(pool, bus, schema=SCHEMA, streams=_STREAMS).run),
        lost_streams_worker(bus, _STREAMS),
        post_worker("user", SendLetters(PostgresPost(pool, parts.seal), sender, parts.clock)),
        cleaning_worker(RemoveOutdated(parts.store, parts.clock)),
        rotation_worker(parts.rotate_keys),
    ]

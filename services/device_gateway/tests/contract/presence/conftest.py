"""Presences in the twin and in Postgres, with what they would tell."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.fakes import SequentialIds
from libs.contracts.v1.device import DEVICE_DECODER, DeviceEvent
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.domain.presence.fleet import DeviceIdentity, IdentityState
from services.device_gateway.domain.presence.presence import Decision
from services.device_gateway.outbound.presence.events import as_event
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.outbound.presence.postgres import PostgresPresences
from services.device_gateway.outbound.presence.postgres_fleet import PostgresFleet
from services.device_gateway.ports.presence import FleetView, PresenceStore
from services.device_gateway.tests.examples import LONG_AGO

_TABLES = (
    "device_presence, device_transition, listening_replica, outbox, certificate,"
    " manufactured_device, batch"
)


@dataclass
class Subject:
    """An adapter under test."""

    store: PresenceStore
    fleet: FleetView
    pool: "asyncpg.Pool[Any] | None" = None

    async def save(self, *decisions: Decision) -> None:
        """Each as a transaction would."""
        async with self.store.transaction() as transaction:
            for decision in decisions:
                await transaction.lock(decision.presence.device_id)
            await transaction.save(decisions)

    async def told(self) -> list[DeviceEvent]:
        """The events, in order."""
        if isinstance(self.store, MemoryPresences):
            ids = SequentialIds()
            payloads = [as_event(ids.new_id(), each).payload for each in self.store.told]
        else:
            assert self.pool is not None
            rows = await self.pool.fetch("select payload from outbox order by position")
            payloads = [row["payload"] for row in rows]
        return [DEVICE_DECODER.decode(payload) for payload in payloads]

    async def manufactured(self, device_id: str, identity: DeviceIdentity) -> None:
        """What the identity room would have written."""
        if isinstance(self.store, MemoryPresences):
            self.store.identities[device_id] = identity
            return
        assert self.pool is not None
        await self.pool.execute(
            "insert into batch (batch_id, name, claim_serials, created_at)"
            " values ($1, '', '{}', $2) on conflict do nothing",
            identity.batch_id,
            LONG_AGO,
        )
        is_revoked = identity.state is IdentityState.REVOKED
        await self.pool.execute(
            "insert into manufactured_device (serial_number, device_id, batch_id, imported_at,"
            " claimed_at, revoked_at, reason, changed_in) values ($1, $2, $3, $4, $5, $6, $7, 1)",
            identity.serial_number,
            device_id,
            identity.batch_id,
            LONG_AGO,
            identity.claimed_at,
            identity.revoked_at,
            "stolen" if is_revoked else None,
        )
        if identity.certificate_expires_at is not None:
            await self._certify(device_id, identity.certificate_expires_at)

    async def _certify(self, device_id: str, not_after: datetime) -> None:
        assert self.pool is not None
        for serial, state, end in (("a1", "active", None), ("a0", "superseded", LONG_AGO)):
            await self.pool.execute(
                "insert into certificate (serial, device_id, key_fingerprint, pem, origin,"
                " issued_at, not_after, register_before, state, ended_at)"
                " values ($1, $2, '', '', 'claim', $3, $4, $3, $5, $6)",
                serial,
                device_id,
                LONG_AGO,
                not_after,
                state,
                end,
            )


@pytest.fixture
async def presence_pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on empty tables."""
    async with connect_pool(migrated_dsn, schema=SCHEMA, max_connections=4) as pool:
        await pool.execute(f"truncate {_TABLES}")
        yield pool


@pytest.fixture(params=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    """Empty."""
    if request.param == "memory":
        twin = MemoryPresences()
        return Subject(twin, twin)
    pool = request.getfixturevalue("presence_pool")
    return Subject(PostgresPresences(pool, SequentialIds()), PostgresFleet(pool), pool)

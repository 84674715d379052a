"""Identities in Postgres (migrations/0001_identity.sql)."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast

import asyncpg

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.outbox import add_to_outbox
from services.device_gateway.domain.identity.certificate import Certificate
from services.device_gateway.domain.identity.identity import Change, Identity
from services.device_gateway.domain.identity.manufacturing import Batch, ListedDevice
from services.device_gateway.domain.pki.revocation import RevokedCertificate
from services.device_gateway.domain.pki.serials import serial_text
from services.device_gateway.outbound.identity import sql
from services.device_gateway.outbound.identity.rows import (
    batch_of,
    certificate_of,
    certificate_values,
    device_of,
    event_of,
    revoked_of,
)
from services.device_gateway.ports.identity import Listing
from services.device_gateway.ports.pki import AuthorityKind, StoredRevocationList


class _PublishedLists:
    """Fulfils PublishedLists."""

    def __init__(self, source: Any) -> None:
        self._source = source
        """A pool, or a transaction's connection."""

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """The published list."""
        return _list_of(await self._source.fetchrow(sql.LIST, authority))

    async def has_unlisted(self, authority: AuthorityKind, now: datetime) -> bool:
        """Claims never wait: their list is made with their revocation."""
        if authority == "claim":
            return False
        return cast("bool", await self._source.fetchval(sql.HAS_UNLISTED, now))


class PostgresIdentities(_PublishedLists):
    """Fulfils IdentityStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]", ids: IdFactory, clock: Clock) -> None:
        super().__init__(pool)
        self._pool = pool
        self._ids = ids
        self._clock = clock

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["PostgresIdentityTransaction"]:
        """All or nothing."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgresIdentityTransaction(connection, self._ids, self._clock)

    async def batches(self, limit: int) -> Sequence[Batch]:
        """The newest first."""
        return [batch_of(row) for row in await self._pool.fetch(sql.BATCHES, limit)]

    async def certificates_of(self, device_id: str, limit: int) -> Sequence[Certificate] | None:
        """The newest first; None for a device that is not on the list."""
        rows = await self._pool.fetch(sql.CERTIFICATES, device_id, limit)
        if not rows and await self._pool.fetchrow(sql.DEVICE, device_id) is None:
            return None
        return [certificate_of(row) for row in rows]

    async def lapsed(self, now: datetime, limit: int) -> Sequence[str]:
        """Devices with something to end."""
        return [row["device_id"] for row in await self._pool.fetch(sql.LAPSED, now, limit)]

    async def forget(self, before: datetime, limit: int) -> int:
        """How many certificates were forgotten."""
        tag = await self._pool.execute(sql.FORGET, before, limit)
        return int(tag.removeprefix("DELETE "))


class PostgresIdentityTransaction(_PublishedLists):
    """Fulfils IdentityTransaction within an open transaction."""

    def __init__(self, connection: Any, ids: IdFactory, clock: Clock) -> None:
        super().__init__(connection)
        self._connection = connection
        self._ids = ids
        self._clock = clock

    async def batch(self, batch_id: str) -> Batch | None:
        """Shared with others who only read it."""
        row = await self._connection.fetchrow(f"{sql.BATCH} for share", batch_id)
        return None if row is None else batch_of(row)

    async def batch_to_change(self, batch_id: str) -> Batch | None:
        """Locked."""
        row = await self._connection.fetchrow(f"{sql.BATCH} for update", batch_id)
        return None if row is None else batch_of(row)

    async def save_batch(self, batch: Batch) -> None:
        """Name and time of creation stay as they were."""
        await self._connection.execute(
            sql.SAVE_BATCH,
            batch.batch_id,
            batch.name,
            sorted(batch.claim_serials),
            batch.created_at,
            batch.revoked_at,
            None if batch.reason is None else batch.reason.value,
        )

    async def list_device(self, listed: ListedDevice, now: datetime) -> Listing:
        """Keep a row unless it contradicts another."""
        row = (listed.serial_number, listed.device_id, listed.batch_id)
        if await self._connection.fetchval(sql.LIST_DEVICE, *row, now):
            return Listing.ADDED
        known = await self._connection.fetchrow(sql.DEVICE_OF_SERIAL, listed.serial_number)
        if known is None:
            return Listing.DEVICE_ID_TAKEN
        is_same = (known["serial_number"], known["device_id"], known["batch_id"]) == row
        return Listing.KNOWN if is_same else Listing.SERIAL_NUMBER_TAKEN

    async def identity_of_serial(self, serial_number: str) -> Identity | None:
        """Locked."""
        return await self._identity(sql.DEVICE_OF_SERIAL, serial_number)

    async def identity_of(self, device_id: str) -> Identity | None:
        """Locked."""
        return await self._identity(sql.DEVICE, device_id)

    async def unrevoked_of(self, batch_id: str, limit: int) -> Sequence[str]:
        """Not locked."""
        rows = await self._connection.fetch(sql.UNREVOKED_OF_BATCH, batch_id, limit)
        return [row["device_id"] for row in rows]

    async def save(self, change: Change) -> None:
        """The device, its certificates, the event and the replicas' wake-up."""
        device = change.device
        await self._connection.execute(
            sql.SAVE_DEVICE,
            device.serial_number,
            device.claimed_at,
            device.revoked_at,
            None if device.reason is None else device.reason.value,
            device.cut_at,
            device.may_renew_early,
        )
        # In order: the old certificate is ended before the new one is active.
        await self._connection.executemany(
            sql.SAVE_CERTIFICATE, [certificate_values(each) for each in change.certificates]
        )
        if change.happening is not None:
            event = event_of(self._ids.new_id(), change.happening, device, self._clock.now())
            await add_to_outbox(self._connection, [event])
        await self._connection.execute(sql.NOTIFY)

    async def locked_list(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """Its row is there from the beginning."""
        return _list_of(await self._connection.fetchrow(f"{sql.LIST} for update", authority))

    async def revoked(
        self, authority: AuthorityKind, now: datetime
    ) -> Sequence[RevokedCertificate]:
        """What has not ended by itself."""
        statement = sql.REVOKED_CERTIFICATES if authority == "device" else sql.REVOKED_CLAIMS
        return [revoked_of(row) for row in await self._connection.fetch(statement, now)]

    async def save_list(
        self,
        authority: AuthorityKind,
        published: StoredRevocationList,
        named: Iterable[RevokedCertificate],
    ) -> None:
        """Publish it."""
        await self._connection.execute(
            sql.SAVE_LIST, authority, published.number, published.pem, published.next_update
        )
        if authority == "device":
            serials = [serial_text(each.serial) for each in named]
            await self._connection.execute(sql.MARK_LISTED, serials)

    async def _identity(self, statement: str, key: str) -> Identity | None:
        row = await self._connection.fetchrow(f"{statement} for update", key)
        if row is None:
            return None
        device = device_of(row)
        rows = await self._connection.fetch(sql.LIVE_CERTIFICATES, device.device_id)
        return Identity(device=device, certificates=tuple(certificate_of(each) for each in rows))


def _list_of(row: Any) -> StoredRevocationList | None:
    if row is None or not row["number"]:
        return None
    return StoredRevocationList(row["pem"], row["number"], row["next_update"])

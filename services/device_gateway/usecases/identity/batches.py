"""What the factory delivered: batches and the list of their devices."""

from collections.abc import Iterable, Sequence
from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.errors import NotFoundError
from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.identity.manufacturing import Batch, ListedDevice
from services.device_gateway.ports.identity import IdentityStore, IdentityTransaction, Listing
from services.device_gateway.usecases.identity.publish_revocations import PublishRevocations
from services.device_gateway.usecases.identity.save_change import SaveChange

_DEVICES_AT_ONCE: Final = 200


class BatchNotFoundError(NotFoundError):
    """There is no such batch."""

    code = "batch_not_found"


class AddBatch:
    """Makes a batch known, or more of its claim certificates."""

    def __init__(self, store: IdentityStore, publish: PublishRevocations, clock: Clock) -> None:
        self._store = store
        self._publish = publish
        self._clock = clock

    async def __call__(self, batch_id: str, name: str, claim_serials: frozenset[str]) -> Batch:
        """Repeatable. A claim that is added to a revoked batch is revoked with it."""
        async with self._store.transaction() as transaction:
            known = await transaction.batch_to_change(batch_id)
            batch = (
                Batch(
                    batch_id=batch_id,
                    name=name,
                    claim_serials=claim_serials,
                    created_at=self._clock.now(),
                )
                if known is None
                else known.with_claims(claim_serials)
            )
            await transaction.save_batch(batch)
            if batch.revoked_at is not None:
                await self._publish.within(transaction, "claim")
            return batch


class ListDevices:
    """Adds to the manufacturing list."""

    def __init__(self, store: IdentityStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def __call__(self, rows: Sequence[ListedDevice]) -> list[Listing]:
        """What became of each row; repeatable. Raises BatchNotFoundError, and then adds nothing."""
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            for batch_id in sorted({row.batch_id for row in rows}):
                if await transaction.batch(batch_id) is None:
                    raise BatchNotFoundError(f"no batch {batch_id!r}; add it first")
            # In one order, so that two imports of the same rows do not wait for one another.
            in_order = sorted(range(len(rows)), key=lambda index: rows[index].serial_number)
            outcome = {index: await transaction.list_device(rows[index], now) for index in in_order}
            return [outcome[index] for index in range(len(rows))]


class RevokeBatch:
    """Its claim opens nothing any more; its devices keep what they have, unless they go too."""

    def __init__(
        self, store: IdentityStore, publish: PublishRevocations, save: SaveChange, clock: Clock
    ) -> None:
        self._store = store
        self._publish = publish
        self._save = save
        self._clock = clock

    async def __call__(self, batch_id: str, reason: EndReason, *, with_devices: bool) -> int:
        """How many devices were revoked. Raises BatchNotFoundError.

        Devices go in portions; interrupted, it is to be repeated and goes on.
        """
        async with self._store.transaction() as transaction:
            batch = await transaction.batch_to_change(batch_id)
            if batch is None:
                raise BatchNotFoundError("no such batch")
            if batch.revoked_at is None:
                await transaction.save_batch(batch.revoked(reason, self._clock.now()))
                await self._publish.within(transaction, "claim")
        if not with_devices:
            return 0
        revoked = 0
        while portion := await self._revoke_some(batch_id, reason):
            revoked += portion
        return revoked

    async def _revoke_some(self, batch_id: str, reason: EndReason) -> int:
        async with self._store.transaction() as transaction:
            device_ids = await transaction.unrevoked_of(batch_id, _DEVICES_AT_ONCE)
            await self._revoke(transaction, device_ids, reason)
            return len(device_ids)

    async def _revoke(
        self, transaction: IdentityTransaction, device_ids: Iterable[str], reason: EndReason
    ) -> None:
        now = self._clock.now()
        found = [await transaction.identity_of(device_id) for device_id in sorted(device_ids)]
        changes = [identity.revoke(reason, now) for identity in found if identity is not None]
        await self._save(transaction, *changes)

"""An operator ends a device's identity, or lets it begin anew."""

from dataclasses import replace

from libs.chassis.clock import Clock
from libs.chassis.errors import ConflictError, DeviceNotFoundError
from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.identity.identity import Change, Identity
from services.device_gateway.ports.identity import IdentityStore, IdentityTransaction
from services.device_gateway.usecases.identity.save_change import SaveChange


class DeviceDecommissionedError(ConflictError):
    """The device was taken out of use for ever."""

    code = "device_decommissioned"


class RevokeDevice:
    """Its certificates, its standing, the list and the event change as one."""

    def __init__(self, store: IdentityStore, save: SaveChange, clock: Clock) -> None:
        self._store = store
        self._save = save
        self._clock = clock

    async def __call__(self, device_id: str, reason: EndReason) -> None:
        """Repeatable. Raises DeviceNotFoundError."""
        async with self._store.transaction() as transaction:
            identity = await _found(transaction, device_id)
            await self._save(transaction, identity.revoke(reason, self._clock.now()))


class ReleaseDevice:
    """As it left the factory: its claim can get it a new identity."""

    def __init__(self, store: IdentityStore, save: SaveChange, clock: Clock) -> None:
        self._store = store
        self._save = save
        self._clock = clock

    async def __call__(self, device_id: str) -> None:
        """Repeatable. Raises DeviceNotFoundError, DeviceDecommissionedError."""
        async with self._store.transaction() as transaction:
            identity = await _found(transaction, device_id)
            if identity.device.is_decommissioned:
                raise DeviceDecommissionedError("a decommissioned device does not come back")
            await self._save(transaction, identity.release(self._clock.now()))


class AllowEarlyRenewal:
    """The device may have its next certificate at any time, once."""

    def __init__(self, store: IdentityStore) -> None:
        self._store = store

    async def __call__(self, device_id: str) -> None:
        """Repeatable. Raises DeviceNotFoundError."""
        async with self._store.transaction() as transaction:
            identity = await _found(transaction, device_id)
            device = replace(identity.device, may_renew_early=True)
            await transaction.save(Change(device=device))


async def _found(transaction: IdentityTransaction, device_id: str) -> Identity:
    identity = await transaction.identity_of(device_id)
    if identity is None:
        raise DeviceNotFoundError("not on the manufacturing list")
    return identity

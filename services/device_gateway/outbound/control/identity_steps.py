"""What commands mean for a device's identity, in the room that keeps identities."""

from contextlib import suppress

from libs.chassis.errors import DeviceNotFoundError
from services.device_gateway.usecases.identity.revoke_device import (
    AllowEarlyRenewal,
    DeviceDecommissionedError,
    ReleaseDevice,
)


class RoomOfIdentities:
    """Fulfils IdentitySteps; a device that is on no manufacturing list has no identity here."""

    def __init__(self, allow_early_renewal: AllowEarlyRenewal, release: ReleaseDevice) -> None:
        self._allow_early_renewal = allow_early_renewal
        self._release = release

    async def allow_renewal(self, device_id: str) -> None:
        """Its next certificate may come before its time, once."""
        with suppress(DeviceNotFoundError):
            await self._allow_early_renewal(device_id)

    async def begin_anew(self, device_id: str) -> None:
        """Its claim may get it a new identity."""
        with suppress(DeviceNotFoundError, DeviceDecommissionedError):
            await self._release(device_id)

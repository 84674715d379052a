"""The owner adds a device to a facility (FR7.1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.errors import DeviceInUseError
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.interval import Interval
from services.community.ports import Registry
from services.community.usecases.check_device_proof import CheckDeviceProof
from services.community.usecases.facility_authority import OWNER, require_facility_role
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class AttachDevice:
    """Associates a device with a facility."""

    registry: Registry
    clock: Clock
    check_proof: CheckDeviceProof | None = None
    """None where the operator asks for no code of the device."""

    async def __call__(
        self,
        caller: UUID,
        facility_id: UUID,
        device_id: str,
        requested_from: datetime | None,
        proof: str | None = None,
    ) -> Interval[FittedDevice]:
        """The interval that is open now.

        Raises FacilityNotFoundError, NotOwnerError, DeviceInUseError, what
        Facility.attach_device and CheckDeviceProof raise.
        """
        if self.check_proof is not None:
            await require_facility_role(self.registry, facility_id, caller, OWNER)
            await self.check_proof(caller, device_id, proof)
        change = Change(caller, Action.ATTACH_DEVICE)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            attached = facility.attach_device(
                device_id, requested_from=requested_from, now=self.clock.now()
            )
            if attached is not facility:
                elsewhere = await transaction.facilities.lock_device(device_id, not_at=facility_id)
                _check_free(elsewhere, _open_interval(attached).valid_from)
                await transaction.facilities.save([attached])
        return _open_interval(attached)


def _open_interval(facility: Facility) -> Interval[FittedDevice]:
    current = facility.devices.current
    assert current is not None, "a device has just been attached"
    return current


def _check_free(elsewhere: Interval[FittedDevice] | None, start: datetime) -> None:
    if elsewhere is None:
        return
    if elsewhere.valid_to is None:
        raise DeviceInUseError("the device is in use at another facility")
    if start < elsewhere.valid_to:
        raise DeviceInUseError(
            f"until {elsewhere.valid_to.isoformat()} the device measured at another facility"
        )

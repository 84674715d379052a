"""The owner removes the device from a facility (FR7.2)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.facility import FittedDevice
from services.community.domain.interval import Interval
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class DetachDevice:
    """Frees a facility's device."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, facility_id: UUID) -> Interval[FittedDevice]:
        """The interval that has just ended.

        Raises FacilityNotFoundError, NotOwnerError, DeviceNotFoundError.
        """
        change = Change(caller, Action.DETACH_DEVICE)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            freed = facility.detach_device(self.clock.now())
            await transaction.facilities.save([freed])
        return freed.devices.intervals[-1]

"""Who owned a facility when it was removed brings it back."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import FacilityNotFoundError
from services.community.domain.audit import Action, Change
from services.community.domain.removal import is_restorable
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class RestoreFacility:
    """Undoes a removal of the last 30 days, but for device and community."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, facility_id: UUID) -> None:
        """Afterwards the facility is there, also if it was never away.

        Raises FacilityNotFoundError, NotOwnerError, TooManyFacilitiesError.
        """
        change = Change(caller, Action.RESTORE_FACILITY)
        async with self.registry.transaction(change) as transaction:
            owned_before = await transaction.facilities.lock_owner(caller)
            removed = await transaction.facilities.lock_removed(facility_id)
            if removed is None:
                (await locked_facility(transaction, facility_id)).require_owner(caller)
                return
            now = self.clock.now()
            if not is_restorable(removed, now):
                raise FacilityNotFoundError("no such facility")
            restored = removed.restored(by=caller, owned_before=owned_before, now=now)
            await transaction.facilities.restore(restored)

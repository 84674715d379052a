"""Any signed-in user adds a facility and owns it (FR5.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Facility
from services.community.domain.facility_settings import FacilitySettings
from services.community.ports import Registry


@dataclass(frozen=True, slots=True)
class CreateFacility:
    """Adds a facility."""

    registry: Registry
    clock: Clock
    ids: IdFactory

    async def __call__(self, caller: UUID, settings: FacilitySettings) -> Facility:
        """The new facility, owned by the caller. Raises TooManyFacilitiesError."""
        change = Change(caller, Action.CREATE_FACILITY)
        async with self.registry.transaction(change) as transaction:
            facility = Facility.registered(
                self.ids.new_id(),
                settings,
                owner=caller,
                owned_before=await transaction.lock_owner(caller),
                now=self.clock.now(),
            )
            await transaction.add_facility(facility)
        return facility

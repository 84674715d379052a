"""The owner removes a facility; its device goes with it (FR5.2)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Facility
from services.community.domain.version import ANY_VERSION, ExpectedVersion
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class RemoveFacility:
    """Removes a facility; its past intervals stay known."""

    registry: Registry
    clock: Clock

    async def __call__(
        self, caller: UUID, facility_id: UUID, expected: ExpectedVersion = ANY_VERSION
    ) -> Facility:
        """The facility as it was.

        Raises FacilityNotFoundError, NotOwnerError, VersionDiffersError.
        """
        change = Change(caller, Action.REMOVE_FACILITY)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            expected.check(facility.version)
            await transaction.facilities.remove(facility.removed(self.clock.now()))
        return facility

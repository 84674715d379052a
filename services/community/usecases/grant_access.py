"""The owner gives a user a role in a facility (FR6.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Access, FacilityRole
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class GrantAccess:
    """Sets a user's role."""

    registry: Registry
    clock: Clock

    async def __call__(
        self, caller: UUID, facility_id: UUID, user_id: UUID, role: FacilityRole
    ) -> Access:
        """The user's role from now on.

        Raises FacilityNotFoundError, NotOwnerError, LastOwnerError, TooManyUsersError.
        """
        change = Change(caller, Action.GRANT_ACCESS)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            changed = facility.grant(user_id, role, self.clock.now())
            if changed is not facility:
                await transaction.facilities.save([changed])
        return Access(user_id, role)

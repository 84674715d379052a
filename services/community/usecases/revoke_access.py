"""The owner takes a user's role in a facility away, or a user gives it up (FR6.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Access
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class RevokeAccess:
    """Removes a user from a facility."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, facility_id: UUID, user_id: UUID) -> Access:
        """The role the user had.

        Raises FacilityNotFoundError, NotOwnerError, AccessNotFoundError, LastOwnerError.
        """
        change = Change(caller, Action.REVOKE_ACCESS)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            role = facility.role_of(user_id)
            if caller != user_id or role is None:
                facility.require_owner(caller)
            changed = facility.revoke(user_id, self.clock.now())
            await transaction.facilities.save([changed])
        assert role is not None, "revoke refuses a user without a role"
        return Access(user_id, role)

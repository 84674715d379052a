"""The owner takes an invitation back."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.errors import InvitationNotFoundError
from services.community.domain.invitation import Invitation
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """Removes an invitation, expired or not."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, facility_id: UUID, invitation_id: UUID) -> Invitation:
        """What is withdrawn.

        Raises FacilityNotFoundError, NotOwnerError, InvitationNotFoundError.
        """
        change = Change(caller, Action.END_INVITATION)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            invitation = await transaction.invitations.find(invitation_id)
            if invitation is None or invitation.facility_id != facility_id:
                raise InvitationNotFoundError("the facility has no such invitation")
            await transaction.invitations.drop(invitation, self.clock.now())
        return invitation

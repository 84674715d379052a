"""Who is invited to a facility accepts or declines."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.errors import InvitationNotFoundError
from services.community.domain.facility import Access
from services.community.domain.invitation import Invitation, accept, require_inviter, require_open
from services.community.ports import People, Registry


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Turns an invitation into a role."""

    registry: Registry
    clock: Clock
    people: People | None

    async def __call__(self, caller: UUID, invitation_id: UUID) -> tuple[UUID, Access]:
        """The facility and the caller's role in it from now on; a higher one is kept.

        Raises InvitationNotFoundError, TooManyUsersError.
        """
        change = Change(caller, Action.ACCEPT_INVITATION)
        async with self.registry.transaction(change) as transaction:
            now = self.clock.now()
            found = await transaction.invitations.find(invitation_id)
            person = self.people.of_user(caller) if self.people else None
            invitation = require_open(found, person.address if person else None, now)
            facility = await transaction.facilities.lock(invitation.facility_id)
            if facility is None or not await transaction.invitations.drop(invitation, now):
                raise InvitationNotFoundError("the invitation has been withdrawn")
            require_inviter(facility, invitation)
            changed = accept(facility, invitation, caller, now)
            if changed is not facility:
                await transaction.facilities.save([changed])
        role = changed.role_of(caller)
        assert role is not None, "who accepts has a role"
        return facility.facility_id, Access(caller, role)


@dataclass(frozen=True, slots=True)
class DeclineInvitation:
    """Ends an invitation unaccepted."""

    registry: Registry
    clock: Clock
    people: People | None

    async def __call__(self, caller: UUID, invitation_id: UUID) -> Invitation:
        """What is declined. Raises InvitationNotFoundError."""
        change = Change(caller, Action.END_INVITATION)
        async with self.registry.transaction(change) as transaction:
            now = self.clock.now()
            found = await transaction.invitations.find(invitation_id)
            person = self.people.of_user(caller) if self.people else None
            invitation = require_open(found, person.address if person else None, now)
            await transaction.invitations.drop(invitation, now)
        return invitation

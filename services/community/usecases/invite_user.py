"""The owner invites somebody to a facility by email address (FR6.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.errors import InvitationsOffError
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import Invitation, invite, normal_address
from services.community.ports import People, Registry
from services.community.usecases.locking import locked_facility
from services.community.usecases.mail_invitation import MailInvitation


@dataclass(frozen=True, slots=True)
class InviteUser:
    """Offers a role to whoever has the address, whether or not there is such a user yet."""

    registry: Registry
    clock: Clock
    ids: IdFactory
    people: People | None
    """None where the operator gave no key for addresses."""
    mail_invitation: MailInvitation | None = None
    """None where no mail is sent."""

    async def __call__(
        self, caller: UUID, facility_id: UUID, email: str, role: FacilityRole
    ) -> Invitation:
        """The invitation; the answer is the same whether or not the address is known.

        Raises InvitationsOffError, InvalidEmailError, FacilityNotFoundError, NotOwnerError,
        TooManyInvitationsError, TooManyInvitationMailsError.
        """
        if self.people is None:
            raise InvitationsOffError("invitations by email are not set up here")
        recipient = normal_address(email)
        address = self.people.hash_of(recipient)
        change = Change(caller, Action.INVITE_USER)
        async with self.registry.transaction(change) as transaction:
            await transaction.invitations.lock_inviter(caller, address)
            facility = await locked_facility(transaction, facility_id)
            now = self.clock.now()
            invitation = invite(
                facility,
                address,
                role,
                invitation_id=self.ids.new_id(),
                caller=caller,
                open_at_facility=await transaction.invitations.open_at(facility_id, now),
                open_by_caller=await transaction.invitations.open_by(caller, now),
                now=now,
            )
            await transaction.invitations.keep(invitation)
            if self.mail_invitation is not None:
                await self.mail_invitation(transaction.invitations, invitation, facility, recipient)
        return invitation

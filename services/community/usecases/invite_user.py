"""The owner invites somebody to a facility by email address (FR6.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.errors import InvitationsOffError
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import Invitation, invite
from services.community.ports import Addresses, Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class InviteUser:
    """Offers a role to whoever has the address, whether or not there is such a user yet."""

    registry: Registry
    clock: Clock
    ids: IdFactory
    addresses: Addresses | None
    """None where the operator gave no key for addresses."""

    async def __call__(
        self, caller: UUID, facility_id: UUID, email: str, role: FacilityRole
    ) -> Invitation:
        """The invitation; the answer is the same whether or not the address is known.

        Raises InvitationsOffError, InvalidEmailError, FacilityNotFoundError, NotOwnerError,
        TooManyInvitationsError.
        """
        change = Change(caller, Action.INVITE_USER)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            if self.addresses is None:
                raise InvitationsOffError("invitations by email are not set up here")
            now = self.clock.now()
            invitation = invite(
                facility,
                self.addresses.hash_of(email),
                role,
                invitation_id=self.ids.new_id(),
                caller=caller,
                open_at_facility=await transaction.invitations.open_at(facility_id, now),
                open_by_caller=await transaction.invitations.open_by(caller, now),
                now=now,
            )
            await transaction.invitations.keep(invitation)
        return invitation

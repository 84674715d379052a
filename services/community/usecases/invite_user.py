"""The owner invites somebody to a facility by email address (FR6.1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.errors import InvitationsOffError
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.domain.invitation import AddressHash, Invitation, invite, normal_address
from services.community.ports import Invitations, People, Registry
from services.community.usecases.locking import locked_facility
from services.community.usecases.mail_invitation import MailInvitation
from services.community.usecases.repeated_requests import earlier_creation


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
        self,
        caller: UUID,
        facility_id: UUID,
        email: str,
        role: FacilityRole,
        key: IdempotencyKey | None = None,
    ) -> Invitation:
        """The invitation, as it was made also when asked again.

        The answer is the same whether or not the address is known. Raises InvitationsOffError,
        InvalidEmailError, FacilityNotFoundError, NotOwnerError, TooManyInvitationsError,
        TooManyInvitationMailsError, IdempotencyKeyReusedError.
        """
        if self.people is None:
            raise InvitationsOffError("invitations by email are not set up here")
        recipient = normal_address(email)
        address = self.people.hash_of(recipient)
        named = key and _naming(key, facility_id, address, role)
        change = Change(caller, Action.INVITE_USER)
        async with self.registry.transaction(change) as transaction:
            await transaction.invitations.lock_inviter(caller, address)
            now = self.clock.now()
            earlier = await earlier_creation(transaction, caller, named, now)
            if earlier is not None:
                return Invitation.made(
                    earlier.entity_id, facility_id, address, role, by=caller, at=earlier.created_at
                )
            facility = await locked_facility(transaction, facility_id)
            invitation = await self._made(
                transaction.invitations, facility, address, role, caller=caller, now=now
            )
            if self.mail_invitation is not None:
                await self.mail_invitation(transaction.invitations, invitation, facility, recipient)
            if named is not None:
                await transaction.creations.keep(
                    KeyedCreation(caller, named, invitation.invitation_id, now)
                )
        return invitation

    async def _made(
        self,
        invitations: Invitations,
        facility: Facility,
        address: AddressHash,
        role: FacilityRole,
        *,
        caller: UUID,
        now: datetime,
    ) -> Invitation:
        invitation = invite(
            facility,
            address,
            role,
            invitation_id=self.ids.new_id(),
            caller=caller,
            open_at_facility=await invitations.open_at(facility.facility_id, now),
            open_by_caller=await invitations.open_by(caller, now),
            now=now,
        )
        await invitations.keep(invitation)
        return invitation


def _naming(
    key: IdempotencyKey, facility_id: UUID, address: AddressHash, role: FacilityRole
) -> IdempotencyKey:
    """A key whose fingerprint does not tell the address, as that of the request's body would."""
    return IdempotencyKey.of(key.key, b"invitation" + facility_id.bytes + address + role.encode())

"""Who is invited is written (FR6.1)."""

from dataclasses import dataclass

from services.community.domain.facility import Facility
from services.community.domain.invitation import Invitation
from services.community.domain.invitation_letter import invitation_letter
from services.community.domain.mailing import COUNTED_FOR, may_mail
from services.community.ports import Invitations, People


@dataclass(frozen=True, slots=True)
class MailInvitation:
    """Puts the letter into the post, in the transaction of the invitation."""

    people: People
    public_url: str
    """Where people open the app."""

    async def __call__(
        self, invitations: Invitations, invitation: Invitation, facility: Facility, recipient: str
    ) -> None:
        """The letter leaves unless the address has had enough for a day.

        Raises TooManyInvitationMailsError.
        """
        now = invitation.invited_at
        recent = await invitations.recent_mails(
            invitation.invited_by, invitation.address_hash, since=now - COUNTED_FOR
        )
        if not may_mail(recent, now):
            return
        letter = invitation_letter(
            invitation,
            recipient=recipient,
            facility_name=facility.settings.name,
            inviter=self.people.of_user(invitation.invited_by),
            invited=self.people.with_address(invitation.address_hash),
            public_url=self.public_url,
        )
        await invitations.mail(invitation, letter)

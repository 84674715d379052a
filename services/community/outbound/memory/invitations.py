"""The twin of postgres/invitations.py."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from libs.chassis.mail import Letter
from services.community.domain.audit import invitation_entries
from services.community.domain.invitation import AddressHash, Invitation
from services.community.domain.mailing import RecentMails
from services.community.outbound.memory.contents import MemoryChange


class MemoryInvitations:
    """Fulfils Invitations."""

    def __init__(self, change: MemoryChange) -> None:
        self._change = change
        self._kept = change.draft.invitations
        self._post = change.draft.post

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        found = [
            one
            for one in self._kept.values()
            if one.facility_id == facility_id and one.expires_at > now
        ]
        return sorted(found, key=lambda one: (one.invited_at, one.invitation_id))

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        return sum(
            one.invited_by == user_id and one.expires_at > now for one in self._kept.values()
        )

    async def find(self, invitation_id: UUID) -> Invitation | None:
        return self._kept.get(invitation_id)

    async def lock_inviter(self, user_id: UUID, address: AddressHash) -> None:
        """Nobody else is here anyway."""

    async def recent_mails(
        self, user_id: UUID, address: AddressHash, *, since: datetime
    ) -> RecentMails:
        recent = [each for each in self._change.draft.mails if each[2] > since]
        by_inviter = [at for inviter, _, at in recent if inviter == user_id]
        return RecentMails(
            len(by_inviter),
            min(by_inviter, default=None),
            sum(mailed_to == address for _, mailed_to, _ in recent),
        )

    async def keep(self, invitation: Invitation) -> None:
        pair = (invitation.facility_id, invitation.address_hash)
        earlier = [
            one for one in self._kept.values() if (one.facility_id, one.address_hash) == pair
        ]
        for each in earlier:
            self._forget(each)
        self._kept[invitation.invitation_id] = invitation
        before = earlier[0] if earlier else None
        self._change.record(
            invitation_entries(self._change.trail.change, invitation.invited_at, before, invitation)
        )

    async def mail(self, invitation: Invitation, letter: Letter) -> None:
        self._change.draft.mails.append(
            (invitation.invited_by, invitation.address_hash, letter.written_at)
        )
        self._post.put(invitation.invitation_id, letter, letter.written_at)

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        if invitation.invitation_id not in self._kept:
            return False
        self._forget(invitation)
        self._change.record(invitation_entries(self._change.trail.change, at, invitation, None))
        return True

    def drop_of_facility(self, facility_id: UUID) -> None:
        """Nothing waits for a removed facility."""
        self._drop(lambda one: one.facility_id == facility_id)

    def drop_by(self, user_id: UUID) -> None:
        """Nothing waits of what a former user offered."""
        self._drop(lambda one: one.invited_by == user_id)

    def _drop(self, is_dropped: Callable[[Invitation], bool]) -> None:
        for each in [one for one in self._kept.values() if is_dropped(one)]:
            self._forget(each)

    def _forget(self, invitation: Invitation) -> None:
        del self._kept[invitation.invitation_id]
        self._post.take(invitation.invitation_id)

"""The twin of outbound/postgres_invitations.py."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from services.community.domain.audit import invitation_entries
from services.community.domain.invitation import Invitation
from services.community.outbound.memory_contents import MemoryChange


class MemoryInvitations:
    """Fulfils Invitations."""

    def __init__(self, change: MemoryChange) -> None:
        self._change = change
        self._kept = change.draft.invitations

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

    async def keep(self, invitation: Invitation) -> None:
        pair = (invitation.facility_id, invitation.address_hash)
        earlier = [
            one for one in self._kept.values() if (one.facility_id, one.address_hash) == pair
        ]
        for each in earlier:
            del self._kept[each.invitation_id]
        self._kept[invitation.invitation_id] = invitation
        before = earlier[0] if earlier else None
        self._change.record(
            invitation_entries(self._change.trail.change, invitation.invited_at, before, invitation)
        )

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        if self._kept.pop(invitation.invitation_id, None) is None:
            return False
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
            del self._kept[each.invitation_id]

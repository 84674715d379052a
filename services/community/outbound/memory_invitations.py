"""The twin of outbound/postgres_invitations.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.community.domain.audit import AuditEntry, Change, invitation_entries
from services.community.domain.invitation import Invitation


@dataclass(frozen=True, slots=True)
class MemoryInvitations:
    """Fulfils Invitations on a draft of what is kept."""

    kept: dict[UUID, Invitation]
    audit: list[AuditEntry | None]
    change: Change

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        found = [
            one
            for one in self.kept.values()
            if one.facility_id == facility_id and one.expires_at > now
        ]
        return sorted(found, key=lambda one: (one.invited_at, one.invitation_id))

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        return sum(one.invited_by == user_id and one.expires_at > now for one in self.kept.values())

    async def find(self, invitation_id: UUID) -> Invitation | None:
        return self.kept.get(invitation_id)

    async def keep(self, invitation: Invitation) -> None:
        pair = (invitation.facility_id, invitation.address_hash)
        earlier = [one for one in self.kept.values() if (one.facility_id, one.address_hash) == pair]
        for each in earlier:
            del self.kept[each.invitation_id]
        self.kept[invitation.invitation_id] = invitation
        before = earlier[0] if earlier else None
        self.audit.extend(
            invitation_entries(self.change, invitation.invited_at, before, invitation)
        )

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        if self.kept.pop(invitation.invitation_id, None) is None:
            return False
        self.audit.extend(invitation_entries(self.change, at, invitation, None))
        return True

    def drop_of_facility(self, facility_id: UUID) -> None:
        """Nothing waits for a removed facility."""
        self._drop(lambda one: one.facility_id == facility_id)

    def drop_by(self, user_id: UUID) -> None:
        """Nothing waits of what a former user offered."""
        self._drop(lambda one: one.invited_by == user_id)

    def _drop(self, is_dropped: Callable[[Invitation], bool]) -> None:
        for each in [one for one in self.kept.values() if is_dropped(one)]:
            del self.kept[each.invitation_id]

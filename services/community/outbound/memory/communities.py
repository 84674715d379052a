"""The twin of postgres/communities.py."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.community.domain.audit import AuditEntry
from services.community.domain.community import Community
from services.community.domain.facility import Facility, FacilityRole
from services.community.outbound.memory.contents import MemoryChange
from services.community.outbound.memory.offers import MemoryOffers
from services.community.outbound.registry_events import community_changed, community_removed

NOBODY: Final = UUID(int=0)
"""Whoever represented a removed community and is gone: null in Postgres."""


class MemoryCommunities:
    """Fulfils Communities."""

    def __init__(self, change: MemoryChange, offers: MemoryOffers) -> None:
        self._change = change
        self._kept = change.draft.communities
        self._removed = change.draft.removed_communities
        self._offers = offers

    async def lock_representative(self, user_id: UUID) -> int:
        return sum(one.is_represented_by(user_id) for one in self._kept.values())

    async def lock(self, community_id: UUID) -> Community | None:
        return self._change.trail.found_community(self._kept.get(community_id))

    async def hold(self, community_id: UUID) -> Community | None:
        return self._kept.get(community_id)

    async def lock_of(self, user_id: UUID) -> Sequence[Community]:
        found = [
            one
            for one in self._kept.values()
            if user_id in (one.representative_id, one.proposed_representative_id)
        ]
        for community in found:
            self._change.trail.found_community(community)
        return sorted(found, key=lambda one: one.community_id)

    async def has_facilities(self, community_id: UUID) -> bool:
        return bool(self._members(community_id))

    async def owns_member_facility(self, community_id: UUID, user_id: UUID) -> bool:
        return any(one.is_owned_by(user_id) for one in self._members(community_id))

    async def longest_owner(self, community_id: UUID) -> UUID | None:
        members = sorted(
            self._members(community_id),
            key=lambda one: (one.communities.intervals[-1].valid_from, one.facility_id),
        )
        owners = (
            access.user_id
            for member in members
            for access in member.accesses
            if access.role is FacilityRole.OWNER
        )
        return next(owners, None)

    async def add(self, community: Community) -> None:
        self._keep(community, self._change.trail.community_added(community))

    async def save(self, community: Community) -> None:
        self._keep(community, self._change.trail.community_saved(community))

    async def remove(self, community: Community) -> None:
        del self._kept[community.community_id]
        self._removed[community.community_id] = community
        self._offers.drop_of_community(community.community_id, community.changed_at)
        self._change.record(self._change.trail.community_saved(community, is_removed=True))
        self._change.tell(community_removed(community))

    async def lock_removed(self, community_id: UUID) -> Community | None:
        removed = self._removed.get(community_id)
        return None if removed is None or removed.is_represented_by(NOBODY) else removed

    def forget_representative(self, user_id: UUID) -> None:
        """Nobody can restore what the user represented."""
        for each, removed in self._removed.items():
            if removed.is_represented_by(user_id):
                self._removed[each] = replace(removed, representative_id=NOBODY)

    async def restore(self, community: Community) -> None:
        del self._removed[community.community_id]
        self._keep(community, self._change.trail.community_added(community))

    def _keep(self, community: Community, entries: list[AuditEntry]) -> None:
        self._change.record(entries)
        self._kept[community.community_id] = community
        self._change.tell(community_changed(community))

    def _members(self, community_id: UUID) -> list[Facility]:
        facilities = self._change.draft.facilities.values()
        return [one for one in facilities if one.community_id == community_id]

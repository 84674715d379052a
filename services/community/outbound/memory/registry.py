"""The registry in memory: the twin of postgres/registry.py, for tests and descriptions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from services.community.domain.audit import Change, RecordedEntry
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.eligibility import ConnectionPoint
from services.community.domain.facility import Access, FacilityRole
from services.community.domain.facility_settings import MemberType
from services.community.domain.invitation import AddressHash, Invitation, InvitationInSight
from services.community.domain.overview import (
    CommunityAccess,
    CommunityFilter,
    CommunityOverview,
    DeviceInPlace,
    FacilityAccess,
    FacilityOverview,
    MemberFacility,
    OfferInSight,
)
from services.community.domain.page import ByDevice, ByName, ByTime, Newest, Page
from services.community.domain.removal import Restorable
from services.community.outbound.memory.contents import RegistryContents
from services.community.outbound.memory.transaction import MemoryTransaction
from services.community.outbound.memory.views import RegistryViews, device_in_place

EntryT = TypeVar("EntryT")
KeyT = TypeVar("KeyT", ByName, ByTime, ByDevice)

_ROLE_ORDER = tuple(FacilityRole)


@dataclass
class MemoryRegistry:
    """Fulfils Registry. One change at a time; an error undoes it."""

    contents: RegistryContents = field(default_factory=RegistryContents)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def _views(self) -> RegistryViews:
        return RegistryViews(self.contents)

    @asynccontextmanager
    async def transaction(self, change: Change) -> AsyncIterator[MemoryTransaction]:
        """Commits on leaving, or undoes everything when an error leaves."""
        async with self._one_at_a_time:
            draft = self.contents.copy()
            yield MemoryTransaction(draft, change)
            self.contents = draft

    async def facility(self, facility_id: UUID, *, seen_by: UUID) -> FacilityOverview | None:
        facility = self.contents.facilities.get(facility_id)
        return self._views.facility(facility, seen_by) if facility else None

    async def facility_access(self, facility_id: UUID, user_id: UUID) -> FacilityAccess | None:
        facility = self.contents.facilities.get(facility_id)
        return FacilityAccess(facility_id, facility.role_of(user_id)) if facility else None

    async def facility_community(self, facility_id: UUID) -> CommunityOverview | None:
        facility = self.contents.facilities.get(facility_id)
        if facility is None or facility.community_id is None:
            return None
        return self._views.community(self.contents.communities[facility.community_id], None)

    async def users_of_facility(self, facility_id: UUID) -> Sequence[Access]:
        facility = self.contents.facilities.get(facility_id)
        accesses = facility.accesses if facility else ()
        return sorted(accesses, key=lambda one: (_ROLE_ORDER.index(one.role), one.user_id))

    async def facilities_of_user(
        self, user_id: UUID, page: Page[ByName], member_type: MemberType | None
    ) -> Sequence[FacilityOverview]:
        mine = self._views.facilities(
            lambda facility: (
                facility.role_of(user_id) is not None
                and member_type in (None, facility.settings.member_type)
            )
        )
        return _page(
            [self._views.facility(facility, user_id) for facility in mine],
            page,
            lambda one: one.key,
        )

    async def community(self, community_id: UUID, *, seen_by: UUID) -> CommunityOverview | None:
        community = self.contents.communities.get(community_id)
        return (
            self._views.community(community, self._views.role(community, seen_by))
            if community
            else None
        )

    async def community_access(self, community_id: UUID, user_id: UUID) -> CommunityAccess | None:
        community = self.contents.communities.get(community_id)
        if community is None:
            return None
        return CommunityAccess(community_id, self._views.role(community, user_id))

    async def communities(
        self, page: Page[ByName], wanted: CommunityFilter
    ) -> Sequence[CommunityOverview]:
        found = [
            self._views.community(community, None)
            for community in self.contents.communities.values()
            if _is_wanted(community, wanted)
        ]
        return _page(found, page, lambda one: one.key)

    async def communities_of_user(
        self, user_id: UUID, page: Page[ByName]
    ) -> Sequence[CommunityOverview]:
        mine = [
            self._views.community(community, role)
            for community in self.contents.communities.values()
            if (role := self._views.role(community, user_id))
        ]
        return _page(mine, page, lambda one: one.key)

    async def facilities_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[MemberFacility]:
        members = [
            MemberFacility(
                facility_id=facility.facility_id,
                name=facility.settings.name,
                member_type=facility.settings.member_type,
                max_consumption_w=facility.settings.max_consumption_w,
                max_production_w=facility.settings.max_production_w,
                valid_from=facility.communities.intervals[-1].valid_from,
            )
            for facility in self._views.members(community_id)
        ]
        return _page(members, page, lambda one: one.key)

    async def points_of_community(self, community_id: UUID) -> Sequence[ConnectionPoint]:
        members = sorted(self._views.members(community_id), key=lambda one: one.facility_id)
        return [ConnectionPoint.of(facility) for facility in members]

    async def devices_of_community(
        self, community_id: UUID, page: Page[ByDevice]
    ) -> Sequence[DeviceInPlace]:
        found = (device_in_place(facility) for facility in self._views.members(community_id))
        return _page([one for one in found if one], page, lambda one: one.key)

    async def offers_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[OfferInSight]:
        found = (
            OfferInSight(offer, self._views.applicant(offer))
            for offer in self.contents.offers.values()
            if offer.community_id == community_id
        )
        return _page(found, page, lambda one: one.key)

    async def offers_of_facility(
        self, facility_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        found = (one for one in self.contents.offers.values() if one.facility_id == facility_id)
        return _page(found, page, lambda one: one.key_at_facility)

    async def removed_facilities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        owner = Access(user_id, FacilityRole.OWNER)
        found = [
            Restorable(
                entity_id=removed.facility.facility_id,
                name=removed.facility.settings.name,
                removed_at=removed.facility.changed_at,
            )
            for removed in self.contents.restorable_facilities.values()
            if owner in removed.accesses and removed.facility.changed_at > removed_after
        ]
        return _page(found, page, lambda one: one.key)

    async def removed_communities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        found = [
            Restorable(
                entity_id=removed.community_id,
                name=removed.settings.name,
                removed_at=removed.changed_at,
            )
            for removed in self.contents.removed_communities.values()
            if removed.is_represented_by(user_id) and removed.changed_at > removed_after
        ]
        return _page(found, page, lambda one: one.key)

    async def invitations_of_facility(
        self, facility_id: UUID, now: datetime
    ) -> Sequence[Invitation]:
        kept = self.contents.invitations.values()
        found = [one for one in kept if one.facility_id == facility_id and one.expires_at > now]
        return sorted(found, key=lambda one: (one.invited_at, one.invitation_id))

    async def invitations_for(
        self, address: AddressHash, now: datetime, *, limit: int
    ) -> Sequence[InvitationInSight]:
        found = [
            one
            for one in self.contents.invitations.values()
            if one.address_hash == address and one.expires_at > now
        ]
        by_id = sorted(found, key=lambda one: one.invitation_id)
        newest_first = sorted(by_id, key=lambda one: one.invited_at, reverse=True)
        return [
            InvitationInSight(one, self.contents.facilities[one.facility_id].settings.name)
            for one in newest_first[:limit]
        ]

    async def wrong_proofs(self, user_id: UUID, *, since: datetime) -> int:
        return sum(user == user_id and at > since for user, at in self.contents.wrong_proofs)

    async def record_wrong_proof(self, user_id: UUID, at: datetime) -> None:
        self.contents.wrong_proofs.append((user_id, at))

    async def audit_trail(self, entity_id: UUID, page: Page[Newest]) -> Sequence[RecordedEntry]:
        trail = [
            RecordedEntry(position, entry)
            for position, entry in enumerate(self.contents.audit)
            if entry is not None and entry.entity_id == entity_id and position < page.after.position
        ]
        return trail[::-1][: page.limit]


def _is_wanted(community: Community, wanted: CommunityFilter) -> bool:
    settings = community.settings
    return (
        wanted.name_part.lower() in settings.name.lower()
        and wanted.primary_substation_code in (None, settings.primary_substation_code)
        and wanted.market_zone in (None, settings.market_zone)
    )


def _page(
    entries: Iterable[EntryT], page: Page[KeyT], key: Callable[[EntryT], KeyT]
) -> list[EntryT]:
    following = [entry for entry in entries if key(entry) > page.after]
    return sorted(following, key=key)[: page.limit]

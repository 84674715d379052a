"""One change of the registry in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from services.community.domain import audit
from services.community.domain.audit import AuditEntry, Change
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.facility import Facility, FacilityRole, FittedDevice
from services.community.domain.idempotency import KeyedCreation
from services.community.domain.interval import Interval
from services.community.domain.invitation import Invitation
from services.community.domain.removal import RemovedFacility
from services.community.outbound import registry_events
from services.community.outbound.change_trail import ChangeTrail
from services.community.outbound.memory_invitations import MemoryInvitations


@dataclass
class RegistryContents:
    """What is in the registry, and what has been told of it, in order."""

    communities: dict[UUID, Community] = field(default_factory=dict)
    facilities: dict[UUID, Facility] = field(default_factory=dict)
    removed_facilities: dict[UUID, Facility] = field(default_factory=dict)
    """Whose closed intervals are kept, also when they are purged."""
    restorable_facilities: dict[UUID, RemovedFacility] = field(default_factory=dict)
    removed_communities: dict[UUID, Community] = field(default_factory=dict)
    offers: dict[tuple[UUID, UUID], MembershipOffer] = field(default_factory=dict)
    creations: dict[tuple[UUID, str], KeyedCreation] = field(default_factory=dict)
    invitations: dict[UUID, Invitation] = field(default_factory=dict)
    wrong_proofs: list[tuple[UUID, datetime]] = field(default_factory=list)
    outbox: list[OutgoingEvent] = field(default_factory=list)
    audit: list[AuditEntry | None] = field(default_factory=list)
    """None where an entry was purged: the others keep their positions."""

    def copy(self) -> "RegistryContents":
        """A copy whose changes do not show here."""
        return RegistryContents(
            dict(self.communities),
            dict(self.facilities),
            dict(self.removed_facilities),
            dict(self.restorable_facilities),
            dict(self.removed_communities),
            dict(self.offers),
            dict(self.creations),
            dict(self.invitations),
            list(self.wrong_proofs),
            list(self.outbox),
            list(self.audit),
        )


class MemoryTransaction:
    """Fulfils RegistryTransaction on a draft of the contents, which nobody else has."""

    def __init__(self, draft: RegistryContents, change: Change) -> None:
        self._draft = draft
        self._trail = ChangeTrail(change)
        self.invitations = MemoryInvitations(draft.invitations, draft.audit, change)

    async def lock_owner(self, user_id: UUID) -> int:
        return sum(one.is_owned_by(user_id) for one in self._draft.facilities.values())

    async def lock_representative(self, user_id: UUID) -> int:
        return sum(one.is_represented_by(user_id) for one in self._draft.communities.values())

    async def creation(self, user_id: UUID, key: str) -> KeyedCreation | None:
        return self._draft.creations.get((user_id, key))

    async def keep_creation(self, creation: KeyedCreation) -> None:
        self._draft.creations[creation.user_id, creation.key.key] = creation

    async def lock_community(self, community_id: UUID) -> Community | None:
        return self._trail.found_community(self._draft.communities.get(community_id))

    async def hold_community(self, community_id: UUID) -> Community | None:
        return self._draft.communities.get(community_id)

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

    async def lock_communities_of(self, user_id: UUID) -> Sequence[Community]:
        found = [
            one
            for one in self._draft.communities.values()
            if user_id in (one.representative_id, one.proposed_representative_id)
        ]
        for community in found:
            self._trail.found_community(community)
        return sorted(found, key=lambda one: one.community_id)

    async def lock_facilities_of(self, user_id: UUID) -> Sequence[Facility]:
        found = [one for one in self._draft.facilities.values() if one.role_of(user_id)]
        for facility in found:
            self._trail.found_facility(facility)
        return sorted(found, key=lambda one: one.facility_id)

    async def forget_account(self, user_id: UUID) -> None:
        for key in [key for key in self._draft.creations if key[0] == user_id]:
            del self._draft.creations[key]
        self.invitations.drop_by(user_id)
        self._draft.wrong_proofs = [one for one in self._draft.wrong_proofs if one[0] != user_id]
        for each, removed in self._draft.restorable_facilities.items():
            left = tuple(one for one in removed.accesses if one.user_id != user_id)
            self._draft.restorable_facilities[each] = replace(removed, accesses=left)

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        members = sorted(self._members(community_id), key=lambda one: one.facility_id)
        for member in members:
            self._trail.found_facility(member)
        return members

    async def lock_facility(self, facility_id: UUID) -> Facility | None:
        return self._trail.found_facility(self._draft.facilities.get(facility_id))

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        elsewhere = [
            interval
            for facility in (
                *self._draft.facilities.values(),
                *self._draft.removed_facilities.values(),
            )
            if facility.facility_id != not_at
            for interval in facility.devices.intervals
            if interval.value.device_id == device_id and interval.valid_to != interval.valid_from
        ]
        return max(
            elsewhere,
            key=lambda one: (one.valid_from, one.valid_to is None, one.valid_to),
            default=None,
        )

    async def add_community(self, community: Community) -> None:
        self._keep_community(community, self._trail.community_added(community))

    async def save_community(self, community: Community) -> None:
        self._keep_community(community, self._trail.community_saved(community))

    def _keep_community(self, community: Community, entries: list[AuditEntry]) -> None:
        self._draft.audit += entries
        self._draft.communities[community.community_id] = community
        self._draft.outbox.append(registry_events.community_changed(community))

    async def remove_community(self, community: Community) -> None:
        del self._draft.communities[community.community_id]
        self._draft.removed_communities[community.community_id] = community
        self._drop_offers(
            lambda offer: offer.community_id == community.community_id, community.changed_at
        )
        self._draft.audit += self._trail.community_saved(community, is_removed=True)
        self._draft.outbox.append(registry_events.community_removed(community))

    async def add_facility(self, facility: Facility) -> None:
        self._keep_facility(facility, self._trail.facility_added(facility))

    async def save_facilities(self, facilities: Sequence[Facility]) -> None:
        for facility in facilities:
            self._keep_facility(facility, self._trail.facility_saved(facility))

    def _keep_facility(self, facility: Facility, entries: list[AuditEntry]) -> None:
        self._draft.audit += entries
        self._draft.facilities[facility.facility_id] = facility
        self._draft.outbox.append(registry_events.facility_changed(facility))

    async def remove_facility(self, facility: Facility) -> None:
        before = self._draft.facilities.pop(facility.facility_id)
        self._draft.removed_facilities[facility.facility_id] = facility
        self._draft.restorable_facilities[facility.facility_id] = RemovedFacility(
            facility, before.accesses
        )
        await self.drop_offers_of_facility(facility.facility_id, facility.changed_at)
        self.invitations.drop_of_facility(facility.facility_id)
        self._draft.audit += self._trail.facility_saved(facility, is_removed=True)
        self._draft.outbox.append(registry_events.facility_removed(facility))

    async def lock_removed_facility(self, facility_id: UUID) -> RemovedFacility | None:
        return self._draft.restorable_facilities.get(facility_id)

    async def restore_facility(self, facility: Facility) -> None:
        del self._draft.restorable_facilities[facility.facility_id]
        del self._draft.removed_facilities[facility.facility_id]
        self._keep_facility(facility, self._trail.facility_added(facility))

    async def lock_removed_community(self, community_id: UUID) -> Community | None:
        return self._draft.removed_communities.get(community_id)

    async def restore_community(self, community: Community) -> None:
        del self._draft.removed_communities[community.community_id]
        self._keep_community(community, self._trail.community_added(community))

    async def offer(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        return self._draft.offers.get((community_id, facility_id))

    async def save_offer(self, offer: MembershipOffer) -> None:
        pair = (offer.community_id, offer.facility_id)
        before = self._draft.offers.get(pair)
        self._draft.offers[pair] = offer
        self._draft.audit += audit.offer_entries(
            self._trail.change, offer.offered_at, before, offer
        )

    async def drop_offer(self, offer: MembershipOffer, at: datetime) -> None:
        pair = (offer.community_id, offer.facility_id)
        self._drop_offers(lambda one: (one.community_id, one.facility_id) == pair, at)

    async def drop_offers_of_facility(self, facility_id: UUID, at: datetime) -> None:
        self._drop_offers(lambda offer: offer.facility_id == facility_id, at)

    def _drop_offers(self, is_dropped: Callable[[MembershipOffer], bool], at: datetime) -> None:
        for pair, offer in sorted(self._draft.offers.items()):
            if is_dropped(offer):
                del self._draft.offers[pair]
                self._draft.audit += audit.offer_entries(self._trail.change, at, offer, None)

    def _members(self, community_id: UUID) -> list[Facility]:
        return [one for one in self._draft.facilities.values() if one.community_id == community_id]

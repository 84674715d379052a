"""What the use cases need from the outside, in the registry's words."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.community.domain.audit import Change, RecordedEntry
from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer
from services.community.domain.eligibility import ConnectionPoint
from services.community.domain.facility import Access, Facility, FittedDevice
from services.community.domain.facility_settings import MemberType
from services.community.domain.idempotency import KeyedCreation
from services.community.domain.interval import Interval
from services.community.domain.invitation import AddressHash, Invitation, InvitationInSight
from services.community.domain.overview import (
    CommunityAccess,
    CommunityFilter,
    CommunityOverview,
    DeviceInPlace,
    FacilityAccess,
    FacilityOverview,
    MemberFacility,
)
from services.community.domain.page import ByDevice, ByName, ByTime, Newest, Page
from services.community.domain.removal import RemovedFacility, Restorable


class RegistryView(Protocol):
    """Answers to those who only look; each is one statement, served by an index.

    Removed facilities and communities are not there. Lists come in a stable order, page by page.
    """

    async def facility(self, facility_id: UUID, *, seen_by: UUID) -> FacilityOverview | None:
        """A facility with its device, community and the user's role; None when unknown."""
        ...

    async def facility_access(self, facility_id: UUID, user_id: UUID) -> FacilityAccess | None:
        """The user's role in a facility; None when the facility is unknown."""
        ...

    async def facility_community(self, facility_id: UUID) -> CommunityOverview | None:
        """The community the facility belongs to now."""
        ...

    async def users_of_facility(self, facility_id: UUID) -> Sequence[Access]:
        """Everybody with a role in the facility, owners first."""
        ...

    async def facilities_of_user(
        self, user_id: UUID, page: Page[ByName], member_type: MemberType | None
    ) -> Sequence[FacilityOverview]:
        """Facilities in which the user has a role, of that type if any, by name."""
        ...

    async def community(self, community_id: UUID, *, seen_by: UUID) -> CommunityOverview | None:
        """A community with its counts and the user's role in it; None when unknown."""
        ...

    async def community_access(self, community_id: UUID, user_id: UUID) -> CommunityAccess | None:
        """The user's role in a community; None when the community is unknown."""
        ...

    async def communities(
        self, page: Page[ByName], wanted: CommunityFilter
    ) -> Sequence[CommunityOverview]:
        """All communities that are wanted, by name."""
        ...

    async def communities_of_user(
        self, user_id: UUID, page: Page[ByName]
    ) -> Sequence[CommunityOverview]:
        """Communities the user represents or has a facility in, by name."""
        ...

    async def facilities_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[MemberFacility]:
        """Facilities that belong to the community now, in order of joining."""
        ...

    async def points_of_community(self, community_id: UUID) -> Sequence[ConnectionPoint]:
        """Facilities that belong to the community now, all of them, by id."""
        ...

    async def devices_of_community(
        self, community_id: UUID, page: Page[ByDevice]
    ) -> Sequence[DeviceInPlace]:
        """Devices that measure at the community's facilities now, by device id."""
        ...

    async def offers_of_community(
        self, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        """Invitations and requests that wait, the oldest first."""
        ...

    async def offers_of_facility(
        self, facility_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        """Invitations and requests that wait, the oldest first."""
        ...

    async def audit_trail(self, entity_id: UUID, page: Page[Newest]) -> Sequence[RecordedEntry]:
        """What was changed of a facility or community, the newest first."""
        ...

    async def removed_facilities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        """Facilities the user owned when they were removed, the first removed first."""
        ...

    async def removed_communities_of_user(
        self, user_id: UUID, page: Page[ByTime], *, removed_after: datetime
    ) -> Sequence[Restorable]:
        """Communities the user represented when they were removed, the first removed first."""
        ...


class InvitationView(Protocol):
    """What is open of the invitations to facilities that are there."""

    async def invitations_of_facility(
        self, facility_id: UUID, now: datetime
    ) -> Sequence[Invitation]:
        """The oldest first."""
        ...

    async def invitations_for(
        self, address: AddressHash, now: datetime, *, limit: int
    ) -> Sequence[InvitationInSight]:
        """The newest first."""
        ...


class ProofGuesses(Protocol):
    """Wrong codes of devices; kept whatever becomes of the request."""

    async def wrong_proofs(self, user_id: UUID, *, since: datetime) -> int:
        """How many the user has entered since then."""
        ...

    async def record_wrong_proof(self, user_id: UUID, at: datetime) -> None:
        """One more."""
        ...


class Invitations(Protocol):
    """Invitations within a change; lock their facility first. Each change leaves an audit entry."""

    async def open_at(self, facility_id: UUID, now: datetime) -> Sequence[Invitation]:
        """Those of a facility that have not expired, the oldest first."""
        ...

    async def open_by(self, user_id: UUID, now: datetime) -> int:
        """How many of the user's have not expired."""
        ...

    async def find(self, invitation_id: UUID) -> Invitation | None:
        """The invitation, expired or not."""
        ...

    async def keep(self, invitation: Invitation) -> None:
        """Keep it in place of an earlier one of the facility for the address."""
        ...

    async def drop(self, invitation: Invitation, at: datetime) -> bool:
        """It is gone; False when it already was."""
        ...


class Addresses(Protocol):
    """Email addresses as keyed hashes."""

    def hash_of(self, address: str) -> AddressHash:
        """Raises InvalidEmailError."""
        ...

    def of_user(self, user_id: UUID) -> AddressHash | None:
        """Of the address the user has confirmed; None while none is known."""
        ...


class AddressKeeper(Protocol):
    """Learns who has confirmed which address."""

    def put(self, user_id: UUID, address: str) -> None:
        """In place of an earlier one. Raises InvalidEmailError."""
        ...

    def forget(self, user_id: UUID) -> None:
        """The account is gone."""
        ...


class RegistryTransaction(Protocol):
    """One change of the registry: all of it happens, with events and audit entries, or nothing.

    Whatever is added, saved, removed or dropped leaves an audit entry of the change that the
    transaction was opened for. Saving a facility or community writes its whole state for the other
    services into the same transaction.

    Lock before you decide. The order is: community, then facilities (by id), then device; so two
    changes never wait for each other.
    """

    @property
    def invitations(self) -> Invitations:
        """Invitations to facilities, in the same change."""
        ...

    async def lock_owner(self, user_id: UUID) -> int:
        """How many facilities the user owns; they create nothing else until the end."""
        ...

    async def lock_representative(self, user_id: UUID) -> int:
        """How many communities the user represents; they create nothing else until the end."""
        ...

    async def creation(self, user_id: UUID, key: str) -> KeyedCreation | None:
        """What the locked user created under that idempotency key last."""
        ...

    async def keep_creation(self, creation: KeyedCreation) -> None:
        """Remember what the locked user created, in place of an earlier one under the key."""
        ...

    async def lock_community(self, community_id: UUID) -> Community | None:
        """The community, not to be changed by others until the end; None when unknown."""
        ...

    async def hold_community(self, community_id: UUID) -> Community | None:
        """The community, which others may hold too but not change; None when unknown."""
        ...

    async def has_facilities(self, community_id: UUID) -> bool:
        """True when a facility belongs to the community now."""
        ...

    async def owns_member_facility(self, community_id: UUID, user_id: UUID) -> bool:
        """True when the user owns a facility that belongs to the community now."""
        ...

    async def longest_owner(self, community_id: UUID) -> UUID | None:
        """An owner of the facility that has belonged to the community longest; None without."""
        ...

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        """All facilities that belong to the community now, locked."""
        ...

    async def lock_communities_of(self, user_id: UUID) -> Sequence[Community]:
        """Communities the user represents or is proposed for, locked, by id."""
        ...

    async def lock_facilities_of(self, user_id: UUID) -> Sequence[Facility]:
        """Facilities in which the user has a role, locked, by id."""
        ...

    async def forget_account(self, user_id: UUID) -> None:
        """Nothing is kept for the user any more that is not part of a facility or community."""
        ...

    async def lock_facility(self, facility_id: UUID) -> Facility | None:
        """The facility, not to be changed by others until the end; None when unknown."""
        ...

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        """Its latest interval at another facility; nobody else attaches it until the end."""
        ...

    async def add_community(self, community: Community) -> None:
        """Keep a new community."""
        ...

    async def save_community(self, community: Community) -> None:
        """Keep the next version of a locked community."""
        ...

    async def remove_community(self, community: Community) -> None:
        """Keep the last version of a locked community; its offers are dropped."""
        ...

    async def add_facility(self, facility: Facility) -> None:
        """Keep a new facility."""
        ...

    async def save_facilities(self, facilities: Sequence[Facility]) -> None:
        """Keep the next version of locked facilities.

        Raises DeviceInUseError should another change have won.
        """
        ...

    async def remove_facility(self, facility: Facility) -> None:
        """Keep the last version of a locked facility; its offers are dropped."""
        ...

    async def lock_removed_facility(self, facility_id: UUID) -> RemovedFacility | None:
        """A removed facility that is not purged, locked."""
        ...

    async def restore_facility(self, facility: Facility) -> None:
        """Keep the next version of a locked removed facility; it is there again."""
        ...

    async def lock_removed_community(self, community_id: UUID) -> Community | None:
        """The last version of a removed community that is not purged, locked."""
        ...

    async def restore_community(self, community: Community) -> None:
        """Keep the next version of a locked removed community; it is there again."""
        ...

    async def offer(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        """The offer that waits between the two."""
        ...

    async def save_offer(self, offer: MembershipOffer) -> None:
        """Keep the offer in place of an earlier one between the two."""
        ...

    async def drop_offer(self, offer: MembershipOffer, at: datetime) -> None:
        """The offer is gone."""
        ...

    async def drop_offers_of_facility(self, facility_id: UUID, at: datetime) -> None:
        """No offer waits for the facility any more."""
        ...


class Registry(RegistryView, InvitationView, ProofGuesses, Protocol):
    """The registry of facilities and communities."""

    def transaction(self, change: Change) -> AbstractAsyncContextManager[RegistryTransaction]:
        """Commits on leaving, or undoes everything when an error leaves."""
        ...


class RegistryUpkeep(Protocol):
    """What is done by the clock."""

    async def purge_removed(self, *, removed_until: datetime, now: datetime, limit: int) -> int:
        """Of what was removed until then, keep only ids and closed intervals; how many of each.

        Their audit trails and former users go.
        """
        ...

    async def forget_invitations(self, *, expired_until: datetime, limit: int) -> int:
        """Forget invitations that expired until then; how many."""
        ...

    async def forget_wrong_proofs(self, *, made_until: datetime, limit: int) -> int:
        """Forget wrong codes entered until then; how many."""
        ...

    async def forget_creations(self, *, created_until: datetime, limit: int) -> int:
        """Forget what was created under idempotency keys until then; how many."""
        ...

"""Answers to those who only look; each is one statement, served by an index.

Removed facilities and communities are not there, but in RemovedView. Lists come in a stable order,
page by page.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.community.domain.audit import RecordedEntry
from services.community.domain.consent import MembershipOffer
from services.community.domain.eligibility import ConnectionPoint
from services.community.domain.facility import Access
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


class FacilityView(Protocol):
    """Facilities, their users, and what waits for them."""

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

    async def offers_of_facility(
        self, facility_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        """Invitations and requests that wait, the oldest first."""
        ...


class CommunityView(Protocol):
    """Communities, what belongs to them, and what waits for them."""

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
    ) -> Sequence[OfferInSight]:
        """Invitations and requests that wait, the oldest first."""
        ...


class AuditView(Protocol):
    """Who changed what."""

    async def audit_trail(self, entity_id: UUID, page: Page[Newest]) -> Sequence[RecordedEntry]:
        """What was changed of a facility or community, the newest first."""
        ...


class RemovedView(Protocol):
    """What a user may bring back."""

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


class RegistryView(FacilityView, CommunityView, AuditView, RemovedView, InvitationView, Protocol):
    """Everything that somebody can look at."""

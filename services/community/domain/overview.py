"""What the registry answers to those who only look."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.community.domain.community import (
    Community,
    CommunityRole,
    CommunityStatus,
    member_count,
    status_of,
)
from services.community.domain.consent import MembershipOffer
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import FacilitySettings, MemberType
from services.community.domain.page import ByDevice, ByName, ByTime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInPlace:
    """A device that measures at a facility now."""

    device_id: str
    facility_id: UUID
    transformation_constant: float
    valid_from: datetime

    @property
    def key(self) -> ByDevice:
        """Its place in a list."""
        return ByDevice(self.device_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipInPlace:
    """The community a facility belongs to now."""

    community_id: UUID
    community_name: str
    valid_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityOverview:
    """A facility as one user sees it; `role` is None for a user without access."""

    facility_id: UUID
    version: int
    changed_at: datetime
    settings: FacilitySettings
    role: FacilityRole | None
    device: DeviceInPlace | None
    membership: MembershipInPlace | None

    @classmethod
    def of_new(cls, facility: Facility) -> "FacilityOverview":
        """A facility as whoever has just added it sees it."""
        return cls(
            facility_id=facility.facility_id,
            version=facility.version,
            changed_at=facility.changed_at,
            settings=facility.settings,
            role=FacilityRole.OWNER,
            device=None,
            membership=None,
        )

    @property
    def key(self) -> ByName:
        """Its place in a list."""
        return ByName(self.settings.name, self.facility_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityOverview:
    """A community with its counts, as one user sees it; `role` is None for a stranger."""

    community: Community
    facility_count: int
    owner_count: int
    role: CommunityRole | None = None

    @classmethod
    def of_new(cls, community: Community) -> "CommunityOverview":
        """A community as its founder sees it."""
        return cls(
            community=community,
            facility_count=0,
            owner_count=0,
            role=CommunityRole.REPRESENTATIVE,
        )

    @property
    def member_count(self) -> int:
        """How many members it has."""
        return member_count(self.facility_count, self.owner_count)

    @property
    def status(self) -> CommunityStatus:
        """R4."""
        return status_of(self.member_count)

    @property
    def key(self) -> ByName:
        """Its place in a list."""
        return ByName(self.community.settings.name, self.community.community_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFilter:
    """Which communities somebody looks for; all of it must hold."""

    name_part: str = ""
    """Part of the name, in small or capital letters."""
    primary_substation_code: str | None = None
    market_zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacility:
    """A facility as its community sees it."""

    facility_id: UUID
    name: str
    member_type: MemberType
    max_consumption_w: float
    max_production_w: float
    valid_from: datetime

    @property
    def key(self) -> ByTime:
        """Its place in a list."""
        return ByTime(self.valid_from, self.facility_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A facility as the representative of a community it asks to join sees it.

    It is what all would see of a member; its owners agreed to that by asking.
    """

    name: str
    member_type: MemberType
    max_consumption_w: float
    max_production_w: float


@dataclass(frozen=True, slots=True)
class OfferInSight:
    """An offer as the representative sees it; `applicant` is None of an invitation.

    Whoever knows a facility's id can invite it, so that shows nothing of it.
    """

    offer: MembershipOffer
    applicant: Applicant | None

    @property
    def key(self) -> ByTime:
        """Its place in a list."""
        return self.offer.key_in_community


@dataclass(frozen=True, slots=True)
class FacilityAccess:
    """A known facility and the role of the asking user in it, if any."""

    facility_id: UUID
    role: FacilityRole | None


@dataclass(frozen=True, slots=True)
class CommunityAccess:
    """A known community and the role of the asking user in it, if any."""

    community_id: UUID
    role: CommunityRole | None

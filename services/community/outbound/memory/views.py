"""What the registry in memory shows of what it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.community import Community, CommunityRole
from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.overview import (
    Applicant,
    CommunityOverview,
    DeviceInPlace,
    FacilityOverview,
    MembershipInPlace,
)
from services.community.outbound.memory.contents import RegistryContents


@dataclass(frozen=True, slots=True)
class RegistryViews:
    """Of one state of the contents."""

    contents: RegistryContents

    def applicant(self, offer: MembershipOffer) -> Applicant | None:
        """Who asks; nobody when the community invited."""
        if offer.kind is not OfferKind.REQUEST:
            return None
        settings = self.contents.facilities[offer.facility_id].settings
        return Applicant(
            name=settings.name,
            member_type=settings.member_type,
            max_consumption_w=settings.max_consumption_w,
            max_production_w=settings.max_production_w,
        )

    def facilities(self, wanted: Callable[[Facility], bool]) -> list[Facility]:
        """In any order."""
        return [facility for facility in self.contents.facilities.values() if wanted(facility)]

    def members(self, community_id: UUID) -> list[Facility]:
        """Of the community, as they are now."""
        return self.facilities(lambda facility: facility.community_id == community_id)

    def role(self, community: Community, user_id: UUID) -> CommunityRole | None:
        """Of the user in the community."""
        if community.is_represented_by(user_id):
            return CommunityRole.REPRESENTATIVE
        members = self.members(community.community_id)
        if any(facility.role_of(user_id) for facility in members):
            return CommunityRole.MEMBER
        return None

    def community(self, community: Community, role: CommunityRole | None) -> CommunityOverview:
        """With what is counted of it."""
        members = self.members(community.community_id)
        owners = {
            access.user_id
            for facility in members
            for access in facility.accesses
            if access.role is FacilityRole.OWNER
        }
        return CommunityOverview(
            community=community, facility_count=len(members), owner_count=len(owners), role=role
        )

    def facility(self, facility: Facility, user_id: UUID) -> FacilityOverview:
        """As the user sees it."""
        membership = None
        current = facility.communities.current
        if current is not None:
            membership = MembershipInPlace(
                community_id=current.value,
                community_name=self.contents.communities[current.value].settings.name,
                valid_from=current.valid_from,
            )
        return FacilityOverview(
            facility_id=facility.facility_id,
            version=facility.version,
            changed_at=facility.changed_at,
            settings=facility.settings,
            role=facility.role_of(user_id),
            device=device_in_place(facility),
            membership=membership,
        )


def device_in_place(facility: Facility) -> DeviceInPlace | None:
    """The device that measures the facility now."""
    current = facility.devices.current
    if current is None:
        return None
    return DeviceInPlace(
        device_id=current.value.device_id,
        facility_id=facility.facility_id,
        transformation_constant=current.value.transformation_constant,
        valid_from=current.valid_from,
    )

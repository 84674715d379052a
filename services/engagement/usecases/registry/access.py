"""Who may see what: from the registry projection, without asking another service."""

from uuid import UUID

from libs.chassis.errors import (
    CommunityNotFoundError,
    FacilityNotFoundError,
    NoAccessError,
    NotRepresentativeError,
)
from services.engagement.domain.balance.balance import Balance
from services.engagement.domain.balance.privacy import sums_say_nothing_of_one
from services.engagement.domain.registry.registry import Community, Registry


class Access:
    """Answers for one caller and one entity."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def check_community(self, user_id: UUID, community_id: UUID) -> None:
        """Raises CommunityNotFoundError or NoAccessError."""
        community = self._registry.community(community_id)
        if community is None:
            raise CommunityNotFoundError("there is no such community")
        if not self._registry.may_see_community(user_id, community):
            raise NoAccessError("you have no access to this community")

    def check_representative(self, user_id: UUID, community_id: UUID) -> Community:
        """The community. Raises CommunityNotFoundError or NotRepresentativeError."""
        community = self._registry.community(community_id)
        if community is None:
            raise CommunityNotFoundError("there is no such community")
        if community.representative_id != user_id:
            raise NotRepresentativeError("only the community's representative may do this")
        return community

    def represents(self, user_id: UUID, community_id: UUID) -> bool:
        """True when `check_representative` raises nothing."""
        community = self._registry.community(community_id)
        return community is not None and community.representative_id == user_id

    def check_facility(self, user_id: UUID, facility_id: UUID) -> None:
        """Raises FacilityNotFoundError or NoAccessError."""
        facility = self._registry.facility(facility_id)
        if facility is None:
            raise FacilityNotFoundError("there is no such facility")
        if user_id not in facility.user_ids:
            raise NoAccessError("you have no access to this facility")

    def may_see_sums(self, user_id: UUID, balance: Balance) -> bool:
        """False where the balance's sums would give away a household that is not the caller's."""
        if sums_say_nothing_of_one(balance.freshness):
            return True
        if self.represents(user_id, balance.community_id):
            return True
        return self._registry.has_access_to_all(user_id, balance.community_id)

    def may_see_community(self, user_id: UUID, community_id: UUID) -> bool:
        """True when `check_community` raises nothing."""
        community = self._registry.community(community_id)
        return community is not None and self._registry.may_see_community(user_id, community)

    def community_name(self, community_id: UUID) -> str | None:
        """None for one that is unknown or removed."""
        community = self._registry.community(community_id)
        return None if community is None else community.name

    def may_see_facility(self, user_id: UUID, facility_id: UUID) -> bool:
        """True when `check_facility` raises nothing."""
        facility = self._registry.facility(facility_id)
        return facility is not None and user_id in facility.user_ids

"""Does a community meet the rules for sharing energy (R1 to R4)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.errors import CommunityNotFoundError, NoAccessError
from services.community.domain.eligibility import Eligibility, eligibility_of
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class CheckEligibility:
    """Shows representative and members what is missing and which facility breaks which rule."""

    registry: RegistryView

    async def __call__(self, caller: UUID, community_id: UUID) -> Eligibility:
        """As of now. Raises CommunityNotFoundError, NoAccessError."""
        seen = await self.registry.community(community_id, seen_by=caller)
        if seen is None:
            raise CommunityNotFoundError("no such community")
        if seen.role is None:
            raise NoAccessError("the community is not open to you for this")
        points = await self.registry.points_of_community(community_id)
        return eligibility_of(points, seen.community.settings.primary_substation_code)

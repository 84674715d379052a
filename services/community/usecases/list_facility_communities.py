"""The community of a facility, for everybody with a role in the facility."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import CommunityOverview
from services.community.ports import RegistryView
from services.community.usecases.facility_authority import ANY_ROLE, require_facility_role


@dataclass(frozen=True, slots=True)
class ListFacilityCommunities:
    """Shows the community a facility belongs to (R1: at most one)."""

    registry: RegistryView

    async def __call__(self, caller: UUID, facility_id: UUID) -> Sequence[CommunityOverview]:
        """One community or none. Raises FacilityNotFoundError, NoAccessError."""
        await require_facility_role(self.registry, facility_id, caller, ANY_ROLE)
        overview = await self.registry.facility_community(facility_id)
        return [overview] if overview else []

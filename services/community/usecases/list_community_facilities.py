"""The facilities of a community, for its representative and members."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import MemberFacility
from services.community.domain.page import ByTime, Page
from services.community.ports import RegistryView
from services.community.usecases.community_authority import (
    REPRESENTATIVE_OR_MEMBER,
    require_community_role,
)


@dataclass(frozen=True, slots=True)
class ListCommunityFacilities:
    """Shows who shares energy with whom."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[MemberFacility]:
        """In order of joining. Raises CommunityNotFoundError, NoAccessError."""
        await require_community_role(self.registry, community_id, caller, REPRESENTATIVE_OR_MEMBER)
        return await self.registry.facilities_of_community(community_id, page)

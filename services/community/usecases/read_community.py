"""A community's details, for its representative and members."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.errors import CommunityNotFoundError, NoAccessError
from services.community.domain.overview import CommunityOverview
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ReadCommunity:
    """Shows a community."""

    registry: RegistryView

    async def __call__(self, caller: UUID, community_id: UUID) -> CommunityOverview:
        """The community as the caller sees it. Raises CommunityNotFoundError, NoAccessError."""
        overview = await self.registry.community(community_id, seen_by=caller)
        if overview is None:
            raise CommunityNotFoundError("no such community")
        if overview.role is None:
            raise NoAccessError("the community's details are open to its members")
        return overview

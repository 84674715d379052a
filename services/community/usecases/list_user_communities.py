"""The caller's communities (FR3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import CommunityOverview
from services.community.domain.page import ByName, Page
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListUserCommunities:
    """Shows every community the caller represents or has a facility in."""

    registry: RegistryView

    async def __call__(self, caller: UUID, page: Page[ByName]) -> Sequence[CommunityOverview]:
        """By name."""
        return await self.registry.communities_of_user(caller, page)

"""All communities, for every signed-in user: somebody who wants to join must find one."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.community.domain.overview import CommunityOverview
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListCommunities:
    """Shows what is public of every community."""

    registry: RegistryView

    async def __call__(self, limit: int) -> Sequence[CommunityOverview]:
        """By name."""
        return await self.registry.communities(limit=limit)

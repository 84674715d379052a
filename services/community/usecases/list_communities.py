"""All communities, for every signed-in user: somebody who wants to join must find one."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.community.domain.overview import CommunityFilter, CommunityOverview
from services.community.domain.page import ByName, Page
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListCommunities:
    """Shows what is public of every community."""

    registry: RegistryView

    async def __call__(
        self, page: Page[ByName], wanted: CommunityFilter
    ) -> Sequence[CommunityOverview]:
        """Those that are wanted, by name."""
        return await self.registry.communities(page, wanted)

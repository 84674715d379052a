"""Requests to and invitations of a community that wait, for its representative (FR9.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import OfferInSight
from services.community.domain.page import ByTime, Page
from services.community.ports import RegistryView
from services.community.usecases.community_authority import (
    REPRESENTATIVE,
    require_community_role,
)


@dataclass(frozen=True, slots=True)
class ListCommunityOffers:
    """Shows what waits for the representative or was offered by them."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, community_id: UUID, page: Page[ByTime]
    ) -> Sequence[OfferInSight]:
        """The oldest first. Raises CommunityNotFoundError, NoAccessError."""
        await require_community_role(self.registry, community_id, caller, REPRESENTATIVE)
        return await self.registry.offers_of_community(community_id, page)

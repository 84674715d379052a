"""The devices of a community, for its representative."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import DeviceInPlace
from services.community.domain.page import ByDevice, Page
from services.community.ports import RegistryView
from services.community.usecases.community_authority import (
    REPRESENTATIVE,
    require_community_role,
)


@dataclass(frozen=True, slots=True)
class ListCommunityDevices:
    """Shows which devices measure for the community."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, community_id: UUID, page: Page[ByDevice]
    ) -> Sequence[DeviceInPlace]:
        """By device id. Raises CommunityNotFoundError, NoAccessError."""
        await require_community_role(self.registry, community_id, caller, REPRESENTATIVE)
        return await self.registry.devices_of_community(community_id, page)

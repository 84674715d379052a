"""What was changed of a community, for its representative."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.audit import RecordedEntry
from services.community.domain.page import Newest, Page
from services.community.ports import RegistryView
from services.community.usecases.community_authority import (
    REPRESENTATIVE,
    require_community_role,
)


@dataclass(frozen=True, slots=True)
class ListCommunityAudit:
    """Shows who changed what, when, and what it was before."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, community_id: UUID, page: Page[Newest]
    ) -> Sequence[RecordedEntry]:
        """The newest first. Raises CommunityNotFoundError, NoAccessError."""
        await require_community_role(self.registry, community_id, caller, REPRESENTATIVE)
        return await self.registry.audit_trail(community_id, page)

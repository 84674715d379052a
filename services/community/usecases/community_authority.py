"""Who may look at a community."""

from uuid import UUID

from libs.chassis.errors import CommunityNotFoundError, NoAccessError
from services.community.domain.community import CommunityRole
from services.community.ports import RegistryView

REPRESENTATIVE = frozenset({CommunityRole.REPRESENTATIVE})
REPRESENTATIVE_OR_MEMBER = frozenset(CommunityRole)


async def require_community_role(
    registry: RegistryView, community_id: UUID, caller: UUID, allowed: frozenset[CommunityRole]
) -> None:
    """Raises CommunityNotFoundError before NoAccessError."""
    access = await registry.community_access(community_id, caller)
    if access is None:
        raise CommunityNotFoundError("no such community")
    if access.role not in allowed:
        raise NoAccessError("the community is not open to you for this")

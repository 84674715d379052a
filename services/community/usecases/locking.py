"""Load what is about to change, or say that it does not exist."""

from uuid import UUID

from libs.chassis.errors import CommunityNotFoundError, FacilityNotFoundError
from services.community.domain.community import Community
from services.community.domain.facility import Facility
from services.community.ports import RegistryTransaction


async def locked_facility(transaction: RegistryTransaction, facility_id: UUID) -> Facility:
    """The facility, locked. Raises FacilityNotFoundError."""
    facility = await transaction.facilities.lock(facility_id)
    if facility is None:
        raise FacilityNotFoundError("no such facility")
    return facility


async def locked_community(transaction: RegistryTransaction, community_id: UUID) -> Community:
    """The community, locked. Raises CommunityNotFoundError."""
    community = await transaction.communities.lock(community_id)
    if community is None:
        raise CommunityNotFoundError("no such community")
    return community


async def held_community(transaction: RegistryTransaction, community_id: UUID) -> Community:
    """The community, held as it is. Raises CommunityNotFoundError."""
    community = await transaction.communities.hold(community_id)
    if community is None:
        raise CommunityNotFoundError("no such community")
    return community

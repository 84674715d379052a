"""Who may look at a facility."""

from uuid import UUID

from libs.chassis.errors import FacilityNotFoundError, NoAccessError
from services.community.domain.facility import FacilityRole
from services.community.ports import RegistryView

ANY_ROLE = frozenset(FacilityRole)
OWNER_OR_MANAGER = frozenset({FacilityRole.OWNER, FacilityRole.MANAGER})
OWNER = frozenset({FacilityRole.OWNER})


async def require_facility_role(
    registry: RegistryView, facility_id: UUID, caller: UUID, allowed: frozenset[FacilityRole]
) -> None:
    """Raises FacilityNotFoundError before NoAccessError."""
    access = await registry.facility_access(facility_id, caller)
    if access is None:
        raise FacilityNotFoundError("no such facility")
    if access.role not in allowed:
        raise NoAccessError("the facility is not open to you for this")

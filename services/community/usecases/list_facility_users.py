"""Who has access to a facility, for its owners and managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.facility import Access
from services.community.ports import RegistryView
from services.community.usecases.facility_authority import (
    OWNER_OR_MANAGER,
    require_facility_role,
)


@dataclass(frozen=True, slots=True)
class ListFacilityUsers:
    """Shows a facility's users and their roles."""

    registry: RegistryView

    async def __call__(self, caller: UUID, facility_id: UUID) -> Sequence[Access]:
        """At most MAX_USERS of them. Raises FacilityNotFoundError, NoAccessError."""
        await require_facility_role(self.registry, facility_id, caller, OWNER_OR_MANAGER)
        return await self.registry.users_of_facility(facility_id)

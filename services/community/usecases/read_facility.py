"""A facility, for everybody with a role in it."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.errors import FacilityNotFoundError, NoAccessError
from services.community.domain.overview import FacilityOverview
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ReadFacility:
    """Shows a facility with its device and community."""

    registry: RegistryView

    async def __call__(self, caller: UUID, facility_id: UUID) -> FacilityOverview:
        """The facility as the caller sees it. Raises FacilityNotFoundError, NoAccessError."""
        overview = await self.registry.facility(facility_id, seen_by=caller)
        if overview is None:
            raise FacilityNotFoundError("no such facility")
        if overview.role is None:
            raise NoAccessError("the facility is not open to you")
        return overview

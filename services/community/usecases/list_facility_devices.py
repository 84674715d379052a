"""The device of a facility, for everybody with a role in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import DeviceInPlace
from services.community.ports import RegistryView
from services.community.usecases.read_facility import ReadFacility


@dataclass(frozen=True, slots=True)
class ListFacilityDevices:
    """Shows the device that measures at a facility."""

    registry: RegistryView

    async def __call__(self, caller: UUID, facility_id: UUID) -> Sequence[DeviceInPlace]:
        """One device or none. Raises FacilityNotFoundError, NoAccessError."""
        overview = await ReadFacility(self.registry)(caller, facility_id)
        return [overview.device] if overview.device else []

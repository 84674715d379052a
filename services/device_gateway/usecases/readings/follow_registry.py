"""The registry says what a facility is now: its devices are placed anew."""

from services.device_gateway.domain.readings.placement import Facility
from services.device_gateway.ports.readings import DevicePlacements, FacilitiesWrittenDown


class FollowRegistry:
    """Keeps the placements of all devices as the registry states them."""

    def __init__(self, placements: DevicePlacements, written_down: FacilitiesWrittenDown) -> None:
        self._placements = placements
        self._written_down = written_down

    async def remember(self) -> None:
        """Before the first statement: whom we knew is no stranger while the registry is silent.

        A bus that lost its disk has no facilities until they are told again, and what a stranger
        sends is refused for good. Readings of a remembered device are kept and placed later.
        """
        self._placements.remember(await self._written_down.facilities())

    def facility_changed(self, facility: Facility) -> None:
        """Take over the facility's intervals; older states than the known one change nothing."""
        self._placements.put(facility)

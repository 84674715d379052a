"""The registry says what a facility is now: its devices are placed anew."""

from services.device_gateway.domain.readings.placement import Facility
from services.device_gateway.ports.readings import DevicePlacements


class FollowRegistry:
    """Keeps the placements of all devices as the registry states them."""

    def __init__(self, placements: DevicePlacements) -> None:
        self._placements = placements

    def facility_changed(self, facility: Facility) -> None:
        """Take over the facility's intervals; older states than the known one change nothing."""
        self._placements.put(facility)

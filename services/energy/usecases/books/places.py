"""Where devices measured, by the registry as it is known at the moment of asking."""

from collections.abc import Sequence

from services.energy.domain.books.placing import Settled, UnplacedReading, places_of, settle
from services.energy.domain.calendar import Period
from services.energy.domain.registry import DevicePeriod
from services.energy.ports.registry import Registry


class Places:
    """Answers which facility a reading belongs to, and with which K."""

    def __init__(self, registry: Registry, *, maximum_power_w: float) -> None:
        self._registry = registry
        self._maximum_power_w = maximum_power_w

    def periods_of(self, device_id: str) -> list[Period]:
        """When the device measured at any facility."""
        return [place.period for place in self._of(device_id)]

    def settle(self, said: Sequence[UnplacedReading]) -> Settled:
        """What becomes of these readings."""
        places = {device_id: self._of(device_id) for device_id in {s.device_id for s in said}}
        return settle(said, places, maximum_power_w=self._maximum_power_w)

    def _of(self, device_id: str) -> list[DevicePeriod]:
        return places_of(device_id, self._registry.facilities_of_device(device_id))

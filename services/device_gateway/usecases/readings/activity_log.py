"""What came of whom, kept in memory and written down now and then."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from libs.chassis.clock import Clock
from services.device_gateway.domain.readings.activity import Sighting
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.ports.activity import ActivityStore, DeviceActivity

_WRITTEN_TOGETHER = 500


class ForgottenCounter(Protocol):
    """Counts what found no room."""

    def inc(self, amount: float = 1) -> None: ...


class ActivityLog:
    """Readings flow on while the store is away: then this grows, up to a limit of devices.

    What a killed process has not written down looks like missing readings: the devices are asked
    for them, and a reading that comes twice does no harm.
    """

    def __init__(
        self,
        store: ActivityStore,
        clock: Clock,
        *,
        grace: timedelta,
        forgotten: ForgottenCounter,
        max_devices: int = 100_000,
    ) -> None:
        """`grace`: how long a hole may fill by itself before anyone looks at it."""
        self._store = store
        self._clock = clock
        self._grace = grace
        self._forgotten = forgotten
        self._max_devices = max_devices
        self._unwritten: dict[str, Sighting] = {}

    def record(self, readings: Sequence[Reading]) -> None:
        """These were kept."""
        unwritten = self._unwritten
        for reading in readings:
            sighting = unwritten.get(reading.device_id) or self._begin(reading.device_id)
            sighting.saw(reading.sequence, reading.measured_at, reading.received_at)

    def device_states(
        self, device_id: str, *, oldest_held: int | None, newest_made: int | None, at: datetime
    ) -> None:
        """The device says which of its readings it has."""
        sighting = self._unwritten.get(device_id) or self._begin(device_id)
        sighting.states(oldest_held, newest_made, at)

    async def write_down(self) -> None:
        """Hand everything to the store; what it does not take is kept. Raises its errors."""
        while self._unwritten:
            device_ids = list(self._unwritten)[:_WRITTEN_TOGETHER]
            part = {device_id: self._unwritten.pop(device_id) for device_id in device_ids}
            try:
                await self._store.add(part, look_at=self._clock.now() + self._grace)
            except BaseException:
                self._put_back(part)
                raise

    async def readings_of(self, device_id: str) -> DeviceActivity | None:
        """What came of the device, everywhere; None: nothing yet. Raises the store's errors."""
        return (await self.readings_of_all([device_id])).get(device_id)

    async def readings_of_all(self, device_ids: Sequence[str]) -> Mapping[str, DeviceActivity]:
        """Of those of which anything came; a few seconds old. Raises the store's errors."""
        return await self._store.activity_of(device_ids)

    def _begin(self, device_id: str) -> Sighting:
        if len(self._unwritten) >= self._max_devices:
            self._forgotten.inc()
            return Sighting()
        sighting = self._unwritten[device_id] = Sighting()
        return sighting

    def _put_back(self, earlier: dict[str, Sighting]) -> None:
        for device_id, sighting in earlier.items():
            later = self._unwritten.get(device_id)
            if later is not None:
                sighting.and_then(later)
                self._unwritten[device_id] = sighting
            elif len(self._unwritten) < self._max_devices:
                self._unwritten[device_id] = sighting
            else:
                self._forgotten.inc()

"""A device says what it works by."""

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.configuration import Configuration, heard_report
from services.device_gateway.ports.control import ControlStore, DeviceLine


class TakeConfigurationReport:
    """Keeps the device's word beside the wish."""

    def __init__(self, store: ControlStore, line: DeviceLine, clock: Clock) -> None:
        self._store = store
        self._line = line
        self._clock = clock

    async def take(
        self, device_id: str, version: int, reported: Configuration, rejected: str | None
    ) -> None:
        """`rejected`: why the device does not work by that version."""
        async with self._store.transaction() as transaction:
            before = await transaction.shadow(device_id)
            after = heard_report(before, version, reported, rejected, now=self._clock.now())
            if after != before:
                await transaction.save_shadow(after)
        if not after.is_taken:
            self._line.tell_configuration(after)

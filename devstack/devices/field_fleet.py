"""Thousands of devices in the field, in one event loop."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from devstack.devices.field_device import FieldDevice
from devstack.devices.field_tally import FieldCounters

_LOOK_EVERY_S: Final = 0.2


class FieldFleet:
    """Devices that have power while the fleet is entered; what they keep is written at the end."""

    def __init__(self, devices: Sequence[FieldDevice], counters: FieldCounters) -> None:
        """`counters`: those the devices were made with."""
        self.devices = devices
        self.counters = counters
        counters.devices = len(devices)
        self._tasks: list[asyncio.Task[None]] = []
        self._group = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._tasks = [
            self._group.create_task(device.run(), name=f"device {device.serial_number}")
            for device in self.devices
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in self._tasks:
            task.cancel()
        try:
            if isinstance(error, asyncio.CancelledError):
                await self._group.__aexit__(kind, error, trace)
            else:
                await self._group.__aexit__(None, None, None)
        finally:
            for device in self.devices:
                device.switch_off()

    @property
    def pending(self) -> int:
        """Readings of all devices that are not acknowledged."""
        return sum(device.readings.pending for device in self.devices)

    def stop_measuring(self) -> None:
        """What is pending is still sent."""
        for device in self.devices:
            device.stop_measuring()

    def start_measuring(self) -> None:
        """After `stop_measuring`, which as the first thing makes a fleet that only connects."""
        for device in self.devices:
            device.start_measuring()

    async def drained(self, at_most_s: float) -> bool:
        """Whether nothing was pending at some moment within that time."""
        try:
            async with asyncio.timeout(at_most_s):
                while self.pending:  # noqa: ASYNC110  one look at thousands of devices
                    await asyncio.sleep(_LOOK_EVERY_S)
        except TimeoutError:
            return False
        return True

    def unhappy(self, most: int = 3) -> Sequence[str]:
        """Some devices that are not connected, and why."""
        return [
            f"{device.serial_number}: {device.state}"
            for device in self.devices
            if device.state != "connected"
        ][:most]

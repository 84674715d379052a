"""Devices that are processes, as a play needs them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Final, Self

from devstack.devices.played_fleet import NotAcknowledgedError
from devstack.devices.program.device import ProgramDevice
from devstack.devices.program.plan import ProgramPlan
from devstack.devices.settings import FleetError
from devstack.devices.tally import Counters, Tally
from devstack.recordings.recording import PowerSeries

_MOST_PENDING: Final = 30_000
"""A device's flash holds as many."""
_LAST_WORDS_S: Final = 10.0
_SHOWN_DEVICES: Final = 3


class ProgramFleet:
    """A process a device, running while it is entered; each measures the power it is told last.

    The devices are real ones: they have clocks, batches and an offline buffer of their own.
    """

    measures_now: Final = True

    def __init__(self, plan: ProgramPlan, device_ids: Sequence[str]) -> None:
        """Raises FleetError when the broker takes no certificates."""
        self.device_ids = tuple(device_ids)
        self._counters = Counters()
        self.devices = {
            device_id: ProgramDevice(
                plan.device(device_id),
                log=plan.logs / f"device-{device_id}.log",
                counters=self._counters,
                on_launch=plan.on_launch,
            )
            for device_id in device_ids
        }

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as started:
            started.push_async_callback(self._cut_power)
            try:
                for device in self.devices.values():
                    await device.switch_on()
            except OSError as error:
                raise FleetError(f"the devices' program cannot be started: {error}") from error
            started.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._cut_power()

    def tally(self) -> Tally:
        """The numbers now."""
        return self._counters.tally()

    def measure(self, device_id: str, stamp_ms: int, power_w: float) -> None:
        """Power that flows through the device's clamp from now on; the stamp is its own clock's.

        Raises FleetError when the device has died, which the firmware must not.
        """
        del stamp_ms
        device = self._device(device_id)
        device.require_no_death()
        device.feed(power_w)

    def most_pending(self, *, hurried: bool) -> int:
        """See PlayedFleet."""
        del hurried
        return _MOST_PENDING

    def pending(self, device_id: str) -> int:
        """See PlayedFleet."""
        return self._device(device_id).record.pending

    async def pending_below(self, device_id: str, readings: int) -> None:
        """See PlayedFleet."""
        device = self._device(device_id)
        await device.until(lambda: device.record.pending < readings)

    async def drained(self, timeout_s: float) -> None:
        """Wait until what is pending now has been answered, and switch off.

        What they measure meanwhile they send when they are switched off. Raises
        NotAcknowledgedError, and FleetError when one has died, as `measure` does.
        """
        waits = [(device, device.record.begin_wait()) for device in self.devices.values()]
        try:
            async with asyncio.timeout(timeout_s):
                for device, is_answered in waits:
                    await device.until(is_answered)
        except TimeoutError as error:
            raise NotAcknowledgedError(self._what_is_pending(timeout_s)) from error
        await self.switch_off()
        for device in self.devices.values():
            device.require_no_death()
        if self._counters.pending:
            raise NotAcknowledgedError(self._what_is_pending(_LAST_WORDS_S))

    async def switch_off(self) -> None:
        """All of them; they send what they have."""
        await asyncio.gather(*(one.switch_off(_LAST_WORDS_S) for one in self.devices.values()))

    def acknowledged(self, played: Mapping[str, PowerSeries]) -> dict[str, PowerSeries]:
        """What the devices say that they measured, whatever they were told to."""
        del played
        return {name: device.record.acknowledged() for name, device in self.devices.items()}

    def _device(self, device_id: str) -> ProgramDevice:
        try:
            return self.devices[device_id]
        except KeyError:
            raise FleetError(f"the fleet has no device {device_id!r}") from None

    async def _cut_power(self) -> None:
        for device in self.devices.values():
            device.cut_power()
        await asyncio.gather(*(device.is_off() for device in self.devices.values()))

    def _what_is_pending(self, timeout_s: float) -> str:
        waiting = [one for one in self.devices.values() if one.record.pending]
        shown = ", ".join(
            f"{one.serial_number} {one.record.pending:,} ({one.state})"
            for one in waiting[:_SHOWN_DEVICES]
        )
        return (
            f"{self._counters.pending:,} of {self._counters.measured:,} readings are not "
            f"acknowledged after {timeout_s:g} s, on {len(waiting)} devices: {shown}. What they "
            "say is in log/ of the state folder"
        )

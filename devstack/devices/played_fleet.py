"""What a play needs of a community's devices, of whatever kind they are."""

from collections.abc import Mapping
from types import TracebackType
from typing import Protocol, Self

from devstack.devices.settings import FleetError
from devstack.devices.tally import Tally
from devstack.recordings.recording import PowerSeries


class NotAcknowledgedError(FleetError):
    """Readings are still pending when they should not be."""


class PlayedFleet(Protocol):
    """Devices that run while it is entered; for one use."""

    async def __aenter__(self) -> Self:
        """Let them run. Raises FleetError."""
        ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """They end."""
        ...

    @property
    def device_ids(self) -> tuple[str, ...]:
        """Of all devices."""
        ...

    @property
    def measures_now(self) -> bool:
        """A reading has the time of its own clock; else that of the play, which may be another."""
        ...

    def tally(self) -> Tally:
        """The numbers now."""
        ...

    def measure(self, device_id: str, stamp_ms: int, power_w: float) -> None:
        """This is the device's power at this moment of the play. Raises FleetError."""
        ...

    def most_pending(self, *, hurried: bool) -> int:
        """With so many readings pending a play waits for a device.

        `hurried`: a play that waits for nothing else.
        """
        ...

    def pending(self, device_id: str) -> int:
        """How many of the device's readings are neither acknowledged nor refused."""
        ...

    async def pending_below(self, device_id: str, readings: int) -> None:
        """Wait until fewer than so many of the device's readings are pending."""
        ...

    async def drained(self, timeout_s: float) -> None:
        """The play is over: wait until nothing is pending. Raises NotAcknowledgedError."""
        ...

    def acknowledged(self, played: Mapping[str, PowerSeries]) -> Mapping[str, PowerSeries]:
        """What each device has measured and the system has acknowledged; `played`: see `measure`.

        Nothing older than these is pending.
        """
        ...

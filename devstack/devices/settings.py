"""How the devices of a fleet behave."""

from dataclasses import dataclass
from typing import Final

STATUS_EVERY_S: Final = 300.0
"""As the contract has it (libs/contracts/mqtt/status.py)."""
_SMALLEST_WINDOW: Final = 2


class FleetError(Exception):
    """The fleet cannot do what was asked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetSettings:
    """The same for each device of a fleet. Raises FleetError for figures that cannot work."""

    window: int = 64
    """Readings a device has on their way at once; at most half of them are sent again."""
    buffer_readings: int = 10_000
    """Readings a device keeps until they are acknowledged: a week at one a minute."""
    with_sequence: bool = True
    """Without: the bare three fields, and the broker's PUBACK counts as acknowledgement."""
    bare_topic: bool = False
    """Publish on `energy-data` instead of `energy-data/{deviceId}`."""
    resend_after_s: float = 5.0
    """Send again what is not acknowledged by then; longer where that is usual (see Patience)."""
    resend_longest_s: float = 60.0
    reconnect_first_s: float = 0.2
    reconnect_longest_s: float = 5.0
    connect_timeout_s: float = 5.0
    keepalive_s: int = 15
    check_every_s: float = 0.25
    """How often a device looks for overdue readings and a silent broker."""

    status_every_s: float | None = None
    """How often a device says how it is, and on connecting; None: it says nothing but readings."""
    cadence_s: float | None = None
    """Longest time between two readings, for its status; None: it does not know."""

    def __post_init__(self) -> None:
        if self.window < _SMALLEST_WINDOW:
            raise FleetError(f"a window of {self.window} is too small: at least {_SMALLEST_WINDOW}")
        if self.buffer_readings < self.window:
            raise FleetError("a buffer holds at least one window of readings")
        if not 0 < self.resend_after_s <= self.resend_longest_s:
            raise FleetError("resend_after_s must be above 0 and not above resend_longest_s")
        if self.status_every_s is not None and self.status_every_s <= 0:
            raise FleetError("statuses need a time above 0 s")

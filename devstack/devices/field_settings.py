"""How devices in the field are built; how each behaves is its Conduct."""

from dataclasses import dataclass

from devstack.devices.settings import STATUS_EVERY_S, FleetError


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSettings:
    """The same for each device of a fleet; times as in the firmware, tests shorten them.

    Raises FleetError for figures that cannot work.
    """

    sample_every_s: float = 5.0
    """How often power is looked at, for readings on change."""
    tick_s: float = 2.0
    """How often a device looks for what is overdue, due, or to be broken by its conduct."""
    status_every_s: float = STATUS_EVERY_S
    window: int = 16
    """Live readings on their way at once."""
    batch_readings: int = 500
    backlog_every_s: float = 5.0
    """One batch of the backlog in that time: live readings and other devices come first."""
    buffer_readings: int = 30_000
    """Readings kept until they are acknowledged: 20 days at one a minute."""
    kept_readings: int = 200
    """Acknowledged readings kept in case the system asks for them again."""
    resend_after_s: float = 10.0
    resend_longest_s: float = 300.0
    ask_again_s: float = 10.0
    """Provisioning requests, and what else must be answered."""
    renewal_again_s: float = 600.0
    reconnect_first_s: float = 1.0
    reconnect_longest_s: float = 300.0
    connect_timeout_s: float = 20.0
    keepalive_s: int = 60
    boot_s: float = 2.0
    trial_s: float = 10.0
    """How long a new image that does not work is given before the old one is back."""
    clock_tolerance_s: float = 2.0
    """A clock that is wrong by less is left alone."""
    hardware: str = "sim-1"
    firmware: str = "1.0.0"
    """What it leaves the factory with."""

    def __post_init__(self) -> None:
        if min(self.window, self.batch_readings, self.buffer_readings) < 1:
            raise FleetError("window, batch and buffer hold at least one reading")
        if min(self.sample_every_s, self.tick_s, self.status_every_s) <= 0:
            raise FleetError("sampling, ticks and statuses need a time above 0 s")

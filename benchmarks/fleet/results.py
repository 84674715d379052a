"""What was found about devices with certificates, as it is printed and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.machine import Machine
from benchmarks.measuring.arrival import Arrival
from benchmarks.measuring.quantiles import Latency
from benchmarks.measuring.window import PartCost
from devstack.devices.tally import Percentiles


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetReadings:
    """While every device sent a reading each `interval_s`; `others_cpu_us` as in Load.

    `rate_per_s` is asked for; less is measured where the simulator gets too little of the cores.
    `acknowledged_after`: from a device's sending to the acknowledgement it hears.
    """

    devices: int
    interval_s: int
    rate_per_s: float
    seconds: float
    measured_per_s: float
    acknowledged_per_s: float
    acknowledged_after: Percentiles | None
    to_stored: Latency | None
    to_balance: Latency | None
    costs: Mapping[str, PartCost]
    others_cpu_us: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetBooks:
    """Whether every number that a device gave to a reading is in the books, once.

    `rows`: of the devices, those with a number and a facility; `stored`: different numbers in them.
    """

    measured: int
    acknowledged: int
    refused: int
    resent: int
    connections_lost: int
    rows: int
    stored: int

    def faults(self) -> list[str]:
        """What is not as it must be; empty when the books balance."""
        found = {
            f"{self.measured - self.acknowledged} readings not acknowledged": (
                self.measured != self.acknowledged
            ),
            f"{self.measured - self.stored} readings lost": self.measured != self.stored,
            f"{self.rows - self.stored} readings stored twice": self.rows != self.stored,
            f"{self.refused} readings refused": self.refused > 0,
        }
        return [fault for fault, is_so in found.items() if is_so]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetResults:
    """`provisioning`: from the claim to a connection of its own; `connecting`: once more, all."""

    machine: Machine
    provisioning: Arrival
    connecting: Arrival
    readings: FleetReadings
    books: FleetBooks

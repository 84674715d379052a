"""What devices in the field have done, in numbers."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from devstack.devices.tally import LatencyReservoir


@dataclass(slots=True, kw_only=True)
class FieldCounters:
    """Counted together by the devices of a fleet; readings once, however often they were sent."""

    devices: int = 0
    provisioned: int = 0
    """Identities that were registered in this run."""
    provisioning_refused: Counter[str] = field(default_factory=Counter)
    connected: int = 0
    """Devices that have a connection now."""
    connections: int = 0
    connections_lost: int = 0
    renewed: int = 0
    measured: int = 0
    sent: int = 0
    resent: int = 0
    """Publications of a reading beyond its first."""
    batches: int = 0
    acknowledged: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By reason; `future_timestamp` ones are corrected and sent again."""
    asked_again: int = 0
    """Acknowledged readings the system asked for once more."""
    overwritten: int = 0
    clocks_set: int = 0
    configurations: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    """By outcome."""
    reboots: int = 0
    updates: Counter[str] = field(default_factory=Counter)
    """By last phase."""
    latencies: LatencyReservoir = field(default_factory=LatencyReservoir)
    """From a reading's first publication to its acknowledgement."""
    connecting: LatencyReservoir = field(default_factory=LatencyReservoir)
    """From the first packet to the subscription."""

    def numbers(self) -> dict[str, Any]:
        """As they are now, for JSON; latencies as percentiles, None before the first."""
        shown = {
            name: getattr(self, name)
            for name in self.__slots__
            if name not in ("latencies", "connecting")
        }
        shown = {name: dict(n) if isinstance(n, Counter) else n for name, n in shown.items()}
        for name, reservoir in (("latency", self.latencies), ("connecting", self.connecting)):
            found = reservoir.percentiles()
            shown[name] = None if found is None else asdict(found)
        return shown

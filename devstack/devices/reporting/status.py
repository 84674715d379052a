"""How a device says how it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from devstack.devices.link import LastWill
from devstack.devices.memory import Memory
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.status import StatusReported

MEASURING_FAILED = "measuring_failed"
SENDING_FAILED = "sending_failed"


class KeptReadings(Protocol):
    """The readings a device still has."""

    @property
    def pending(self) -> int:
        """How many are neither acknowledged nor refused."""

    @property
    def capacity(self) -> int:
        """How many may be pending."""

    @property
    def oldest_sequence(self) -> int | None:
        """The oldest reading there still is; None when there is none."""

    @property
    def newest_sequence(self) -> int | None:
        """The last number given; None before the first measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a device is, beside its memory and its readings."""

    hardware: str
    cadence_s: float | None
    """Longest time between two readings; None: it does not know."""
    uptime_s: int
    rssi_dbm: int
    certificate_serial: str | None
    clock_offset_ms: int | None = None
    """Last correction of its clock; None: there was none."""
    faults: Sequence[str] = ()


def status(condition: Condition, memory: Memory, readings: KeptReadings) -> bytes:
    """The status of a connected device."""
    return msgspec.json.encode(
        StatusReported(
            state="online",
            connection=memory.connection,
            cadence_s=condition.cadence_s,
            firmware=memory.firmware,
            hardware=condition.hardware,
            rssi_dbm=condition.rssi_dbm,
            uptime_s=condition.uptime_s,
            buffered=readings.pending,
            buffer_capacity=readings.capacity,
            oldest_sequence=readings.oldest_sequence,
            newest_sequence=readings.newest_sequence,
            clock_offset_ms=condition.clock_offset_ms,
            configuration_version=memory.configuration_version,
            certificate_serial=condition.certificate_serial,
            faults=list(condition.faults),
        )
    )


def last_will(device_id: str, connection: int) -> LastWill:
    """What the broker says when the connection ends without a good-bye."""
    gone = StatusReported(state="offline", connection=connection)
    return LastWill(
        topic=topics.report(device_id, topics.STATUS), payload=msgspec.json.encode(gone)
    )

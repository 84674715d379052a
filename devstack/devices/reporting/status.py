"""How a device says how it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from devstack.devices.field_settings import FieldSettings
from devstack.devices.link import LastWill
from devstack.devices.memory import Memory
from devstack.devices.reporting.clock import DeviceClock
from devstack.devices.reporting.store import ReadingStore
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.status import StatusReported

MEASURING_FAILED = "measuring_failed"
SENDING_FAILED = "sending_failed"


@dataclass(slots=True)
class Condition:
    """What changes about a device, beside what others know better."""

    uptime_s: int
    rssi_dbm: int
    certificate_serial: str | None
    faults: Sequence[str]


def status(
    condition: Condition,
    memory: Memory,
    store: ReadingStore,
    clock: DeviceClock,
    settings: FieldSettings,
) -> bytes:
    """The status of a connected device."""
    return msgspec.json.encode(
        StatusReported(
            state="online",
            connection=memory.connection,
            cadence_s=float(memory.configuration.reporting_interval_s),
            firmware=memory.firmware,
            hardware=settings.hardware,
            rssi_dbm=condition.rssi_dbm,
            uptime_s=condition.uptime_s,
            buffered=store.pending,
            buffer_capacity=store.capacity,
            oldest_sequence=store.oldest_sequence,
            newest_sequence=store.newest_sequence,
            clock_offset_ms=clock.last_correction_ms,
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

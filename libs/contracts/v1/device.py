"""Stream DEVICES: what happens to a device, told by the device gateway."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class _DeviceEvent(msgspec.Struct, frozen=True, kw_only=True):
    event_id: UUID
    device_id: str
    occurred_at: datetime


class DeviceProvisioned(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device holds a certificate of its own."""

    serial_number: str


class DeviceOnline(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device is connected and sending."""


class DeviceOffline(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device went silent for longer than its cadence allows."""


class DeviceFaulted(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device says it cannot measure or send."""

    fault: str


class DeviceFaultCleared(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device says so no longer."""

    fault: str


class DeviceRevoked(_DeviceEvent, frozen=True, kw_only=True, tag=True):
    """The device's certificate is no longer accepted."""


DeviceEvent = (
    DeviceProvisioned
    | DeviceOnline
    | DeviceOffline
    | DeviceFaulted
    | DeviceFaultCleared
    | DeviceRevoked
)
DEVICE_DECODER: Final = EventDecoder[DeviceEvent](DeviceEvent)

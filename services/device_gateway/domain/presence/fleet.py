"""What is asked about many devices, and about one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.device_gateway.domain.presence.presence import Presence, State, Transition

MOST_TRANSITIONS_KEPT: Final = 1_000
"""Of one device; older ones are forgotten."""
MOST_FIRMWARES_COUNTED: Final = 100
"""Devices write what they like there."""
MOST_FAULTS_COUNTED: Final = 100
"""As for versions: the codes are the devices' own."""


class IdentityState(StrEnum):
    """How a device stands by the manufacturing list."""

    MANUFACTURED = "manufactured"
    """On the list, without a certificate of its own yet."""
    PROVISIONED = "provisioned"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIdentity:
    """What the factory and the certificates say."""

    serial_number: str
    batch_id: str
    state: IdentityState
    claimed_at: datetime | None = None
    revoked_at: datetime | None = None
    certificate_expires_at: datetime | None = None
    """Of the certificate it works with."""


@dataclass(frozen=True, slots=True)
class FleetPlace:
    """Where a list of devices goes on."""

    device_id: str
    heard_at: datetime | None = None

    def __post_init__(self) -> None:
        if "\x00" in self.device_id:
            raise ValueError("no device id contains a NUL")
        if self.heard_at is not None and self.heard_at.utcoffset() != timedelta(0):
            raise ValueError("moments are in UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOverview:
    """All we know of a device."""

    presence: Presence
    facility_id: UUID | None = None
    """Where it measures now."""
    identity: DeviceIdentity | None = None
    """None for a device that is on no manufacturing list."""

    @property
    def place(self) -> FleetPlace:
        """Where a list goes on after it."""
        return FleetPlace(self.presence.device_id, self.presence.heard_at)


class FleetOrder(StrEnum):
    """How a list of devices is sorted."""

    DEVICE_ID = "deviceId"
    LAST_SEEN = "lastSeen"
    """The one seen last comes first, the never seen last of all; at the same moment by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetFilter:
    """What a device must be, as far as it is said."""

    state: State | None = None
    is_faulted: bool | None = None
    fault: str | None = None
    firmware: str | None = None
    hardware: str | None = None
    batch_id: str | None = None
    identity: IdentityState | None = None
    has_facility: bool | None = None
    text: str | None = None
    """A part of the device's id or serial number, in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetSummary:
    """How many devices are how."""

    total: int = 0
    by_state: Mapping[State, int] = field(default_factory=dict)
    faulted: int = 0
    by_fault: Mapping[str, int] = field(default_factory=dict)
    """The most frequent."""
    other_faults: int = 0
    """How often the others occur, together."""
    by_firmware: Mapping[str, int] = field(default_factory=dict)
    """Of those that told theirs, the most frequent."""
    by_identity: Mapping[IdentityState, int] = field(default_factory=dict)
    provisioned_without_facility: int = 0


@dataclass(frozen=True, slots=True)
class RecordedTransition:
    """A transition as it is remembered; positions rise."""

    position: int
    transition: Transition

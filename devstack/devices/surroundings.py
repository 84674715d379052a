"""What a device in the field needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from devstack.devices.firmware.update import Bootloader
from devstack.devices.identity.credentials import Credentials
from devstack.devices.identity.provisioning import ProvisioningLine
from devstack.devices.identity.store import IdentityStore
from devstack.devices.link import Dialer, LastWill
from devstack.devices.memory import MemoryStore
from devstack.devices.reporting.meter import PowerSource
from devstack.recordings.recording import from_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A connection to be made; `credentials` None: to a listener that trusts the client id."""

    device_id: str
    credentials: Credentials | None
    topic: str
    will: LastWill


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Of one device. Without `identity` its serial number is its id, on a trusted listener."""

    dial: Callable[[Call], Dialer]
    memory: MemoryStore
    source: PowerSource
    now_ms: Callable[[], float]
    """The world's time, in milliseconds since 1970."""
    bootloader: Bootloader
    identity: IdentityStore | None = None
    claims: ProvisioningLine | None = None

    def now(self) -> datetime:
        """The world's time."""
        return from_ms(int(self.now_ms()))

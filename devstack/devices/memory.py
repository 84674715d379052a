"""What a device knows after a restart, beside its identity. Readings are kept in RAM here."""

from pathlib import Path
from typing import Protocol
from uuid import UUID

import msgspec

from devstack.devices.atomic_files import write_whole
from devstack.devices.settings import FleetError
from libs.contracts.mqtt.commands import CommandFinished
from libs.contracts.mqtt.configuration import DeviceConfiguration
from libs.contracts.mqtt.firmware import FirmwareProgressed


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """A new image that has not shown yet that it works."""

    update_id: UUID
    version: str
    previous: str


class Memory(msgspec.Struct, kw_only=True):
    """Changed in place, and kept by `MemoryStore.keep`."""

    firmware: str
    configuration: DeviceConfiguration
    configuration_version: int = 0
    """Of `configuration`; 0: its own."""
    told_version: int = 0
    """The newest it was told, which it may have rejected."""
    connection: int = 0
    """Number of the last connection."""
    next_sequence: int = 0
    """No reading has this number or a higher one."""
    import_wh: float = 0.0
    export_wh: float = 0.0
    finished_commands: list[CommandFinished] = []
    """The newest ones, so that each is done once."""
    rebooting_for: UUID | None = None
    """The command that is answered after the restart."""
    trial: Trial | None = None
    finished_updates: list[FirmwareProgressed] = []


class MemoryStore(Protocol):
    """Keeps a device's memory."""

    def load(self) -> Memory | None:
        """None for a new device."""

    def keep(self, memory: Memory) -> None:
        """There from now on, whatever happens."""


class MemoryFile:
    """A JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Memory | None:
        """Blocking. Raises FleetError for a file that is none of ours, OSError."""
        if not self._path.exists():
            return None
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Memory)
        except msgspec.DecodeError as error:
            raise FleetError(f"{self._path} is no device's memory: {error}") from error

    def keep(self, memory: Memory) -> None:
        """Blocking, for as long as a small file takes."""
        write_whole(self._path, msgspec.json.encode(memory))


class RamMemory:
    """For devices that live as long as their process."""

    def __init__(self) -> None:
        self._kept: bytes | None = None

    def load(self) -> Memory | None:
        return None if self._kept is None else msgspec.json.decode(self._kept, type=Memory)

    def keep(self, memory: Memory) -> None:
        self._kept = msgspec.json.encode(memory)

"""How a device stands with us, as far as every message needs to know it."""

from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """Of a device that is on the manufacturing list."""

    PROVISIONED = "provisioned"
    """It has, or had until it expires, a certificate of its own."""
    REVOKED = "revoked"
    """Whatever it says is refused."""


class DeviceStandings(Protocol):
    """In memory; asked for every message."""

    def of(self, device_id: str) -> Standing | None:
        """Of a device that has sent something itself; None: it has not been provisioned here."""
        ...

    def is_revoked(self, device_id: str) -> bool:
        """Of a device that others speak of: it need not be connected."""
        ...

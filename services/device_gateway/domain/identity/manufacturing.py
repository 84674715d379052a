"""What the factory says: batches, and the devices in them."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from libs.chassis.errors import FieldError, InvalidInputError
from services.device_gateway.domain.broker.client_ids import is_ours
from services.device_gateway.domain.identity.certificate import EndReason
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN

SERIAL_NUMBER_PATTERN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CERTIFICATE_SERIAL_PATTERN: Final = re.compile(r"[0-9a-f]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Devices that left the factory with one claim; its id is the claim certificate's name."""

    batch_id: str
    name: str
    claim_serials: frozenset[str]
    """Of its claim certificates, hexadecimal: what is revoked with it."""
    created_at: datetime
    revoked_at: datetime | None = None
    reason: EndReason | None = None

    def with_claims(self, serials: frozenset[str]) -> "Batch":
        """Also known by these claim certificates."""
        return replace(self, claim_serials=self.claim_serials | serials)

    def revoked(self, reason: EndReason, now: datetime) -> "Batch":
        """No device of it can be provisioned any more; the first reason stays."""
        return self if self.revoked_at else replace(self, revoked_at=now, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDevice:
    """A row of the manufacturing list."""

    serial_number: str
    device_id: str
    batch_id: str


def listed_device(serial_number: str, batch_id: str, device_id: str | None) -> ListedDevice:
    """A row; the device's id is its serial number unless given. Raises InvalidInputError."""
    if not SERIAL_NUMBER_PATTERN.fullmatch(serial_number):
        raise _invalid("serialNumber", "1 to 64 letters, digits, `.`, `_` or `-`")
    chosen = serial_number if device_id is None else device_id
    if not DEVICE_ID_PATTERN.fullmatch(chosen):
        raise _invalid(
            "deviceId",
            "1 to 64 letters, digits, `_` or `-`; needed where the serial number is none",
        )
    if is_ours(chosen):
        raise _invalid("deviceId", "begins like a name that the system has at the broker itself")
    return ListedDevice(serial_number=serial_number, device_id=chosen, batch_id=batch_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManufacturedDevice:
    """A device on the manufacturing list, and what became of it."""

    serial_number: str
    device_id: str
    batch_id: str
    imported_at: datetime
    claimed_at: datetime | None = None
    """Since when it has an identity of its own."""
    revoked_at: datetime | None = None
    reason: EndReason | None = None
    cut_at: datetime | None = None
    """When one of its certificates was last revoked: connections made with it must end."""
    may_renew_early: bool = False

    @property
    def is_decommissioned(self) -> bool:
        """Whether it never comes back."""
        return self.reason is EndReason.DECOMMISSIONED


def _invalid(field: str, message: str) -> InvalidInputError:
    return InvalidInputError(message, fields=(FieldError(field, "invalid", message),))

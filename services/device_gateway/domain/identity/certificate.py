"""A device's certificate, from its issue to its end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

RENEWAL_WINDOW: Final = timedelta(days=30)
"""So long before its end a certificate may be renewed."""
REGISTRATION_TIME: Final = timedelta(hours=1)
"""After which a certificate that nobody registered is revoked."""


class CertificateState(StrEnum):
    """Where a certificate is in its life. Only pending and active ones are worth anything."""

    PENDING = "pending"
    """Issued; not registered, or of a renewal and not seen in use."""
    ACTIVE = "active"
    """The device's own; at most one of a device."""
    SUPERSEDED = "superseded"
    """The device was seen with a newer one."""
    REVOKED = "revoked"
    EXPIRED = "expired"


class Origin(StrEnum):
    """What it was asked for with."""

    CLAIM = "claim"
    """A batch's claim certificate: it counts once it is registered."""
    RENEWAL = "renewal"
    """The device's own: it counts once the device connects with it."""


class EndReason(StrEnum):
    """Why a certificate is not accepted any more. What an operator may give comes first."""

    STOLEN = "stolen"
    COMPROMISED = "compromised"
    DECOMMISSIONED = "decommissioned"
    """For ever: the device cannot be released."""
    RELEASED = "released"
    """The device is to be provisioned again."""
    SUPERSEDED = "superseded"
    NOT_REGISTERED = "not_registered"
    RIVAL_REGISTERED = "rival_registered"
    """Another key of the same device was registered first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Of one device and one key."""

    serial: str
    """Hexadecimal."""
    device_id: str
    key_fingerprint: str
    pem: str
    """The certificate and its issuer."""
    origin: Origin
    issued_at: datetime
    not_after: datetime
    register_before: datetime
    """While pending: when it is given up."""
    state: CertificateState = CertificateState.PENDING
    ended_at: datetime | None = None
    reason: EndReason | None = None

    def is_pending(self, now: datetime) -> bool:
        """Whether it may still become the device's own."""
        return self.state is CertificateState.PENDING and now < self.register_before

    def is_active(self, now: datetime) -> bool:
        """Whether it is the device's own and in time."""
        return self.state is CertificateState.ACTIVE and now < self.not_after

    def is_renewable(self, now: datetime) -> bool:
        """Whether its end is near."""
        return now >= self.not_after - RENEWAL_WINDOW

    def activated(self) -> "Certificate":
        """The device's own from now on."""
        return replace(self, state=CertificateState.ACTIVE)

    def ended(self, reason: EndReason, now: datetime) -> "Certificate":
        """Not accepted from now on: to be named in the revocation list."""
        superseded = reason is EndReason.SUPERSEDED
        state = CertificateState.SUPERSEDED if superseded else CertificateState.REVOKED
        return replace(self, state=state, reason=reason, ended_at=now)

    def expired(self) -> "Certificate":
        """Its time is over; no list need name it."""
        return replace(self, state=CertificateState.EXPIRED, ended_at=self.not_after)

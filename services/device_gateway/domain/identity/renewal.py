"""When a device may have its next certificate."""

from datetime import datetime
from math import ceil
from typing import Final

from services.device_gateway.domain.identity.certificate import (
    RENEWAL_WINDOW,
    Certificate,
    Origin,
)
from services.device_gateway.domain.identity.identity import Identity
from services.device_gateway.domain.identity.provisioning import unrevoked
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode

_NOT_PROVISIONED: Final = ProvisioningRefusal(
    RefusalCode.UNKNOWN_SERIAL_NUMBER, "no certificate of this device was issued here"
)


def renewing_identity(identity: Identity | None) -> Identity | ProvisioningRefusal:
    """The device, if it is one that has a certificate to renew."""
    if identity is None:
        return _NOT_PROVISIONED
    found = unrevoked(identity)
    if isinstance(found, ProvisioningRefusal):
        return found
    return _NOT_PROVISIONED if found.device.claimed_at is None else found


def renewal_to_repeat(
    identity: Identity, key_fingerprint: str, now: datetime
) -> Certificate | ProvisioningRefusal | None:
    """The certificate that this key has already; None when it is to be given one.

    Near the end of a certificate also its own key may be given another.
    """
    for each in identity.pending(now, Origin.RENEWAL):
        if each.key_fingerprint == key_fingerprint:
            return each
    active = identity.active(now)
    if active is None or active.is_renewable(now):
        return None
    if active.key_fingerprint == key_fingerprint:
        return active
    return None if identity.device.may_renew_early else _too_early(active, now)


def _too_early(active: Certificate, now: datetime) -> ProvisioningRefusal:
    opens_at = active.not_after - RENEWAL_WINDOW
    return ProvisioningRefusal(
        RefusalCode.RATE_LIMITED,
        f"from {opens_at:%Y-%m-%d} on",
        retry_after_s=max(1, ceil((opens_at - now).total_seconds())),
    )

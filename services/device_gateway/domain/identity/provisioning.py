"""Who may get a certificate by a batch's claim."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from services.device_gateway.domain.identity.certificate import Certificate, Origin
from services.device_gateway.domain.identity.identity import Identity
from services.device_gateway.domain.identity.manufacturing import Batch
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode

MOST_PENDING: Final = 5
"""Certificates of one serial number that wait for registration; each with a key of its own."""

_UNKNOWN: Final = ProvisioningRefusal(
    RefusalCode.UNKNOWN_SERIAL_NUMBER, "not on the manufacturing list of this claim's batch"
)
_BATCH_REVOKED: Final = ProvisioningRefusal(
    RefusalCode.BATCH_REVOKED, "the claim of this batch is not accepted any more"
)
_DEVICE_REVOKED: Final = ProvisioningRefusal(
    RefusalCode.DEVICE_REVOKED, "revoked until an operator releases it"
)
_CLAIMED: Final = ProvisioningRefusal(
    RefusalCode.ALREADY_CLAIMED, "another key was registered for it; an operator can release it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who asks with a claim certificate: its name, and the serial number that is told."""

    claim_id: str
    serial_number: str


def claimed_identity(
    claim: Claim, batch: Batch | None, identity: Identity | None
) -> Identity | ProvisioningRefusal:
    """The device that the claim is for. Another batch's devices do not exist for this one."""
    if batch is None or identity is None or identity.device.batch_id != claim.claim_id:
        return _UNKNOWN
    if batch.revoked_at is not None:
        return _BATCH_REVOKED
    return unrevoked(identity)


def unrevoked(identity: Identity) -> Identity | ProvisioningRefusal:
    """The device, unless an operator has revoked it."""
    return identity if identity.device.revoked_at is None else _DEVICE_REVOKED


def certificate_to_repeat(
    identity: Identity, key_fingerprint: str, now: datetime
) -> Certificate | ProvisioningRefusal | None:
    """The certificate that this key has already; None when it is to be given one."""
    active = identity.active(now)
    if active is not None and active.key_fingerprint == key_fingerprint:
        return active
    if identity.device.claimed_at is not None:
        return _CLAIMED
    pending = identity.pending(now, Origin.CLAIM)
    for each in pending:
        if each.key_fingerprint == key_fingerprint:
            return each
    if len(pending) >= MOST_PENDING:
        return ProvisioningRefusal(
            RefusalCode.RATE_LIMITED,
            f"{MOST_PENDING} keys of this device wait for registration already",
            retry_after_s=max(1, ceil((pending[0].register_before - now).total_seconds())),
        )
    return None


def registrable(
    identity: Identity, certificate: Certificate, now: datetime
) -> Certificate | ProvisioningRefusal:
    """The certificate, whose key has signed, if it is or may become the device's own."""
    if certificate.is_active(now):
        return certificate
    if identity.device.claimed_at is not None:
        return _CLAIMED
    if not certificate.is_pending(now):
        return ProvisioningRefusal(RefusalCode.BAD_TOKEN, "too late; ask for a certificate again")
    return certificate

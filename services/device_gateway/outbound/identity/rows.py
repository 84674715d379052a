"""From rows to the domain, and to events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.chassis.outbox import OutgoingEvent
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.device import DeviceProvisioned, DeviceRevoked
from services.device_gateway.domain.identity.certificate import (
    Certificate,
    CertificateState,
    EndReason,
    Origin,
)
from services.device_gateway.domain.identity.identity import Happening
from services.device_gateway.domain.identity.manufacturing import Batch, ManufacturedDevice
from services.device_gateway.domain.identity.revocation import LIST_REASONS
from services.device_gateway.domain.pki.revocation import RevokedCertificate
from services.device_gateway.domain.pki.serials import read_serial

Row = Mapping[str, Any]


def batch_of(row: Row) -> Batch:
    """A batch."""
    return Batch(
        batch_id=row["batch_id"],
        name=row["name"],
        claim_serials=frozenset(row["claim_serials"]),
        created_at=row["created_at"],
        revoked_at=row["revoked_at"],
        reason=_reason(row),
    )


def device_of(row: Row) -> ManufacturedDevice:
    """A device of the manufacturing list."""
    return ManufacturedDevice(
        serial_number=row["serial_number"],
        device_id=row["device_id"],
        batch_id=row["batch_id"],
        imported_at=row["imported_at"],
        claimed_at=row["claimed_at"],
        revoked_at=row["revoked_at"],
        reason=_reason(row),
        cut_at=row["cut_at"],
        may_renew_early=row["may_renew_early"],
    )


def certificate_of(row: Row) -> Certificate:
    """A certificate."""
    return Certificate(
        serial=row["serial"],
        device_id=row["device_id"],
        key_fingerprint=row["key_fingerprint"],
        pem=row["pem"],
        origin=Origin(row["origin"]),
        issued_at=row["issued_at"],
        not_after=row["not_after"],
        register_before=row["register_before"],
        state=CertificateState(row["state"]),
        ended_at=row["ended_at"],
        reason=_reason(row),
    )


def certificate_values(certificate: Certificate) -> tuple[Any, ...]:
    """The arguments of sql.SAVE_CERTIFICATE."""
    return (
        certificate.serial,
        certificate.device_id,
        certificate.key_fingerprint,
        certificate.pem,
        certificate.origin.value,
        certificate.issued_at,
        certificate.not_after,
        certificate.register_before,
        certificate.state.value,
        certificate.ended_at,
        None if certificate.reason is None else certificate.reason.value,
    )


def revoked_of(row: Row) -> RevokedCertificate:
    """An entry of a revocation list."""
    reason = LIST_REASONS[EndReason(row["reason"])]
    return RevokedCertificate(read_serial(row["serial"]), row["revoked_at"], reason)


def event_of(
    event_id: UUID, happening: Happening, device: ManufacturedDevice, occurred_at: datetime
) -> OutgoingEvent:
    """What the other services are told."""
    event: DeviceProvisioned | DeviceRevoked
    if happening is Happening.PROVISIONED:
        event = DeviceProvisioned(
            event_id=event_id,
            device_id=device.device_id,
            occurred_at=occurred_at,
            serial_number=device.serial_number,
        )
    else:
        event = DeviceRevoked(
            event_id=event_id, device_id=device.device_id, occurred_at=occurred_at
        )
    return OutgoingEvent(event_id, subjects.device(device.device_id), encode(event))


def _reason(row: Row) -> EndReason | None:
    return None if row["reason"] is None else EndReason(row["reason"])

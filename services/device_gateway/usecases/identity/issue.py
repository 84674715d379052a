"""From what the authority signed to what is kept and answered."""

from datetime import datetime
from typing import Final

from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.identity.certificate import Certificate, Origin
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode
from services.device_gateway.domain.pki.issuing import CsrRefusal, CsrRefused, IssuedCertificate

_AUTHORITY_MENDED_AFTER_S: Final = 3600


def issued(
    answer: IssuedCertificate | CsrRefused,
    device_id: str,
    origin: Origin,
    *,
    now: datetime,
    register_before: datetime | None,
) -> Certificate | ProvisioningRefusal:
    """The certificate, pending; `register_before` None: until it ends."""
    if isinstance(answer, CsrRefused):
        return refused_csr(answer)
    return Certificate(
        serial=answer.serial,
        device_id=device_id,
        key_fingerprint=answer.key_fingerprint,
        pem=answer.certificate_pem,
        origin=origin,
        issued_at=now,
        not_after=answer.ends_at,
        register_before=min(register_before or answer.ends_at, answer.ends_at),
    )


def refused_csr(refused: CsrRefused) -> ProvisioningRefusal:
    """As the device is told it. That our authority has ended is not its fault: it asks again."""
    if refused.code is CsrRefusal.AUTHORITY_ENDED:
        get_logger().error("device_authority_ended", detail=refused.detail)
        return ProvisioningRefusal(
            RefusalCode.RATE_LIMITED,
            "no certificates are issued at the moment",
            retry_after_s=_AUTHORITY_MENDED_AFTER_S,
        )
    return ProvisioningRefusal(RefusalCode.BAD_CSR, refused.detail)

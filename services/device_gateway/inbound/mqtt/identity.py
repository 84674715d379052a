"""Provisioning and renewal, as devices ask for them. Every question is answered."""

import binascii
from base64 import b64decode
from collections.abc import Sequence
from typing import Final, Literal

from libs.contracts.codec import encode
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.certificates import (
    CertificateIssued,
    CertificateRenewed,
    CertificateRequested,
    DeviceRegistered,
    ProvisioningRefused,
    RegistrationRequested,
    RenewalRequested,
)
from libs.contracts.mqtt.status import StatusReported
from services.device_gateway.domain.identity.provisioning import Claim
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal, RefusalCode
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import (
    MalformedReportError,
    PayloadDecoder,
    Report,
)
from services.device_gateway.metrics import identity as metrics
from services.device_gateway.usecases.identity.register_device import RegisterDevice
from services.device_gateway.usecases.identity.renew_certificate import (
    NoteShownCertificate,
    RenewCertificate,
)
from services.device_gateway.usecases.identity.request_certificate import RequestCertificate

_Step = Literal["certificate", "registration"]

_REQUEST: Final = PayloadDecoder(CertificateRequested)
_REGISTRATION: Final = PayloadDecoder(RegistrationRequested)
_RENEWAL: Final = PayloadDecoder(RenewalRequested)
_STATUS: Final = PayloadDecoder(StatusReported)


class CertificateRequestHandler:
    """`provision/{claimId}/{sessionId}/certificate`."""

    def __init__(self, request_certificate: RequestCertificate) -> None:
        self._request_certificate = request_certificate

    async def __call__(self, report: Report) -> Sequence[Note]:
        """The certificate or the refusal; also of what cannot be read."""
        try:
            asked = _REQUEST.decode(report.payload)
        except MalformedReportError as error:
            return _refused(report, "certificate", _malformed(error))
        claim = Claim(claim_id=report.sender, serial_number=asked.serial_number)
        answer = await self._request_certificate(claim, asked.csr)
        if isinstance(answer, ProvisioningRefusal):
            return _refused(report, "certificate", answer)
        metrics.ANSWERS.labels("certificate", "issued").inc()
        issued = CertificateIssued(
            device_id=answer.certificate.device_id,
            certificate=answer.certificate.pem,
            ownership_token=answer.ownership_token,
            register_before=answer.certificate.register_before,
        )
        return [(_answer_topic(report, topics.CERTIFICATE), encode(issued))]


class RegistrationHandler:
    """`provision/{claimId}/{sessionId}/registration`."""

    def __init__(self, register_device: RegisterDevice) -> None:
        self._register_device = register_device

    async def __call__(self, report: Report) -> Sequence[Note]:
        """The device's id or the refusal; also of what cannot be read."""
        try:
            asked = _REGISTRATION.decode(report.payload)
            signature = _signature_of(asked)
        except MalformedReportError as error:
            return _refused(report, "registration", _malformed(error))
        claim = Claim(claim_id=report.sender, serial_number=asked.serial_number)
        answer = await self._register_device(
            claim, ownership_token=asked.ownership_token, signature=signature
        )
        if isinstance(answer, ProvisioningRefusal):
            return _refused(report, "registration", answer)
        metrics.ANSWERS.labels("registration", "registered").inc()
        registered = DeviceRegistered(device_id=answer)
        return [(_answer_topic(report, topics.REGISTRATION), encode(registered))]


class RenewalHandler:
    """`report/{deviceId}/certificate`."""

    def __init__(self, renew_certificate: RenewCertificate) -> None:
        self._renew_certificate = renew_certificate

    async def __call__(self, report: Report) -> Sequence[Note]:
        """The certificate or the refusal; also of what cannot be read."""
        try:
            asked = _RENEWAL.decode(report.payload)
        except MalformedReportError as error:
            return _not_renewed(report, _malformed(error))
        answer = await self._renew_certificate(report.sender, asked.csr)
        if isinstance(answer, ProvisioningRefusal):
            return _not_renewed(report, answer)
        metrics.ANSWERS.labels("renewal", "issued").inc()
        topic = topics.to_device(report.sender, topics.CERTIFICATE)
        return [(topic, encode(CertificateRenewed(certificate=answer.pem)))]


class StatusHandler:
    """`report/{deviceId}/status`: the certificate of this connection ends older ones."""

    def __init__(self, note_shown: NoteShownCertificate) -> None:
        self._note_shown = note_shown

    async def __call__(self, report: Report) -> Sequence[Note]:
        """Nothing. Raises MalformedReportError."""
        status = _STATUS.decode(report.payload)
        serial = status.certificate_serial
        # A last will was written before the connection: it says nothing of the present one.
        if (
            status.state == "online"
            and serial is not None
            and await self._note_shown(report.sender, serial)
        ):
            metrics.RENEWALS_SHOWN.inc()
        return ()


def _signature_of(asked: RegistrationRequested) -> bytes:
    """Raises MalformedReportError."""
    try:
        return b64decode(asked.signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedReportError("signature: not Base64") from error


def _malformed(error: MalformedReportError) -> ProvisioningRefusal:
    return ProvisioningRefusal(RefusalCode.MALFORMED, str(error))


def _refused(report: Report, step: _Step, refusal: ProvisioningRefusal) -> Sequence[Note]:
    metrics.ANSWERS.labels(step, refusal.code.value).inc()
    told = ProvisioningRefused(
        step=step,
        code=refusal.code.value,
        detail=refusal.detail,
        retry_after_s=refusal.retry_after_s,
    )
    return [(_answer_topic(report, topics.REFUSAL), encode(told))]


def _not_renewed(report: Report, refusal: ProvisioningRefusal) -> Sequence[Note]:
    metrics.ANSWERS.labels("renewal", refusal.code.value).inc()
    told = CertificateRenewed(refused=refusal.code.value, retry_after_s=refusal.retry_after_s)
    return [(topics.to_device(report.sender, topics.CERTIFICATE), encode(told))]


def _answer_topic(report: Report, kind: str) -> str:
    return topics.provisioned(report.sender, report.session, kind)

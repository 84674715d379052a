"""The system's side of an identity, by the gateway's own decoders, keys and certificates."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from libs.contracts.mqtt.certificates import (
    CertificateIssued,
    CertificateRenewed,
    CertificateRequested,
    DeviceRegistered,
    ProvisioningRefused,
    RegistrationRequested,
    RenewalRequested,
)
from services.device_gateway.domain.pki.issuing import IssuedCertificate, issue_device_certificate
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import authority
from services.device_gateway.domain.pki.registration import verify_registration

NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
SERIAL_NUMBER: Final = "MG-2026-000001"
DEVICES: Final = authority("devices", new_key(), now=NOW, serial=1)
CLAIMS: Final = authority("claims", new_key(), now=NOW, serial=2)


class System:
    """One device of the manufacturing list; the first key to register has it."""

    def __init__(self) -> None:
        self.issued: dict[str, IssuedCertificate] = {}
        self.active: str | None = None
        """The fingerprint of the key it is registered with, or was seen with last."""

    def answer(self, kind: str, payload: bytes) -> tuple[str, bytes]:
        """To a device with a claim."""
        if kind == "certificate":
            return self._certificate(msgspec.json.decode(payload, type=CertificateRequested))
        return self._registration(msgspec.json.decode(payload, type=RegistrationRequested))

    def renewed(self, payload: bytes) -> bytes:
        """To a device that connected as itself."""
        issued = self._issue(msgspec.json.decode(payload, type=RenewalRequested).csr)
        return msgspec.json.encode(CertificateRenewed(certificate=issued.certificate_pem))

    def _issue(self, csr: str) -> IssuedCertificate:
        issued = issue_device_certificate(
            DEVICES, csr, device_id=SERIAL_NUMBER, now=NOW, serial=100 + len(self.issued)
        )
        assert isinstance(issued, IssuedCertificate), issued
        return self.issued.setdefault(issued.key_fingerprint, issued)

    def _certificate(self, asked: CertificateRequested) -> tuple[str, bytes]:
        assert asked.serial_number == SERIAL_NUMBER
        issued = self._issue(asked.csr)
        if self.active not in (None, issued.key_fingerprint):
            return self._refuse("certificate", "already_claimed")
        answer = CertificateIssued(
            device_id=SERIAL_NUMBER,
            certificate=issued.certificate_pem,
            ownership_token=issued.key_fingerprint,
            register_before=NOW + timedelta(hours=1),
        )
        return "certificate", msgspec.json.encode(answer)

    def _registration(self, asked: RegistrationRequested) -> tuple[str, bytes]:
        issued = self.issued.get(asked.ownership_token)
        if issued is None:
            return self._refuse("registration", "bad_token")
        assert verify_registration(
            issued.certificate_pem,
            serial_number=asked.serial_number,
            ownership_token=asked.ownership_token,
            signature=base64.b64decode(asked.signature, validate=True),
        )
        assert self.active in (None, issued.key_fingerprint)
        self.active = issued.key_fingerprint
        return "registration", msgspec.json.encode(DeviceRegistered(device_id=SERIAL_NUMBER))

    @staticmethod
    def _refuse(step: str, code: str) -> tuple[str, bytes]:
        refused = {"step": step, "code": code}
        return "refusal", msgspec.json.encode(msgspec.convert(refused, ProvisioningRefused))

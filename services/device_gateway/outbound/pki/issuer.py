"""The authorities at work, with their keys in this process's memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import random_serial_number

from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.issuing import (
    CsrRefused,
    IssuedCertificate,
    issue_device_certificate,
)
from services.device_gateway.domain.pki.registration import verify_registration
from services.device_gateway.domain.pki.revocation import RevokedCertificate, revocation_list
from services.device_gateway.ports.pki import AuthorityKind


@dataclass(frozen=True, slots=True)
class AuthorityIssuer:
    """DeviceCertificateIssuer and RevocationListSigner.

    Of each kind there is one authority, or several while one is replaced: then the first issues
    and every one signs a revocation list. Signing takes a fraction of a millisecond, so it happens
    in the event loop.
    """

    device: Sequence[Authority]
    claim: Sequence[Authority] = ()
    """Empty: claim certificates cannot be revoked by list, only by refusing their batch."""
    new_serial: Callable[[], int] = random_serial_number

    def issue(
        self, csr_pem: str, *, device_id: str, now: datetime
    ) -> IssuedCertificate | CsrRefused:
        return issue_device_certificate(
            self.device[0], csr_pem, device_id=device_id, now=now, serial=self.new_serial()
        )

    def verify_registration(
        self, certificate_pem: str, *, serial_number: str, ownership_token: str, signature: bytes
    ) -> bool:
        return verify_registration(
            certificate_pem,
            serial_number=serial_number,
            ownership_token=ownership_token,
            signature=signature,
        )

    def signs_lists_of(self, authority: AuthorityKind) -> bool:
        return bool(self._authorities(authority))

    def certificate_revocation_list(
        self,
        authority: AuthorityKind,
        revoked: Iterable[RevokedCertificate],
        *,
        number: int,
        now: datetime,
    ) -> bytes:
        return revocation_list(self._authorities(authority), revoked, number=number, now=now)

    def _authorities(self, kind: AuthorityKind) -> Sequence[Authority]:
        return self.device if kind == "device" else self.claim

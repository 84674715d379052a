"""From a device's request (CSR) to its certificate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from services.device_gateway.domain.pki.authority import Authority, certificate_pem
from services.device_gateway.domain.pki.keys import is_p256, key_fingerprint
from services.device_gateway.domain.pki.profiles import AuthorityEndedError, device_certificate
from services.device_gateway.domain.pki.serials import serial_text

LONGEST_CSR: Final = 4_096
"""Letters; one of P-256 has about 450."""

_HASHES: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


class CsrRefusal(StrEnum):
    """Stable codes, told to the device."""

    BAD_CSR = "bad_csr"
    AUTHORITY_ENDED = "authority_ended"
    """Ours to repair: the device CA is over."""


@dataclass(frozen=True, slots=True)
class CsrRefused:
    """There is no certificate for this; asking again with the same will not help."""

    code: CsrRefusal
    detail: str


@dataclass(frozen=True, slots=True)
class ProvenKey:
    """A public key whose owner has shown that they hold the private one."""

    key: ec.EllipticCurvePublicKey
    fingerprint: str
    """SHA-256 of the key, 64 hex digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCertificate:
    """A device's certificate as it is kept and handed out."""

    certificate_pem: str
    """The certificate and, after it, its issuer's."""
    serial: str
    """Hexadecimal, as `certificateSerial` of a status."""
    key_fingerprint: str
    """Of the device's public key: SHA-256, 64 hex digits."""
    valid_from: datetime
    ends_at: datetime


def read_csr(csr_pem: str) -> ProvenKey | CsrRefused:
    """The key of a request that its own key has signed. Never raises, whatever the text.

    Subject and extensions are not even looked at: who a device is, we say, not it.
    """
    if len(csr_pem) > LONGEST_CSR:
        return _bad(f"longer than {LONGEST_CSR} letters")
    try:
        csr = x509.load_pem_x509_csr(csr_pem.encode())
        key = csr.public_key()
        hash_used = csr.signature_hash_algorithm
        if not is_p256(key):
            return _bad("the key must be EC P-256")
        if not isinstance(hash_used, _HASHES):
            return _bad("sign with ECDSA and SHA-256")
        if not csr.is_signature_valid:
            return _bad("the signature is not by the request's key")
    except (ValueError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm):
        return _bad("not a PKCS #10 request in PEM with an EC P-256 key")
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return ProvenKey(key, key_fingerprint(key))


def issue_device_certificate(
    authority: Authority, csr_pem: str, *, device_id: str, now: datetime, serial: int
) -> IssuedCertificate | CsrRefused:
    """A certificate named `device_id` for the request's key, for 90 days at most.

    Raises ValueError when `device_id` cannot be a common name or `serial` not a serial number.
    """
    proven = read_csr(csr_pem)
    if isinstance(proven, CsrRefused):
        return proven
    try:
        certificate = device_certificate(
            authority, proven.key, device_id=device_id, now=now, serial=serial
        )
    except AuthorityEndedError as error:
        return CsrRefused(CsrRefusal.AUTHORITY_ENDED, str(error))
    return IssuedCertificate(
        certificate_pem=certificate_pem(certificate, authority.certificate),
        serial=serial_text(serial),
        key_fingerprint=proven.fingerprint,
        valid_from=certificate.not_valid_before_utc,
        ends_at=certificate.not_valid_after_utc,
    )


def _bad(detail: str) -> CsrRefused:
    return CsrRefused(CsrRefusal.BAD_CSR, detail)

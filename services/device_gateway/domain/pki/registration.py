"""A device shows that the certificate it was given reached who holds the key."""

from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_LONGEST_SIGNATURE_BYTES: Final = 72
"""ECDSA over P-256 in DER."""


def registration_statement(serial_number: str, ownership_token: str) -> bytes:
    """What the device signs."""
    return f"meriggio-registration:{serial_number}:{ownership_token}".encode()


def verify_registration(
    certificate_pem: str, *, serial_number: str, ownership_token: str, signature: bytes
) -> bool:
    """Whether the key of the certificate (the first in `certificate_pem`) signed the statement.

    `signature`: ECDSA with SHA-256, DER. Never raises for what a device sends.
    """
    if len(signature) > _LONGEST_SIGNATURE_BYTES:
        return False
    key = x509.load_pem_x509_certificate(certificate_pem.encode()).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        statement = registration_statement(serial_number, ownership_token)
        key.verify(signature, statement, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, UnicodeEncodeError, UnsupportedAlgorithm):
        return False
    return True

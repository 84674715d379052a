"""Keys, requests and certificates of a device: EC P-256, PEM."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

RENEWED_BEFORE_END: Final = timedelta(days=30)
_KEY_END: Final = "-----END PRIVATE KEY-----\n"


class BadCredentialsError(Exception):
    """A key or certificate that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A key and the certificates that say whose it is, the holder's own first."""

    key_pem: str
    certificate_pem: str

    @property
    def pem(self) -> str:
        """Both, as one file that a TLS library reads."""
        return self.key_pem + self.certificate_pem

    @property
    def common_name(self) -> str:
        """Whose it is: a device's id, or a claim's."""
        attributes = self._certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        if not attributes:
            raise BadCredentialsError("the certificate names nobody")
        return str(attributes[0].value)

    @property
    def serial(self) -> str:
        """Hexadecimal, as a status says it."""
        return f"{self._certificate.serial_number:x}"

    @property
    def ends_at(self) -> datetime:
        """After which nobody believes it."""
        return self._certificate.not_valid_after_utc

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to renew it."""
        return now >= self.ends_at - RENEWED_BEFORE_END

    @property
    def _certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate_pem.encode())


def credentials_of(key_pem: str, certificate_pem: str) -> Credentials:
    """Raises BadCredentialsError unless the certificate is the key's."""
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        key = _read(key_pem)
    except ValueError as error:
        raise BadCredentialsError(f"not a key and its certificate in PEM: {error}") from error
    if certificate.public_key() != key.public_key():
        raise BadCredentialsError("the certificate is of another key")
    return Credentials(_pem(key), certificate_pem)


def read_credentials(pem: str) -> Credentials:
    """What `Credentials.pem` wrote. Raises BadCredentialsError."""
    key_pem, end, certificates = pem.partition(_KEY_END)
    return credentials_of(key_pem + end, certificates)


def new_key() -> str:
    """A random key."""
    return _pem(ec.generate_private_key(ec.SECP256R1()))


def request_certificate(key_pem: str, name: str) -> str:
    """PKCS #10 by the key; the system ignores `name`."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    request = x509.CertificateSigningRequestBuilder(subject_name=subject).sign(
        _read(key_pem), hashes.SHA256()
    )
    return request.public_bytes(serialization.Encoding.PEM).decode()


def sign_registration(key_pem: str, serial_number: str, ownership_token: str) -> str:
    """Base64 of the signature that shows who holds the key."""
    statement = f"meriggio-registration:{serial_number}:{ownership_token}".encode()
    return base64.b64encode(_read(key_pem).sign(statement, ec.ECDSA(hashes.SHA256()))).decode()


def utc_now() -> datetime:
    """The machine's clock; a certificate's end is a matter of real time."""
    return datetime.now(UTC)


def _read(key_pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(key_pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadCredentialsError("not an EC key")
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()

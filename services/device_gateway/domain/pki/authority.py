"""An authority: a certificate and its key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

_LONGEST_BUNDLE_BYTES: Final = 65_536


class BadAuthorityError(Exception):
    """Certificate and key are no authority, or do not belong together; the message says which."""


@dataclass(frozen=True, slots=True)
class Authority:
    """May sign certificates and revocation lists. The key is not shown."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)

    @property
    def name(self) -> str:
        """Its common name."""
        return common_name(self.certificate.subject)

    @property
    def ends_at(self) -> datetime:
        """When its certificate, and so all it signed, ends."""
        return self.certificate.not_valid_after_utc

    def key_identifier(self) -> x509.AuthorityKeyIdentifier:
        """By which what it signs names its key."""
        return x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())


def read_authority(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Authority:
    """Raises BadAuthorityError."""
    if certificate.public_key() != key.public_key():
        raise BadAuthorityError(f"the key is not that of {common_name(certificate.subject)!r}")
    if not may_sign(certificate):
        raise BadAuthorityError(f"{common_name(certificate.subject)!r} is not an authority")
    return Authority(certificate, key)


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether it is an authority's, for certificates and for revocation lists."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return constraints.ca and usage.key_cert_sign and usage.crl_sign


def read_certificates(pem: bytes) -> Sequence[x509.Certificate]:
    """All of a file, at least one. Raises BadAuthorityError."""
    if len(pem) > _LONGEST_BUNDLE_BYTES:
        raise BadAuthorityError("too large for certificates")
    try:
        return x509.load_pem_x509_certificates(pem)
    except (ValueError, x509.InvalidVersion) as error:
        raise BadAuthorityError("not certificates in PEM") from error


def certificate_pem(*certificates: x509.Certificate) -> str:
    """In the order given."""
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates)


def common_name(name: x509.Name) -> str:
    """The common name; empty when there is none."""
    attributes = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(attributes[0].value) if attributes else ""

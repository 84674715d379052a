"""Keys, requests and authorities for the tests of certificates."""

import base64
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from services.device_gateway.domain.pki import profiles
from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.keys import new_key

NOW = datetime(2026, 6, 21, 12, tzinfo=UTC)
_SHA256 = hashes.SHA256()
SERIAL = 0x0123456789ABCDEF


@cache
def device_ca() -> Authority:
    return profiles.authority("Device CA", new_key(), now=NOW, serial=1)


@cache
def claim_ca() -> Authority:
    return profiles.authority("Claim CA", new_key(), now=NOW, serial=2)


@cache
def server_ca() -> Authority:
    return profiles.authority("Server CA", new_key(), now=NOW, serial=3)


@cache
def device_key() -> ec.EllipticCurvePrivateKey:
    return new_key()


def csr(
    key: ec.EllipticCurvePrivateKey,
    *,
    subject: str = "whoever",
    algorithm: hashes.SHA256 | hashes.SHA224 = _SHA256,
) -> str:
    """A request as a device makes it; ours ignores what it wishes for."""
    builder = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("broker.example")]), critical=False
        )
    )
    return builder.sign(key, algorithm).public_bytes(Encoding.PEM).decode()


def armoured(label: str, der: bytes) -> bytes:
    """Whatever bytes, as PEM."""
    body = base64.encodebytes(der)
    return b"-----BEGIN %b-----\n%b-----END %b-----\n" % (label.encode(), body, label.encode())

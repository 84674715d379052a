"""What stands in each kind of certificate, by RFC 5280, and for how long it holds."""

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.serials import checked
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN

CLOCK_SKEW: Final = timedelta(hours=1)
"""A certificate holds since before it was made: clocks of brokers and devices may be behind."""
AUTHORITY_LIFE: Final = timedelta(days=20 * 365 + 5)
CLAIM_LIFE: Final = timedelta(days=10 * 365 + 2)
"""A device may lie in a store for years before somebody switches it on."""
SERVER_LIFE: Final = timedelta(days=397)
DEVICE_LIFE: Final = timedelta(days=90)
LONGEST_NAME: Final = 64
"""X.520's limit of a common name."""

_HOST: Final = re.compile(r"(\*\.)?[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


class AuthorityEndedError(Exception):
    """The authority's own certificate is over; what it signed would be refused."""


def authority(
    name: str, key: ec.EllipticCurvePrivateKey, *, now: datetime, serial: int
) -> Authority:
    """A new self-signed authority that may sign certificates and revocation lists, no authorities.

    Raises ValueError for an impossible name.
    """
    subject = _named(name)
    builder = (
        _builder(subject, subject, key.public_key(), serial)
        .not_valid_before(_start(now))
        .not_valid_after(_whole_seconds(now + AUTHORITY_LIFE))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Authority(builder.sign(key, hashes.SHA256()), key)


def device_certificate(
    issuer: Authority,
    public_key: ec.EllipticCurvePublicKey,
    *,
    device_id: str,
    now: datetime,
    serial: int,
) -> x509.Certificate:
    """For a client named `device_id`. Raises AuthorityEndedError, ValueError."""
    return _client(issuer, public_key, device_id, now=now, life=DEVICE_LIFE, serial=serial)


def claim_certificate(
    issuer: Authority,
    public_key: ec.EllipticCurvePublicKey,
    *,
    claim_id: str,
    now: datetime,
    serial: int,
) -> x509.Certificate:
    """For all devices of a batch until each has its own. Raises AuthorityEndedError, ValueError."""
    return _client(issuer, public_key, claim_id, now=now, life=CLAIM_LIFE, serial=serial)


def server_certificate(
    issuer: Authority,
    public_key: ec.EllipticCurvePublicKey,
    *,
    names: Sequence[str],
    now: datetime,
    serial: int,
) -> x509.Certificate:
    """For a server that is reached by these host names or IP addresses, the first is its CN.

    Raises AuthorityEndedError, ValueError for no or impossible names.
    """
    if not names:
        raise ValueError("a server certificate needs a name")
    builder = _leaf(issuer, public_key, _named(names[0]), now=now, life=SERVER_LIFE, serial=serial)
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
    ).add_extension(
        x509.SubjectAlternativeName([_alternative(name) for name in dict.fromkeys(names)]),
        critical=False,
    )
    return builder.sign(issuer.key, hashes.SHA256())


def _client(
    issuer: Authority,
    public_key: ec.EllipticCurvePublicKey,
    name: str,
    *,
    now: datetime,
    life: timedelta,
    serial: int,
) -> x509.Certificate:
    if DEVICE_ID_PATTERN.fullmatch(name) is None:
        # The broker puts the name into topics: `+` or `/` in it would be other devices' topics.
        raise ValueError(f"letters, digits, - and _ make a client's name, not {name[:80]!r}")
    builder = _leaf(issuer, public_key, _named(name), now=now, life=life, serial=serial)
    return builder.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
    ).sign(issuer.key, hashes.SHA256())


def _leaf(
    issuer: Authority,
    public_key: ec.EllipticCurvePublicKey,
    subject: x509.Name,
    *,
    now: datetime,
    life: timedelta,
    serial: int,
) -> x509.CertificateBuilder:
    if now >= issuer.ends_at:
        raise AuthorityEndedError(f"{issuer.name} ended at {issuer.ends_at:%Y-%m-%d}")
    return (
        _builder(subject, issuer.certificate.subject, public_key, serial)
        .not_valid_before(max(_start(now), issuer.certificate.not_valid_before_utc))
        .not_valid_after(min(_whole_seconds(now + life), issuer.ends_at))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(issuer.key_identifier(), critical=False)
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey, serial: int
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=public_key,
        serial_number=checked(serial),
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    """Printable ASCII only: what a broker's rules and logs show is what was meant."""
    if not (0 < len(name) <= LONGEST_NAME and name.isascii() and name.isprintable()):
        raise ValueError(f"a name has 1 to {LONGEST_NAME} printable letters, not {name[:80]!r}")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        if _HOST.fullmatch(name) is None:
            raise ValueError(f"neither a host name nor an address: {name[:80]!r}") from None
        return x509.DNSName(name)


def _start(now: datetime) -> datetime:
    return _whole_seconds(now - CLOCK_SKEW)


def _whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)

"""Authorities, their certificates, and such as no authority of ours would make."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from services.device_gateway.domain.pki.authority import Authority, certificate_pem
from services.device_gateway.domain.pki.keys import key_pem, new_key
from services.device_gateway.domain.pki.profiles import authority, server_certificate
from services.device_gateway.domain.pki.revocation import RevokedCertificate, revocation_list

CLIENT, SERVER = ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH


@dataclass(frozen=True)
class Leaf:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    path: Path
    """Certificate and key."""


@dataclass
class Office:
    """An authority with its files in `folder`."""

    folder: Path
    name: str
    issuer: Authority = field(init=False)
    revoked: list[x509.Certificate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.issuer = authority(
            self.name, new_key(), now=datetime.now(UTC), serial=x509.random_serial_number()
        )
        self.certificate.write_text(certificate_pem(self.issuer.certificate))
        self.publish()

    @property
    def certificate(self) -> Path:
        return self.folder / "authority.crt"

    @property
    def revocations(self) -> Path:
        return self.folder / "revoked.crl"

    def revoke(self, *certificates: x509.Certificate) -> None:
        self.revoked += certificates
        self.publish()

    def publish(self, at: datetime | None = None) -> None:
        now = at or datetime.now(UTC)
        entries = [RevokedCertificate(one.serial_number, now) for one in self.revoked]
        text = revocation_list([self.issuer], entries, number=int(now.timestamp()), now=now)
        new = self.revocations.with_suffix(".new")
        new.write_bytes(text)
        new.replace(self.revocations)

    def server(self, names: Sequence[str]) -> Leaf:
        key = new_key()
        certificate = server_certificate(
            self.issuer,
            key.public_key(),
            names=names,
            now=datetime.now(UTC),
            serial=x509.random_serial_number(),
        )
        return self._keep("server", certificate, key)

    def leaf(
        self,
        name: str,
        *,
        usage: x509.ObjectIdentifier = CLIENT,
        starts_in: timedelta = timedelta(hours=-1),
        ends_in: timedelta = timedelta(days=90),
        signed_by: Leaf | None = None,
    ) -> Leaf:
        """A certificate with any name in it, as a real authority would never sign it."""
        now, key = datetime.now(UTC), new_key()
        issuer, issuer_key = self.issuer.certificate, self.issuer.key
        if signed_by:
            issuer, issuer_key = signed_by.certificate, signed_by.key
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(issuer.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + starts_in)
            .not_valid_after(now + ends_in)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .sign(issuer_key, hashes.SHA256())
        )
        chain = [signed_by.certificate] if signed_by else []
        return self._keep(f"leaf-{certificate.serial_number}", certificate, key, *chain)

    def _keep(
        self,
        file_name: str,
        certificate: x509.Certificate,
        key: ec.EllipticCurvePrivateKey,
        *chain: x509.Certificate,
    ) -> Leaf:
        path = self.folder / f"{file_name}.pem"
        path.write_bytes(certificate_pem(certificate, *chain).encode() + key_pem(key))
        return Leaf(certificate, key, path)


def client_context(server_authority: Path, shown: Leaf | None) -> ssl.SSLContext:
    """As a device checks the broker and shows itself."""
    context = ssl.create_default_context(cafile=server_authority)
    if shown:
        context.load_cert_chain(shown.path)
    return context

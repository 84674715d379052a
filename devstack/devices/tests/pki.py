"""Authorities and certificates of tests: EC P-256, valid from yesterday on."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def pem_of(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


class Authority:
    """Issues what a broker and its devices show one another."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = name
        self.certificate = self._signed(name, self._key.public_key(), days=3650, ca=True)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def issue(
        self, common_name: str, key: ec.EllipticCurvePublicKey, *, days: float = 90.0
    ) -> str:
        """PEM of the certificate and the authority's own."""
        certificate = self._signed(common_name, key, days=days, ca=False)
        return certificate.public_bytes(serialization.Encoding.PEM).decode() + self.pem

    def write_pair(self, folder: Path, common_name: str) -> tuple[Path, Path]:
        """Certificate and key of a new identity, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        paths = folder / f"{common_name}.crt", folder / f"{common_name}.key"
        paths[0].write_text(self.issue(common_name, key.public_key()))
        paths[1].write_text(pem_of(key))
        return paths

    def _signed(
        self, common_name: str, key: ec.EllipticCurvePublicKey, *, days: float, ca: bool
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(common_name))
            .issuer_name(_name(self._name))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        if not ca:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256())

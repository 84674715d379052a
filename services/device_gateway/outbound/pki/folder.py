"""The folder with everything that is signed by hand; made and kept by the command `pki`.

    device-ca.pem, device-ca.key    signs devices: the gateway has both, the broker the certificate
    claim-ca.pem, claim-ca.key      signs batches: the gateway has both to revoke, the claims'
                                    broker the certificate
    server-ca.pem, server-ca.key    signs servers: devices have the certificate, nobody the key
    server.pem, server.key          the brokers show it
    device.crl, claim.crl           nothing revoked yet, so that the brokers can start
    batches/NAME/claim.pem, claim.key, server-ca.pem    flashed into the devices of the batch

Keys of authorities are encrypted where there is a passphrase. Certificates and keys mounted from
Kubernetes secrets under any names work the same: the settings name each file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from cryptography import x509

from services.device_gateway.domain.pki import profiles
from services.device_gateway.domain.pki.authority import (
    Authority,
    certificate_pem,
    read_certificates,
)
from services.device_gateway.domain.pki.keys import key_fingerprint, key_pem, new_key, read_key
from services.device_gateway.domain.pki.revocation import revocation_list
from services.device_gateway.outbound.pki.authority_files import read_authorities
from services.device_gateway.outbound.pki.private_files import (
    create_file,
    make_folder,
    replace_file,
)

Kind = Literal["device", "claim", "server"]

BEFORE_THE_FIRST: Final = 0
"""Number of the empty lists; the gateway's are higher."""
_BATCHES: Final = "batches"
_NAME_LETTERS: Final = 8


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and whether it is new or was there before."""

    path: Path
    new: bool


@dataclass(frozen=True, slots=True)
class PkiFolder:
    """Every operation may be interrupted and repeated.

    All raise OSError, AuthorityFilesError, BadKeyError and BadAuthorityError for files they cannot
    use, AuthorityEndedError for an authority that is over.
    """

    folder: Path
    passphrase: str | None
    now: Callable[[], datetime]
    new_serial: Callable[[], int] = x509.random_serial_number

    def make_authority(self, kind: Kind) -> Sequence[Made]:
        """Certificate and key, unless the certificate is there; its key may be kept elsewhere."""
        make_folder(self.folder)
        certificate_file, key_file = self.files_of(kind)
        if certificate_file.exists():
            return [Made(path, new=False) for path in (certificate_file, key_file) if path.exists()]
        key_is_new = not key_file.exists()  # it is there when this was interrupted
        if key_is_new:
            create_file(key_file, key_pem(new_key(), self.passphrase))
        key = read_key(key_file.read_bytes(), self.passphrase)
        # A name of its own: two authorities of a kind stand side by side while one is replaced.
        name = f"Meriggio {kind} CA {key_fingerprint(key.public_key())[:_NAME_LETTERS]}"
        made = profiles.authority(name, key, now=self.now(), serial=self.new_serial())
        made_list = self._make_empty_list(kind, made)
        create_file(certificate_file, certificate_pem(made.certificate).encode())
        return [Made(certificate_file, new=True), Made(key_file, new=key_is_new), *made_list]

    def make_server(self, names: Sequence[str]) -> Sequence[Made]:
        """Certificate and key of the servers, unless they are there. Raises ValueError."""
        certificate_file, key_file = self.folder / "server.pem", self.folder / "server.key"
        if certificate_file.exists():
            return [Made(path, new=False) for path in (certificate_file, key_file) if path.exists()]
        return self.renew_server(names)

    def renew_server(self, names: Sequence[str]) -> Sequence[Made]:
        """New certificate and new key; without names those of the old one. Raises ValueError."""
        certificate_file, key_file = self.folder / "server.pem", self.folder / "server.key"
        names = names or _names_in(read_certificates(certificate_file.read_bytes())[0])
        key = new_key()
        certificate = profiles.server_certificate(
            self._authority("server"),
            key.public_key(),
            names=names,
            now=self.now(),
            serial=self.new_serial(),
        )
        replace_file(key_file, key_pem(key))
        replace_file(certificate_file, certificate_pem(certificate).encode())
        return [Made(certificate_file, new=True), Made(key_file, new=True)]

    def make_batch(self, name: str) -> Sequence[Made]:
        """What is flashed into the devices of a batch, unless it is there. Raises ValueError."""
        folder = self.folder / _BATCHES / name
        paths = [folder / file for file in ("claim.pem", "claim.key", "server-ca.pem")]
        if paths[0].exists():
            return [Made(path, new=False) for path in paths if path.exists()]
        key = new_key()
        certificate = profiles.claim_certificate(
            self._authority("claim"),
            key.public_key(),
            claim_id=name,
            now=self.now(),
            serial=self.new_serial(),
        )
        server_authority = self.files_of("server")[0].read_bytes()
        make_folder(folder.parent)
        make_folder(folder)
        # The certificate comes last: without it, what is there is left from an interruption.
        replace_file(paths[1], key_pem(key))
        replace_file(paths[2], server_authority)
        replace_file(paths[0], certificate_pem(certificate).encode())
        return [Made(path, new=True) for path in paths]

    def certificates(self) -> Iterator[tuple[Path, x509.Certificate]]:
        """Every certificate of the folder but copies, by path."""
        for path in sorted(self.folder.glob("*.pem")) + sorted(
            self.folder.glob(f"{_BATCHES}/*/claim.pem")
        ):
            for certificate in read_certificates(path.read_bytes()):
                yield path, certificate

    def lists(self) -> Iterator[Path]:
        """Every revocation list of the folder."""
        yield from sorted(self.folder.glob("*.crl"))

    def files_of(self, kind: Kind) -> tuple[Path, Path]:
        """Certificate and key of the authority."""
        return self.folder / f"{kind}-ca.pem", self.folder / f"{kind}-ca.key"

    def authorities(self, kind: Kind) -> Sequence[Authority]:
        """With their keys; the first is the one that issues."""
        return read_authorities(*self.files_of(kind), self.passphrase)

    def _authority(self, kind: Kind) -> Authority:
        return self.authorities(kind)[0]

    def _make_empty_list(self, kind: Kind, made: Authority) -> Sequence[Made]:
        """Only beside a new authority: later an empty list would let the revoked in."""
        if kind == "server":
            return []
        path = self.folder / f"{kind}.crl"
        replace_file(
            path, revocation_list([made], [], number=BEFORE_THE_FIRST, now=self.now()), mode=0o644
        )
        return [Made(path, new=True)]


def _names_in(certificate: x509.Certificate) -> Sequence[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [
        *names.get_values_for_type(x509.DNSName),
        *map(str, names.get_values_for_type(x509.IPAddress)),
    ]

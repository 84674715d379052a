"""What stands beside a broker: its revocation lists and authorities."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cryptography import x509

from services.device_gateway.domain.pki.authority import read_certificates
from services.device_gateway.outbound.pki.private_files import replace_file

_EVERYBODY_READS: Final = 0o644


class BrokersListFile:
    """ListFile. Lists are no secrets, and a broker is often another user."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def exists(self) -> bool:
        return self._path.exists()

    def replace(self, pem: bytes) -> None:
        replace_file(self._path, pem, mode=_EVERYBODY_READS)


class AuthorityFile:
    """TrustedAuthorities; read each time, for one may be added."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def certificates(self) -> Sequence[x509.Certificate]:
        return read_certificates(self._path.read_bytes())

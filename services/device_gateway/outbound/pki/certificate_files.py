"""Certificates that others use and whose end is watched."""

from datetime import datetime
from pathlib import Path

from services.device_gateway.domain.pki.authority import BadAuthorityError, read_certificates


class CertificateFile:
    """CertificateEnds. Read each time, for a secret that is mounted changes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def first_end(self) -> datetime | None:
        try:
            certificates = read_certificates(self._path.read_bytes())
        except (OSError, BadAuthorityError):
            return None
        return min(certificate.not_valid_after_utc for certificate in certificates)

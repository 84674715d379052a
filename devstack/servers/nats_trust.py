"""Whose certificates are let in at a NATS listener: TLS checks who signed, this what was revoked.

nats-server reads no revocation list; what mosquitto's OpenSSL does with one is done here.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.broker.listener import ClientAuthority
from services.device_gateway.domain.pki.authority import BadAuthorityError, read_certificates
from services.device_gateway.domain.pki.published_list import (
    BadListError,
    PublishedList,
    issuer_text,
    read_signed_list,
)

_SIGNED_BY_AN_AUTHORITY: Final = 2


class NotTrustedError(ValueError):
    """Of a client's certificate; the message says why."""


class Trust:
    """Authorities and their lists, as they were when they were last read."""

    def __init__(self, files: ClientAuthority) -> None:
        self._files = files
        self._authorities: Sequence[x509.Certificate] = ()
        self._revoked: PublishedList | None = None
        self.read()

    def read(self) -> None:
        """Both files anew. Never raises: where one cannot be read, nobody is let in."""
        self._revoked = None
        try:
            self._authorities = read_certificates(Path(self._files.authority).read_bytes())
            pem = Path(self._files.revoked).read_bytes()
            self._revoked = read_signed_list(pem, self._authorities)
        except (OSError, BadAuthorityError, BadListError) as error:
            get_logger().error("nobody_is_let_in", file=str(self._files.revoked), error=str(error))

    def name_of(self, chain: Sequence[str], *, now: datetime) -> str:
        """The common name in a certificate, in PEM, that TLS has verified with its chain.

        Raises NotTrustedError.
        """
        if len(chain) != _SIGNED_BY_AN_AUTHORITY:
            raise NotTrustedError("not signed by an authority itself")
        shown, issuer = (x509.load_pem_x509_certificate(each.encode()) for each in chain)
        if issuer not in self._authorities:
            raise NotTrustedError("not an authority of this listener's clients")
        self._check_list(shown, issuer_text(issuer.subject), now)
        names = shown.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        if len(names) != 1:
            raise NotTrustedError("a certificate has one name")
        return str(names[0].value)

    def _check_list(self, shown: x509.Certificate, issuer: str, now: datetime) -> None:
        revoked = self._revoked
        if revoked is None or issuer not in revoked.issuers:
            raise NotTrustedError("its authority's revocation list is missing")
        if revoked.next_update <= now:
            raise NotTrustedError("its authority's revocation list is over")
        if shown.serial_number in revoked.serials:
            raise NotTrustedError("revoked")

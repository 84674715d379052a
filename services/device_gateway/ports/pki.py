"""What the use cases need of the certificate authorities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from services.device_gateway.domain.pki.issuing import CsrRefused, IssuedCertificate
from services.device_gateway.domain.pki.revocation import RevokedCertificate

AuthorityKind = Literal["device", "claim"]
"""Whose revocations: devices' certificates, or batches' claim certificates."""


class DeviceCertificateIssuer(Protocol):
    """Holds the authorities' keys. Every operation is computation, below a millisecond."""

    def issue(
        self, csr_pem: str, *, device_id: str, now: datetime
    ) -> IssuedCertificate | CsrRefused:
        """A certificate named `device_id` for the key of the request; subject ignored.

        A new one for each call, also for the same key. Raises ValueError for a `device_id` that no
        certificate can have.
        """
        ...

    def verify_registration(
        self, certificate_pem: str, *, serial_number: str, ownership_token: str, signature: bytes
    ) -> bool:
        """Whether the certificate's key signed the registration. `signature`: ECDSA-SHA256, DER."""
        ...


class RevocationListSigner(Protocol):
    """Holds the authorities' keys, too."""

    def signs_lists_of(self, authority: AuthorityKind) -> bool:
        """Whether the keys for that are here."""
        ...

    def certificate_revocation_list(
        self,
        authority: AuthorityKind,
        revoked: Iterable[RevokedCertificate],
        *,
        number: int,
        now: datetime,
    ) -> bytes:
        """PEM, valid for 7 days from `now`; `number`: `next_list_number`.

        10,000 entries take a fifth of a second: then not in the event loop.
        """
        ...


@dataclass(frozen=True, slots=True)
class StoredRevocationList:
    """As all replicas serve it."""

    pem: bytes
    number: int
    next_update: datetime


class RevocationList(Protocol):
    """What is published now; stored in the transaction of a revocation, and daily without one."""

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """None before the first."""
        ...


class CertificateEnds(Protocol):
    """A certificate that somebody uses, or several."""

    def first_end(self) -> datetime | None:
        """When the first of them ends; None when they cannot be read."""
        ...

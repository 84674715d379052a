"""Lists of revoked certificates (CRL), by RFC 5280."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.profiles import CLOCK_SKEW
from services.device_gateway.domain.pki.serials import checked

LIST_LIFE: Final = timedelta(days=7)
"""After that a broker lets nobody in: so long may everything that makes lists be away."""
MADE_ANEW_AFTER: Final = timedelta(days=1)
"""A list is made anew daily, so that there are always six days left."""

_EMPTY_NUMBER: Final = 0


class RevocationReason(StrEnum):
    """Those of RFC 5280 that happen here."""

    KEY_COMPROMISE = "key_compromise"
    SUPERSEDED = "superseded"
    """Another certificate took its place: renewal, or never registered."""
    CESSATION = "cessation"
    """The device is no longer one of ours."""
    UNSPECIFIED = "unspecified"


_FLAGS: Final = {
    RevocationReason.KEY_COMPROMISE: x509.ReasonFlags.key_compromise,
    RevocationReason.SUPERSEDED: x509.ReasonFlags.superseded,
    RevocationReason.CESSATION: x509.ReasonFlags.cessation_of_operation,
}


def reason_of(flag: x509.ReasonFlags) -> RevocationReason:
    """As it stands in a list; what is none of ours is unspecified."""
    reasons = {each: reason for reason, each in _FLAGS.items()}
    return reasons.get(flag, RevocationReason.UNSPECIFIED)


@dataclass(frozen=True, slots=True)
class RevokedCertificate:
    """Once it has ended by itself it need not be listed any more."""

    serial: int
    revoked_at: datetime
    reason: RevocationReason = RevocationReason.UNSPECIFIED


def next_list_number(previous: int | None, now: datetime) -> int:
    """Seconds since 1970, or one more than the previous.

    Time in it, because a list must never have a lower number than one already given out, also
    after the database was restored from an older state.
    """
    return max(int(now.timestamp()), (previous or _EMPTY_NUMBER) + 1)


def revocation_list(
    authorities: Sequence[Authority],
    revoked: Iterable[RevokedCertificate],
    *,
    number: int,
    now: datetime,
) -> bytes:
    """PEM: one list for each authority, all with all serial numbers.

    More than one while an authority is being replaced; a number that an authority did not give
    does no harm in its list, because they are random.
    """
    entries = _entries(revoked)
    return b"".join(_one_list(one, entries, number=number, now=now) for one in authorities)


def _one_list(
    authority: Authority, entries: list[x509.RevokedCertificate], *, number: int, now: datetime
) -> bytes:
    moment = now.replace(microsecond=0)
    # All entries at once: adding one after the other copies the list each time.
    builder = (
        x509.CertificateRevocationListBuilder(
            issuer_name=authority.certificate.subject, revoked_certificates=entries
        )
        # From before now: a broker whose clock is behind would refuse everybody.
        .last_update(moment - CLOCK_SKEW)
        .next_update(moment + LIST_LIFE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(authority.key_identifier(), critical=False)
    )
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _entries(revoked: Iterable[RevokedCertificate]) -> list[x509.RevokedCertificate]:
    by_serial = {one.serial: one for one in revoked}
    return [_entry(by_serial[serial]) for serial in sorted(by_serial)]


def _entry(one: RevokedCertificate) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(checked(one.serial))
        .revocation_date(one.revoked_at.replace(microsecond=0))
    )
    flag = _FLAGS.get(one.reason)
    if flag is not None:
        builder = builder.add_extension(x509.CRLReason(flag), critical=False)
    return builder.build()

"""A revocation list as it is found: whose it is, how old, and may it replace another."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.revocation import (
    RevocationReason,
    RevokedCertificate,
    reason_of,
    revocation_list,
)

LONGEST_LIST_BYTES: Final = 16 * 1024**2
"""About 200,000 revoked certificates."""

_BLOCK: Final = re.compile(rb"-----BEGIN X509 CRL-----.*?-----END X509 CRL-----", re.DOTALL)


class BadListError(Exception):
    """Not a revocation list that may be used; the message says why."""


class Verdict(StrEnum):
    """Of a list that was offered."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    """Somebody repeats an old one, so that a revoked device gets in."""


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One list, or several of authorities of the same kind: then the lowest of each figure."""

    number: int
    made_at: datetime
    next_update: datetime
    serials: frozenset[int]
    issuers: frozenset[str]
    pem: bytes = field(compare=False, repr=False)

    def against(self, held: "PublishedList | None", trusted: Collection[str]) -> Verdict:
        """Whether it may replace the one we hold, while these issuers are trusted.

        Raises BadListError when it lacks the list of a trusted issuer that we hold: the broker
        would refuse all certificates of that issuer.
        """
        if held is None:
            return Verdict.NEWER
        lacking = (held.issuers - self.issuers) & set(trusted)
        if lacking:
            raise BadListError(f"no list of {', '.join(sorted(lacking))} any more")
        # The number first: the clock that `made_at` comes from may be set back.
        if (self.number, self.made_at) < (held.number, held.made_at):
            return Verdict.OLDER
        return Verdict.SAME if self == held else Verdict.NEWER


def read_list(pem: bytes) -> PublishedList:
    """Without looking at signatures. Raises BadListError."""
    return _summary([(_issuer(one), one) for one in _parse(pem)])


def read_signed_list(pem: bytes, authorities: Sequence[x509.Certificate]) -> PublishedList:
    """Those lists of it that these authorities have signed; others are left out.

    Raises BadListError when there is none, and when one is not signed by whom it names.
    """
    by_name = {issuer_text(authority.subject): authority for authority in authorities}
    lists = [(_issuer(one), one) for one in _parse(pem)]
    known = [(issuer, one) for issuer, one in lists if issuer in by_name]
    if not known:
        raise BadListError(f"a list of {lists[0][0]}, which is not an authority here")
    for issuer, one in known:
        _check_signature(one, by_name[issuer])
    return _summary(known)


def signed_again(pem: bytes, authorities: Sequence[Authority], *, now: datetime) -> bytes:
    """The same list for another 7 days: for when the gateway that makes them is lost.

    Raises BadListError for a list that these authorities have not signed.
    """
    certificates = [authority.certificate for authority in authorities]
    published = read_signed_list(pem, certificates)
    revoked = [_revoked(entry) for one in _parse(published.pem) for entry in one]
    # The same number: whatever the gateway makes later is newer.
    return revocation_list(authorities, revoked, number=published.number, now=now)


def issuer_text(name: x509.Name) -> str:
    """An issuer as `issuers` has it."""
    return name.rfc4514_string()


def _parse(pem: bytes) -> list[x509.CertificateRevocationList]:
    if len(pem) > LONGEST_LIST_BYTES:
        raise BadListError(f"larger than {LONGEST_LIST_BYTES} bytes")
    try:
        lists = [x509.load_pem_x509_crl(block) for block in _BLOCK.findall(pem)]
    except (ValueError, x509.InvalidVersion) as error:
        raise BadListError("not a revocation list in PEM") from error
    if not lists:
        raise BadListError("no revocation list in it")
    return lists


def _check_signature(one: x509.CertificateRevocationList, authority: x509.Certificate) -> None:
    key = authority.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        valid = one.is_signature_valid(key)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        valid = False
    if not valid:
        raise BadListError(f"not signed by {issuer_text(authority.subject)}")


def _revoked(entry: x509.RevokedCertificate) -> RevokedCertificate:
    try:
        flag = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        reason = RevocationReason.UNSPECIFIED
    else:
        reason = reason_of(flag)
    return RevokedCertificate(entry.serial_number, entry.revocation_date_utc, reason)


def _issuer(one: x509.CertificateRevocationList) -> str:
    try:
        return issuer_text(one.issuer)
    except ValueError as error:  # parsed when it is asked for
        raise BadListError("a list of nobody") from error


def _summary(lists: Sequence[tuple[str, x509.CertificateRevocationList]]) -> PublishedList:
    try:
        return PublishedList(
            number=min(_number(one) for _, one in lists),
            made_at=min(one.last_update_utc for _, one in lists),
            next_update=min(_next_update(one) for _, one in lists),
            serials=frozenset(entry.serial_number for _, one in lists for entry in one),
            issuers=frozenset(issuer for issuer, _ in lists),
            pem=b"".join(one.public_bytes(Encoding.PEM) for _, one in lists),
        )
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as error:
        raise BadListError("a list without a number, or unreadable") from error


def _number(one: x509.CertificateRevocationList) -> int:
    return one.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def _next_update(one: x509.CertificateRevocationList) -> datetime:
    if one.next_update_utc is None:
        raise BadListError("a list without an end")
    return one.next_update_utc

"""A revocation list as it is found: whose it is, how old, and may it replace another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec

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

    def against(self, held: "PublishedList | None") -> Verdict:
        """Whether it may replace the one we hold."""
        if held is None:
            return Verdict.NEWER
        if self.number == held.number and self.made_at == held.made_at:
            return Verdict.SAME
        older = self.number < held.number or self.made_at < held.made_at
        return Verdict.OLDER if older else Verdict.NEWER


def read_list(pem: bytes) -> PublishedList:
    """Without looking at signatures. Raises BadListError."""
    return _summary(_parse(pem))


def read_signed_list(pem: bytes, authorities: Sequence[x509.Certificate]) -> PublishedList:
    """With one list of each authority, signed by it, and no other. Raises BadListError."""
    lists = _parse(pem)
    by_name = {authority.subject: authority for authority in authorities}
    missing = set(by_name)
    for one in lists:
        issuer = _issuer(one)
        _check_signature(one, by_name.get(issuer), issuer)
        missing.discard(issuer)
    if missing:
        raise BadListError(f"no list of {', '.join(sorted(map(_text, missing)))}")
    return _summary(lists)


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


def _check_signature(
    one: x509.CertificateRevocationList, authority: x509.Certificate | None, issuer: x509.Name
) -> None:
    if authority is None:
        raise BadListError(f"a list of {_text(issuer)}, which is not an authority here")
    key = authority.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        valid = one.is_signature_valid(key)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        valid = False
    if not valid:
        raise BadListError(f"not signed by {_text(issuer)}")


def _issuer(one: x509.CertificateRevocationList) -> x509.Name:
    try:
        return one.issuer
    except ValueError as error:  # parsed when it is asked for
        raise BadListError("a list of nobody") from error


def _summary(lists: Sequence[x509.CertificateRevocationList]) -> PublishedList:
    try:
        return PublishedList(
            number=min(
                one.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
                for one in lists
            ),
            made_at=min(one.last_update_utc for one in lists),
            next_update=min(_next_update(one) for one in lists),
            serials=frozenset(entry.serial_number for one in lists for entry in one),
        )
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError) as error:
        raise BadListError("a list without a number, or unreadable") from error


def _next_update(one: x509.CertificateRevocationList) -> datetime:
    if one.next_update_utc is None:
        raise BadListError("a list without an end")
    return one.next_update_utc


def _text(name: x509.Name) -> str:
    return name.rfc4514_string()

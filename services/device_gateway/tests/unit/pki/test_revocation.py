"""NF11: what is revoked stands on a list that only the authority can write and nobody turn back."""

import contextlib
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.pki import profiles, serials
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.published_list import (
    BadListError,
    PublishedList,
    Verdict,
    read_list,
    read_signed_list,
    signed_again,
)
from services.device_gateway.domain.pki.revocation import (
    RevocationReason,
    RevokedCertificate,
    next_list_number,
    revocation_list,
)
from services.device_gateway.tests.unit.pki.samples import NOW, armoured, claim_ca, device_ca

_MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001  Hypothesis wants it so
    datetime(2045, 1, 1),  # noqa: DTZ001  same
    timezones=st.just(UTC),
)
_REVOKED = st.builds(
    RevokedCertificate,
    serial=st.integers(1, serials.LARGEST),
    revoked_at=_MOMENTS,
    reason=st.sampled_from(RevocationReason),
)


def _list(*revoked: RevokedCertificate, number: int = 1, now: datetime = NOW) -> bytes:
    return revocation_list([device_ca()], revoked, number=number, now=now)


@given(st.lists(_REVOKED, max_size=5), st.integers(0, 2**40), _MOMENTS)
def test_everything_revoked_and_nothing_else_is_on_it(
    revoked: list[RevokedCertificate], number: int, now: datetime
) -> None:
    read = read_signed_list(_list(*revoked, number=number, now=now), [device_ca().certificate])
    assert read.serials == {one.serial for one in revoked}
    assert read.number == number
    assert read.next_update == now.replace(microsecond=0) + timedelta(days=7)
    assert read.made_at < now


def test_a_reason_is_told_and_an_unspecified_one_is_not() -> None:
    """RFC 5280, 5.3.1."""
    pem = _list(
        RevokedCertificate(1, NOW, RevocationReason.KEY_COMPROMISE), RevokedCertificate(2, NOW)
    )
    compromised, unspecified = x509.load_pem_x509_crl(pem)
    reason = compromised.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert reason is x509.ReasonFlags.key_compromise
    assert len(unspecified.extensions) == 0


def test_what_is_revoked_twice_stands_there_once() -> None:
    twice = [RevokedCertificate(5, NOW), RevokedCertificate(5, NOW)]
    assert len(x509.load_pem_x509_crl(_list(*twice))) == 1


def test_a_list_with_one_bit_changed_is_not_used() -> None:
    """All but the count of unused bits at the signature's end, which says nothing."""
    honest = read_list(_list(RevokedCertificate(7, NOW)))
    der = x509.load_pem_x509_crl(_list(RevokedCertificate(7, NOW))).public_bytes(Encoding.DER)
    for place, bit in itertools.product(range(len(der)), range(8)):
        changed = bytearray(der)
        changed[place] ^= 1 << bit
        with contextlib.suppress(BadListError):
            pem = armoured("X509 CRL", bytes(changed))
            assert read_signed_list(pem, [device_ca().certificate]) == honest, (place, bit)


def test_a_list_of_somebody_else_is_not_used() -> None:
    with pytest.raises(BadListError, match="not an authority here"):
        read_signed_list(_list(), [claim_ca().certificate])
    impostor = profiles.authority("Device CA", new_key(), now=NOW, serial=9)
    with pytest.raises(BadListError, match="not signed by"):
        read_signed_list(
            revocation_list([impostor], [], number=1, now=NOW), [device_ca().certificate]
        )


@given(st.binary(max_size=300))
def test_anything_else_is_no_list(raw: bytes) -> None:
    for text in (raw, armoured("X509 CRL", raw)):
        with pytest.raises(BadListError):
            read_list(text)


def test_while_an_authority_is_replaced_both_sign() -> None:
    new = profiles.authority("Device CA 2", new_key(), now=NOW, serial=9)
    both = revocation_list([new, device_ca()], [RevokedCertificate(5, NOW)], number=3, now=NOW)
    certificates = [new.certificate, device_ca().certificate]
    read = read_signed_list(both, certificates)
    assert read.serials == {5}
    assert read.pem == both
    assert read.issuers == {"CN=Device CA", "CN=Device CA 2"}


def test_of_lists_of_several_only_those_of_the_trusted_are_taken() -> None:
    new = profiles.authority("Device CA 2", new_key(), now=NOW, serial=9)
    both = revocation_list([new, device_ca()], [RevokedCertificate(5, NOW)], number=3, now=NOW)
    read = read_signed_list(both, [device_ca().certificate])
    assert read.issuers == {"CN=Device CA"}
    assert read_signed_list(read.pem, [device_ca().certificate]) == read
    assert new.certificate.subject != x509.load_pem_x509_crl(read.pem).issuer


@given(st.lists(_REVOKED, max_size=5, unique_by=lambda one: one.serial))
def test_a_list_signed_again_says_the_same_for_longer(revoked: list[RevokedCertificate]) -> None:
    """For when the gateway is lost; what it makes later counts."""
    old = _list(*revoked, number=7)
    later = NOW + timedelta(days=6)
    again = signed_again(old, [device_ca()], now=later)
    were, are = (x509.load_pem_x509_crl(one) for one in (old, again))
    assert [str(one.extensions) for one in are] == [str(one.extensions) for one in were]
    assert [one.revocation_date_utc for one in are] == [one.revocation_date_utc for one in were]
    read = read_signed_list(again, [device_ca().certificate])
    assert read.serials == {one.serial for one in revoked}
    assert read.next_update == later + timedelta(days=7)
    trusted = ["CN=Device CA"]
    assert read.against(read_list(old), trusted) is Verdict.NEWER
    assert read_list(_list(number=8, now=later)).against(read, trusted) is Verdict.NEWER
    with pytest.raises(BadListError):
        signed_again(old, [claim_ca()], now=later)


def _published(number: int, minutes: int, *issuers: str) -> PublishedList:
    return PublishedList(
        number=number,
        made_at=NOW + timedelta(minutes=minutes),
        next_update=NOW + timedelta(days=7, minutes=minutes),
        serials=frozenset(),
        issuers=frozenset(issuers or ("old",)),
        pem=b"",
    )


@pytest.mark.parametrize(
    ("number", "minutes", "verdict"),
    [
        (5, 0, Verdict.SAME),
        (6, 0, Verdict.NEWER),
        (6, 1, Verdict.NEWER),
        (5, 1, Verdict.NEWER),
        (4, 0, Verdict.OLDER),
        (4, 1, Verdict.OLDER),
        (6, -1, Verdict.NEWER),  # the gateway's clock was set back
        (5, -1, Verdict.OLDER),
    ],
)
def test_a_list_never_goes_back(number: int, minutes: int, verdict: Verdict) -> None:
    """Who repeats an old list would let a revoked device in."""
    offered = _published(number, minutes)
    assert offered.against(_published(5, 0), ["old"]) is verdict
    assert offered.against(None, ["old"]) is Verdict.NEWER


def test_a_trusted_authority_s_list_does_not_get_lost() -> None:
    """A broker refuses every certificate whose issuer has no list."""
    both, old, new = (_published(5, 0, *each) for each in (("old", "new"), ("old",), ("new",)))
    assert both.against(old, ["old", "new"]) is Verdict.NEWER
    assert old.against(old, ["old", "new"]) is Verdict.SAME
    assert new.against(both, ["new"]) is Verdict.NEWER
    with pytest.raises(BadListError, match="no list of old any more"):
        new.against(both, ["old", "new"])


@given(st.none() | st.integers(0, 2**40), _MOMENTS)
def test_numbers_rise_also_after_a_restored_database(previous: int | None, now: datetime) -> None:
    number = next_list_number(previous, now)
    assert number > (previous or 0)
    later = now + timedelta(seconds=1)
    assert next_list_number(None, later) > next_list_number(None, now)

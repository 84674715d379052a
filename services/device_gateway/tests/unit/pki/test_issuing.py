"""NF11: a device gets a certificate for a key that it has shown to hold, under the name we give."""

import itertools
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.pki import serials
from services.device_gateway.domain.pki.authority import Authority, common_name
from services.device_gateway.domain.pki.issuing import (
    CsrRefusal,
    CsrRefused,
    IssuedCertificate,
    ProvenKey,
    issue_device_certificate,
    read_csr,
)
from services.device_gateway.domain.pki.keys import key_fingerprint, new_key
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN
from services.device_gateway.tests.unit.pki.samples import (
    NOW,
    SERIAL,
    armoured,
    csr,
    device_ca,
    device_key,
)

_DEVICE_IDS = st.from_regex(DEVICE_ID_PATTERN, fullmatch=True)
_SERIALS = st.integers(1, serials.LARGEST)


def _issued(
    *,
    text: str | None = None,
    device_id: str = "meter-1",
    now: datetime = NOW,
    serial: int = SERIAL,
) -> IssuedCertificate:
    answer = issue_device_certificate(
        device_ca(), text or csr(device_key()), device_id=device_id, now=now, serial=serial
    )
    assert isinstance(answer, IssuedCertificate)
    return answer


def _request(der: bytes) -> str:
    return armoured("CERTIFICATE REQUEST", der).decode()


def _leaf(issued: IssuedCertificate) -> x509.Certificate:
    return x509.load_pem_x509_certificates(issued.certificate_pem.encode())[0]


@given(device_id=_DEVICE_IDS, serial=_SERIALS)
def test_the_name_is_ours_and_nothing_is_taken_from_the_request(
    device_id: str, serial: int
) -> None:
    leaf = _leaf(_issued(device_id=device_id, serial=serial))
    assert common_name(leaf.subject) == device_id
    assert leaf.serial_number == serial
    assert leaf.issuer == device_ca().certificate.subject
    leaf.verify_directly_issued_by(device_ca().certificate)
    kinds = {type(extension.value) for extension in leaf.extensions}
    assert x509.SubjectAlternativeName not in kinds
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


def test_what_is_kept_of_it_is_what_stands_in_it() -> None:
    issued = _issued()
    leaf, issuer = x509.load_pem_x509_certificates(issued.certificate_pem.encode())
    assert issuer == device_ca().certificate
    assert serials.read_serial(issued.serial) == leaf.serial_number
    assert (issued.valid_from, issued.ends_at) == (
        leaf.not_valid_before_utc,
        leaf.not_valid_after_utc,
    )
    assert issued.key_fingerprint == key_fingerprint(device_key().public_key())
    assert leaf.public_key() == device_key().public_key()


def test_it_holds_for_ninety_days_and_a_little_before() -> None:
    issued = _issued(now=NOW + timedelta(microseconds=999_999))
    assert issued.valid_from <= NOW
    assert issued.ends_at == NOW + timedelta(days=90)


@given(st.timedeltas(timedelta(microseconds=1), timedelta(days=365 * 20)))
def test_never_beyond_the_authority(before_the_end: timedelta) -> None:
    issued = _issued(now=device_ca().ends_at - before_the_end)
    assert device_ca().certificate.not_valid_before_utc <= issued.valid_from
    assert issued.valid_from < issued.ends_at <= device_ca().ends_at


def test_an_ended_authority_issues_nothing() -> None:
    answer = issue_device_certificate(
        device_ca(), csr(device_key()), device_id="m", now=device_ca().ends_at, serial=1
    )
    assert isinstance(answer, CsrRefused)
    assert answer.code is CsrRefusal.AUTHORITY_ENDED


@pytest.mark.parametrize("device_id", ["", "+", "a/b", "#", "a" * 65, "ü", "-m", "m\n", "m 1"])
def test_no_certificate_for_a_name_that_would_be_more_than_one_topic_level(device_id: str) -> None:
    """The broker puts the name into the patterns of its rules."""
    with pytest.raises(ValueError, match="name"):
        _issued(device_id=device_id)


@pytest.mark.parametrize("serial", [0, -1, serials.LARGEST + 1])
def test_no_impossible_serial_number(serial: int) -> None:
    with pytest.raises(ValueError, match="serial number"):
        _issued(serial=serial)


def _other_keys() -> dict[str, str]:
    def text(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()

    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    edwards = builder.sign(ed25519.Ed25519PrivateKey.generate(), None).public_bytes(Encoding.PEM)
    return {
        "rsa": text(rsa.generate_private_key(65537, 2048)),
        "p384": text(ec.generate_private_key(ec.SECP384R1())),
        "k1": text(ec.generate_private_key(ec.SECP256K1())),
        "ed25519": edwards.decode(),
        "sha224": csr(new_key(), algorithm=hashes.SHA224()),
    }


def test_only_requests_of_a_p256_key_with_a_decent_hash() -> None:
    for kind, text in _other_keys().items():
        refused = read_csr(text)
        assert isinstance(refused, CsrRefused), kind
        assert refused.code == "bad_csr"


def test_a_key_that_did_not_sign_the_request_gets_nothing() -> None:
    """Somebody else's public key in one's own request."""
    mine = x509.load_pem_x509_csr(csr(device_key()).encode()).public_bytes(Encoding.DER)
    point, others = (
        key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        for key in (device_key(), new_key())
    )
    assert mine.count(point) == 1
    refused = read_csr(_request(mine.replace(point, others)))
    assert isinstance(refused, CsrRefused)
    assert "signature" in refused.detail


def test_a_request_with_one_bit_changed_is_refused() -> None:
    """All but the count of unused bits at the signature's end, which says nothing."""
    honest = read_csr(csr(device_key()))
    der = x509.load_pem_x509_csr(csr(device_key()).encode()).public_bytes(Encoding.DER)
    for place, bit in itertools.product(range(len(der)), range(8)):
        changed = bytearray(der)
        changed[place] ^= 1 << bit
        answer = read_csr(_request(bytes(changed)))
        assert isinstance(answer, CsrRefused) or answer == honest, (place, bit)


@given(st.text() | st.binary().map(_request))
def test_whatever_the_text_it_is_refused_without_a_fuss(text: str) -> None:
    assert isinstance(read_csr(text), CsrRefused)


def test_a_surrogate_and_a_flood_are_refused() -> None:
    assert isinstance(read_csr("\ud800"), CsrRefused)
    assert isinstance(read_csr(csr(device_key()) + " " * 4096), CsrRefused)


def test_the_same_key_has_the_same_fingerprint_in_every_request() -> None:
    first, second = read_csr(csr(device_key())), read_csr(csr(device_key(), subject="other"))
    assert isinstance(first, ProvenKey)
    assert isinstance(second, ProvenKey)
    assert first.fingerprint == second.fingerprint
    third = read_csr(csr(new_key()))
    assert isinstance(third, ProvenKey)
    assert third.fingerprint != first.fingerprint


@given(_SERIALS)
def test_serial_numbers_as_text_and_back(serial: int) -> None:
    assert serials.read_serial(serials.serial_text(serial)) == serial


@pytest.mark.parametrize("text", ["", "0", "00", "01", "AB", "0x1", "g", "f" * 41, "f" * 40, "1\n"])
def test_no_other_text_is_a_serial_number(text: str) -> None:
    with pytest.raises(ValueError, match="serial number"):
        serials.read_serial(text)


def test_an_authority_does_not_show_its_key() -> None:
    shown: Authority = device_ca()
    assert "key" not in repr(shown)

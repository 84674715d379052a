"""NF11: the certificate counts once its key has signed for it."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import device_certificate
from services.device_gateway.domain.pki.registration import (
    registration_statement,
    verify_registration,
)
from services.device_gateway.tests.unit.pki.samples import NOW, SERIAL, device_ca, device_key

_CERTIFICATE = certificate_pem(
    device_certificate(
        device_ca(), device_key().public_key(), device_id="m", now=NOW, serial=SERIAL
    ),
    device_ca().certificate,
)


def _signed(statement: bytes, key: ec.EllipticCurvePrivateKey | None = None) -> bytes:
    return (key or device_key()).sign(statement, ec.ECDSA(hashes.SHA256()))


def _holds(signature: bytes, *, number: str = "MG-1", token: str = "t0ken") -> bool:
    return verify_registration(
        _CERTIFICATE, serial_number=number, ownership_token=token, signature=signature
    )


def test_signed_by_the_certificates_key() -> None:
    assert _holds(_signed(b"meriggio-registration:MG-1:t0ken"))


@given(st.text(st.characters(codec="ascii"), max_size=64), st.text(max_size=256))
def test_for_this_number_and_token_only(number: str, token: str) -> None:
    signature = _signed(registration_statement("MG-1", "t0ken"))
    assert _holds(signature, number=number, token=token) is ((number, token) == ("MG-1", "t0ken"))


def test_not_by_another_key() -> None:
    assert not _holds(_signed(b"meriggio-registration:MG-1:t0ken", new_key()))


@given(st.binary(max_size=200))
def test_anything_else_is_no_signature(raw: bytes) -> None:
    assert not _holds(raw)


def test_a_surrogate_is_no_token() -> None:
    assert not _holds(_signed(b"meriggio-registration:MG-1:t0ken"), token="\ud800")

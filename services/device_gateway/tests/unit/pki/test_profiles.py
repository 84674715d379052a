"""NF11: each kind of certificate can do its one thing."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from services.device_gateway.domain.pki import profiles
from services.device_gateway.domain.pki.authority import (
    BadAuthorityError,
    certificate_pem,
    common_name,
    read_authority,
    read_certificates,
)
from services.device_gateway.domain.pki.keys import BadKeyError, key_pem, new_key, read_key
from services.device_gateway.tests.unit.pki.samples import (
    NOW,
    SERIAL,
    claim_ca,
    device_ca,
    device_key,
    server_ca,
)

_DEVICE = profiles.device_certificate(
    device_ca(), device_key().public_key(), device_id="meter-1", now=NOW, serial=SERIAL
)
_CLAIM = profiles.claim_certificate(
    claim_ca(), device_key().public_key(), claim_id="batch-1", now=NOW, serial=SERIAL
)


def _server(*names: str) -> x509.Certificate:
    return profiles.server_certificate(
        server_ca(), device_key().public_key(), names=names, now=NOW, serial=SERIAL
    )


def _critical(certificate: x509.Certificate) -> set[str]:
    return {one.oid._name for one in certificate.extensions if one.critical}


def test_an_authority_signs_certificates_and_lists_and_no_authorities() -> None:
    certificate = device_ca().certificate
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.crl_sign, usage.digital_signature) == (True, True, False)
    assert _critical(certificate) == {"basicConstraints", "keyUsage"}
    assert certificate.not_valid_after_utc - NOW > timedelta(days=20 * 365)


@pytest.mark.parametrize(
    ("certificate", "purpose"),
    [
        (_DEVICE, ExtendedKeyUsageOID.CLIENT_AUTH),
        (_CLAIM, ExtendedKeyUsageOID.CLIENT_AUTH),
        (_server("broker.example"), ExtendedKeyUsageOID.SERVER_AUTH),
    ],
    ids=["device", "claim", "server"],
)
def test_a_leaf_proves_one_thing(
    certificate: x509.Certificate, purpose: x509.ObjectIdentifier
) -> None:
    """A device's certificate is no broker's, and the other way round."""
    extensions = certificate.extensions
    assert list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == [purpose]
    usage = extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.key_cert_sign, usage.crl_sign) == (True, False, False)
    assert _critical(certificate) == {"basicConstraints", "keyUsage"}


def test_every_leaf_names_its_own_and_its_issuers_key() -> None:
    for leaf, issuer in ((_DEVICE, device_ca()), (_CLAIM, claim_ca())):
        own = leaf.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        assert own == x509.SubjectKeyIdentifier.from_public_key(device_key().public_key())
        named = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        issuers = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
        assert named.key_identifier == issuers.value.digest


def test_how_long_each_holds() -> None:
    assert _DEVICE.not_valid_after_utc == NOW + timedelta(days=90)
    assert _CLAIM.not_valid_after_utc >= NOW + timedelta(days=3652)
    assert _server("a").not_valid_after_utc == NOW + timedelta(days=397)
    assert all(one.not_valid_before_utc <= NOW for one in (_DEVICE, _CLAIM, _server("a")))


def test_a_claim_certificate_has_the_batchs_name() -> None:
    assert common_name(_CLAIM.subject) == "batch-1"


def test_a_server_has_names_and_addresses() -> None:
    server = _server("broker.example", "10.0.0.7", "::1", "broker.example")
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["broker.example"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["10.0.0.7", "::1"]


@pytest.mark.parametrize("names", [(), ("",), ("two words",), ("ü.example",), ("a" * 65,)])
def test_no_server_without_a_possible_name(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name"):
        _server(*names)


def test_an_authority_is_its_certificate_with_its_key() -> None:
    read = read_authority(device_ca().certificate, device_ca().key)
    assert read.ends_at == device_ca().ends_at
    with pytest.raises(BadAuthorityError, match="not that of"):
        read_authority(device_ca().certificate, claim_ca().key)
    with pytest.raises(BadAuthorityError, match="not an authority"):
        read_authority(_DEVICE, device_key())


def test_certificates_as_text_and_back() -> None:
    text = certificate_pem(_DEVICE, device_ca().certificate).encode()
    assert read_certificates(text) == [_DEVICE, device_ca().certificate]
    for bad in (b"", b"nonsense", b"x" * 100_000):
        with pytest.raises(BadAuthorityError):
            read_certificates(bad)


def test_keys_as_text_and_back_with_and_without_a_passphrase() -> None:
    key = device_key()
    assert read_key(key_pem(key)).public_key() == key.public_key()
    assert read_key(key_pem(key), "not needed").public_key() == key.public_key()
    secret = key_pem(key, "correct horse")
    assert read_key(secret, "correct horse").public_key() == key.public_key()
    for passphrase in (None, "", "wrong"):
        with pytest.raises(BadKeyError, match="passphrase"):
            read_key(secret, passphrase)
    for bad in (b"", b"nonsense", b"x" * 100_000):
        with pytest.raises(BadKeyError):
            read_key(bad)


def test_two_keys_are_never_the_same() -> None:
    assert new_key().public_key() != new_key().public_key()

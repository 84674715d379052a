"""Who is let in at NATS's listeners, and to what; on real servers: the gateway's broker tests."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from devstack.servers.nats_doorkeeper import answer
from devstack.servers.nats_rules import ByClaim, ByClientId, ByDeviceCertificate, Caller
from devstack.servers.nats_token import Issuer, claims_of
from devstack.servers.nats_trust import NotTrustedError, Trust
from services.device_gateway.domain.broker.listener import ClientAuthority
from services.device_gateway.domain.pki.authority import Authority
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import authority, device_certificate
from services.device_gateway.domain.pki.revocation import RevokedCertificate, revocation_list

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FOREVER = timedelta(days=1_000)


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


class Office:
    """An authority and its files."""

    def __init__(self, folder: Path, name: str = "Devices") -> None:
        folder.mkdir()
        self.issuer: Authority = authority(name, new_key(), now=NOW, serial=1)
        self.files = ClientAuthority(authority=folder / "ca.pem", revoked=folder / "crl.pem")
        Path(self.files.authority).write_text(pem(self.issuer.certificate))
        self.publish()

    def publish(self, *serials: int) -> None:
        entries = [RevokedCertificate(serial, NOW) for serial in serials]
        Path(self.files.revoked).write_bytes(
            revocation_list([self.issuer], entries, number=1, now=NOW)
        )

    def chain(self, name: str, *, serial: int = 7) -> list[str]:
        certificate = device_certificate(
            self.issuer, new_key().public_key(), device_id=name, now=NOW, serial=serial
        )
        return [pem(certificate), pem(self.issuer.certificate)]

    def odd_chain(self, *names: str) -> list[str]:
        """No authority of ours would sign it."""
        made = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n) for n in names]))
            .issuer_name(self.issuer.certificate.subject)
            .public_key(new_key().public_key())
            .serial_number(9)
            .not_valid_before(NOW)
            .not_valid_after(NOW + FOREVER)
            .sign(self.issuer.key, hashes.SHA256())
        )
        return [pem(made), pem(self.issuer.certificate)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "office")


def test_a_device_has_its_own_topics(office: Office) -> None:
    rule = ByDeviceCertificate(Trust(office.files))
    caller = Caller(client_id="meter", chain=office.chain("meter"))
    assert rule.permissions(caller, now=NOW) == {
        "pub": {"allow": ["energy-data.meter", "report.meter.*"]},
        "sub": {"allow": ["device.meter.>", "$MQTT.sub.>"]},
    }


def test_a_claim_has_its_sessions_topics(office: Office) -> None:
    rule = ByClaim(Trust(office.files))
    caller = Caller(client_id="claim-1", chain=office.chain("june"))
    assert rule.permissions(caller, now=NOW) == {
        "pub": {"allow": ["provision.june.claim-1.*"]},
        "sub": {"allow": ["provisioned.june.claim-1.>", "$MQTT.sub.>"]},
    }


@pytest.mark.parametrize("client_id", ["other", "", "METER", "meter.", "claim-1"])
def test_a_client_id_is_the_certificates_name(office: Office, client_id: str) -> None:
    rule = ByDeviceCertificate(Trust(office.files))
    with pytest.raises(ValueError, match="the client id"):
        rule.permissions(Caller(client_id=client_id, chain=office.chain("meter")), now=NOW)


@pytest.mark.parametrize(
    "name", ["*", ">", "a.b", "a b", "-a", "meriggio-device-gateway", "claim-1"]
)
def test_some_names_are_no_devices(office: Office, name: str) -> None:
    trust = Trust(office.files)
    for rule in (ByClientId(), ByDeviceCertificate(trust)):
        with pytest.raises(ValueError, match="name"):
            rule.permissions(Caller(client_id=name, chain=office.odd_chain(name)), now=NOW)


@pytest.mark.parametrize("claim_id", ["*", ">", "a.b"])
def test_a_claims_name_opens_no_other_batch(office: Office, claim_id: str) -> None:
    caller = Caller(client_id="claim-1", chain=office.odd_chain(claim_id))
    with pytest.raises(ValueError, match="make a name"):
        ByClaim(Trust(office.files)).permissions(caller, now=NOW)


@pytest.mark.parametrize(
    "session_id", ["meter", "", "meriggio-device-gateway", "claim-*", "claim-.>"]
)
def test_a_claims_session_is_no_other(office: Office, session_id: str) -> None:
    caller = Caller(client_id=session_id, chain=office.chain("june"))
    with pytest.raises(ValueError, match=r"name|begin"):
        ByClaim(Trust(office.files)).permissions(caller, now=NOW)


def test_one_name_signed_by_the_authority_itself(office: Office, tmp_path: Path) -> None:
    trust = Trust(office.files)
    namesake = Office(tmp_path / "namesake")  # TLS would not let it in
    good = office.chain("meter")
    for chain in ((), good[:1], good[1:], [*good, good[1]], namesake.chain("meter")):
        with pytest.raises(NotTrustedError):
            trust.name_of(chain, now=NOW)
    with pytest.raises(NotTrustedError, match="one name"):
        trust.name_of(office.odd_chain("meter", "victim"), now=NOW)


def test_who_is_revoked_stays_out_once_the_list_was_read(office: Office) -> None:
    trust, bad, good = Trust(office.files), office.chain("bad", serial=8), office.chain("good")
    office.publish(8)
    assert trust.name_of(bad, now=NOW) == "bad"
    trust.read()
    with pytest.raises(NotTrustedError, match="revoked"):
        trust.name_of(bad, now=NOW)
    assert trust.name_of(good, now=NOW) == "good"


def test_without_a_good_list_nobody_is_let_in(office: Office, tmp_path: Path) -> None:
    chain, trust, list_file = office.chain("meter"), Trust(office.files), office.files.revoked
    with pytest.raises(NotTrustedError, match="over"):
        trust.name_of(chain, now=NOW + timedelta(days=8))
    namesake = Office(tmp_path / "namesake")
    for text in (b"", b"nonsense", Path(namesake.files.revoked).read_bytes()):
        Path(list_file).write_bytes(text)
        trust.read()
        with pytest.raises(NotTrustedError, match="missing"):
            trust.name_of(chain, now=NOW)
    Path(list_file).unlink()
    trust.read()
    with pytest.raises(NotTrustedError, match="missing"):
        trust.name_of(chain, now=NOW)


def test_a_request_that_is_over_is_not_answered() -> None:
    issuer = Issuer("secret")
    asked = {
        "user_nkey": "U",
        "server_id": {"id": "N"},
        "client_info": {"type": "mqtt", "mqtt_id": "meter"},
    }

    def request(expires: datetime) -> bytes:
        claims = {"exp": int(expires.timestamp()), "nats": asked}
        return issuer.sign(claims, issued_at_s=0).encode()

    answered = answer(request(NOW), ByClientId(), issuer, now=NOW)
    assert "jwt" in claims_of(answered.encode())["nats"]
    with pytest.raises(ValueError, match="by now"):
        answer(request(NOW - timedelta(seconds=1)), ByClientId(), issuer, now=NOW)

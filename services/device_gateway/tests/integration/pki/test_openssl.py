"""NF11: what we make is what OpenSSL, and so mosquitto, takes for valid."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from services.device_gateway.commands import run_command
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import device_certificate
from services.device_gateway.domain.pki.revocation import RevocationReason, RevokedCertificate
from services.device_gateway.outbound.pki.authority_files import read_authorities
from services.device_gateway.outbound.pki.issuer import AuthorityIssuer

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pki")
    run_command(["pki", "init", "--folder", str(made), "--server-name", "broker.example"])
    run_command(["pki", "batch", "b-1", "--folder", str(made)])
    return made


def _verdict(folder: Path, certificate: Path, authority: str, *others: str) -> str:
    """Empty when OpenSSL is content, else why not."""
    done = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict"),
            *("-CAfile", str(folder / f"{authority}-ca.pem")),
            *others,
            str(certificate),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    return "" if done.returncode == 0 else done.stderr


def _certificate(folder: Path, name: str) -> x509.Certificate:
    authority = read_authorities(folder / "device-ca.pem", folder / "device-ca.key", None)[0]
    certificate = device_certificate(
        authority,
        new_key().public_key(),
        device_id=name,
        now=datetime.now(UTC),
        serial=x509.random_serial_number(),
    )
    (folder / f"{name}.pem").write_text(certificate_pem(certificate))
    return certificate


def _revoke(folder: Path, revoked: Sequence[x509.Certificate]) -> None:
    device = read_authorities(folder / "device-ca.pem", folder / "device-ca.key", None)
    now = datetime.now(UTC)
    reasons = list(RevocationReason)
    pem = AuthorityIssuer(device).certificate_revocation_list(
        "device",
        [
            RevokedCertificate(one.serial_number, now, reasons[place % len(reasons)])
            for place, one in enumerate(revoked)
        ],
        number=1,
        now=now,
    )
    (folder / "device.crl").write_bytes(pem)


def test_each_is_valid_for_its_purpose_and_authority_only(folder: Path) -> None:
    _certificate(folder, "meter-1")
    claim = folder / "batches/b-1/claim.pem"
    listed = ("-crl_check", "-CRLfile", str(folder / "device.crl"))
    assert (
        _verdict(folder, folder / "meter-1.pem", "device", "-purpose", "sslclient", *listed) == ""
    )
    assert _verdict(folder, claim, "claim", "-purpose", "sslclient") == ""
    name = ("-purpose", "sslserver", "-verify_hostname", "broker.example")
    assert _verdict(folder, folder / "server.pem", "server", *name) == ""

    assert "purpose" in _verdict(folder, folder / "meter-1.pem", "device", "-purpose", "sslserver")
    assert "purpose" in _verdict(folder, folder / "server.pem", "server", "-purpose", "sslclient")
    assert "issuer" in _verdict(folder, claim, "device")
    assert "issuer" in _verdict(folder, folder / "meter-1.pem", "claim")


def test_the_revoked_are_refused_whatever_the_reason_and_the_others_are_not(folder: Path) -> None:
    bad = [_certificate(folder, f"bad-{number}") for number in range(4)]
    _certificate(folder, "good")
    _revoke(folder, bad)
    listed = ("-crl_check", "-CRLfile", str(folder / "device.crl"))
    for number in range(len(bad)):
        assert "revoked" in _verdict(folder, folder / f"bad-{number}.pem", "device", *listed)
    assert _verdict(folder, folder / "good.pem", "device", *listed) == ""


def test_after_seven_days_a_list_refuses_everybody(folder: Path) -> None:
    _certificate(folder, "late")
    _revoke(folder, [])
    listed = ("-crl_check", "-CRLfile", str(folder / "device.crl"))
    now = datetime.now(UTC)

    def at(after: timedelta) -> str:
        moment = str(int((now + after).timestamp()))
        return _verdict(folder, folder / "late.pem", "device", *listed, "-attime", moment)

    assert at(timedelta(days=6, hours=23)) == ""
    assert "CRL has expired" in at(timedelta(days=7, hours=1))
    # A broker whose clock is half an hour behind.
    assert at(timedelta(minutes=-30)) == ""


def test_after_ninety_days_a_device_is_out(folder: Path) -> None:
    _certificate(folder, "old")

    def at(after: timedelta) -> str:
        moment = str(int((datetime.now(UTC) + after).timestamp()))
        return _verdict(folder, folder / "old.pem", "device", "-attime", moment)

    assert at(timedelta(days=89)) == ""
    assert "expired" in at(timedelta(days=90, minutes=1))

"""`broker-config`: which files it writes, and what it wants to know."""

from pathlib import Path

import pytest

from services.device_gateway.commands import run_command


def _given(folder: Path, *others: str) -> list[str]:
    password = folder / "password"
    password.write_text("secret\n")
    return [
        "broker-config",
        f"--folder={folder / 'made'}",
        f"--gateway-password-file={password}",
        f"--claims-password-file={password}",
        *others,
    ]


_CERTIFICATES = (
    *("--server-certificate=/pki/server.pem", "--server-key=/pki/server.key"),
    *("--device-ca=/pki/device-ca.pem", "--device-crl=/pki/device.crl"),
    *("--claim-ca=/pki/claim-ca.pem", "--claim-crl=/pki/claim.crl"),
)

_OF_CLIENTS = (
    *("--system-ca=/pki/system-ca.pem", "--bridge-certificate=/pki/bridge.pem"),
    "--bridge-key=/pki/bridge.key",
)


def test_with_certificates_there_are_two_brokers(tmp_path: Path) -> None:
    assert run_command(_given(tmp_path, *_CERTIFICATES)) == 0
    main = (tmp_path / "made/main/mosquitto.conf").read_text()
    assert "listener 8883\n" in main
    assert "require_certificate true" in main
    assert "listener 8884\n" in (tmp_path / "made/claims/mosquitto.conf").read_text()


def test_trusted_devices_have_one_broker_without_certificates(tmp_path: Path) -> None:
    assert run_command(_given(tmp_path, "--trusted=1883", "--system=1884")) == 0
    main = (tmp_path / "made/main/mosquitto.conf").read_text()
    assert "listener 1883\n" in main
    assert "listener 1884\n" in main
    assert "certfile" not in main
    assert not (tmp_path / "made/claims").exists()


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), "--server-certificate"),
        (_CERTIFICATES[:-1], "--claim-crl"),
        (("--trusted=1883", "--system-tls"), "--trusted"),
        ((*_CERTIFICATES, "--system-tls"), "--server-ca"),
        ((*_CERTIFICATES, "--system-ca=/pki/system-ca.pem"), "--bridge-key"),
        ((*_CERTIFICATES, *_OF_CLIENTS), "--system-tls"),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], others: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run_command(_given(tmp_path, *others))
    assert ended.value.code == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "made").exists()

from pathlib import Path

from devstack.compose.brokers import prepare_brokers
from devstack.compose.secret_files import write_secret_files


def prepared(folder: Path) -> tuple[Path, Path]:
    write_secret_files(folder)
    pki, brokers = folder / "pki", folder / "brokers"
    code = prepare_brokers(
        pki=pki, brokers=brokers, secrets=folder / "secrets", names=["mqtt.example.org"]
    )
    assert code == 0
    return pki, brokers


def test_brokers_see_no_key_of_an_authority(tmp_path: Path) -> None:
    pki, brokers = prepared(tmp_path)

    keys = {path.name for path in pki.rglob("*.key")}
    assert {"device-ca.key", "claim-ca.key", "server-ca.key"} <= keys
    assert {path.name for path in brokers.rglob("*.key")} == {"server.key"}


def test_all_that_a_broker_is_told_of_is_there(tmp_path: Path) -> None:
    _, brokers = prepared(tmp_path)

    for broker in ("main", "claims"):
        for line in (brokers / broker / "mosquitto.conf").read_text().splitlines():
            name, _, value = line.partition(" ")
            if name in {"acl_file", "password_file", "cafile", "crlfile", "certfile", "keyfile"}:
                assert Path(value).is_file(), line


def test_a_second_time_keeps_authorities_and_newer_revocation_lists(tmp_path: Path) -> None:
    pki, brokers = prepared(tmp_path)
    authority = (pki / "device-ca.pem").read_bytes()
    (brokers / "device.crl").write_text("a newer list")
    prepared(tmp_path)

    assert (pki / "device-ca.pem").read_bytes() == authority
    assert (brokers / "device.crl").read_text() == "a newer list"

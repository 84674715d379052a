"""Files of certificates, made and looked after where they lie."""

from pathlib import Path

import pytest

from operate.failures import Exit
from operate.tests.conftest import Meriggio


def test_authorities_a_batch_and_a_renewed_server(meriggio: Meriggio, tmp_path: Path) -> None:
    folder = tmp_path / "pki"
    made = meriggio("pki", "init", "--folder", folder, "--server-name", "mqtt.example.org")
    assert made.code == Exit.DONE, made.err
    again = meriggio("pki", "init", "--folder", folder, "--json").answer
    assert {each["new"] for each in again["files"]} == {False}
    batch = meriggio("pki", "batch", "spring", "--folder", folder, "--json").answer
    assert batch["registered"] is False
    former = (folder / "server.key").read_bytes()

    assert meriggio("pki", "server", "--folder", folder, "--dry-run").code == Exit.DONE
    assert meriggio("pki", "server", "--folder", folder).code == Exit.NOT_CONFIRMED
    assert (folder / "server.key").read_bytes() == former
    assert meriggio("pki", "server", "--folder", folder, "--yes").code == Exit.DONE
    assert (folder / "server.key").read_bytes() != former

    shown = meriggio("pki", "show", "--folder", folder, "--json")
    assert shown.code == Exit.DONE
    serials = {each["path"]: each["serial"] for each in shown.answer["certificates"]}
    assert serials["batches/spring/claim.pem"] == batch["claimSerial"]
    assert len(serials) == 5


def test_a_list_holds_again_for_a_week(meriggio: Meriggio, tmp_path: Path) -> None:
    assert meriggio("pki", "init", "--folder", tmp_path / "pki").code == Exit.DONE
    copy = tmp_path / "device.crl"
    copy.write_bytes((tmp_path / "pki" / "device.crl").read_bytes())
    words = ("pki", "extend", "device", copy, "--folder", tmp_path / "pki")

    assert meriggio(*words).code == Exit.NOT_CONFIRMED
    assert meriggio(*words, "--yes", "--json").answer["leftDays"] == 6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pki", "show"), Exit.NOT_FOUND),
        (("pki", "batch", "spring"), Exit.USAGE),
        (("pki", "server", "--yes"), Exit.USAGE),
    ],
)
def test_without_authorities_there_is_nothing(
    meriggio: Meriggio, tmp_path: Path, words: tuple[str, ...], code: Exit
) -> None:
    said = meriggio(*words, "--folder", tmp_path / "nothing")

    assert said.code == code
    assert str(tmp_path) in said.err


def test_a_passphrase_is_needed_where_keys_have_one(
    meriggio: Meriggio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = "MERIGGIO_DEVICE_GATEWAY_CA_KEY_PASSPHRASE"
    monkeypatch.setenv(variable, "open sesame")
    assert meriggio("pki", "init", "--folder", tmp_path).code == Exit.DONE
    monkeypatch.delenv(variable)

    assert meriggio("pki", "batch", "spring", "--folder", tmp_path).code == Exit.USAGE

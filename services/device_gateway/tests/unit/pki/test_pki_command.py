"""NF11: an operator makes the authorities once, and what they sign whenever it is needed."""

import json
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509

from libs.chassis.operator_token import digest_of
from services.device_gateway.commands import run_command
from services.device_gateway.commands.pki import PASSPHRASE_VARIABLE
from services.device_gateway.config.pki import PkiSettings
from services.device_gateway.domain.pki.published_list import read_signed_list
from services.device_gateway.outbound.pki.authority_files import AuthorityFilesError
from services.device_gateway.outbound.pki.files import issuer_from_files
from services.device_gateway.outbound.pki.folder import BEFORE_THE_FIRST

Pki = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pki"


@pytest.fixture
def pki(folder: Path, capsys: pytest.CaptureFixture[str]) -> Pki:
    def run(action: str, *others: str) -> str:
        assert run_command(["pki", action, "--folder", str(folder), *others]) == 0
        return capsys.readouterr().out

    return run


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _settings(folder: Path, **others: Path | str) -> PkiSettings:
    return PkiSettings.model_validate(
        {
            "device_ca_certificate_file": folder / "device-ca.pem",
            "device_ca_key_file": folder / "device-ca.key",
            "claim_ca_certificate_file": folder / "claim-ca.pem",
            "claim_ca_key_file": folder / "claim-ca.key",
            **others,
        }
    )


def test_only_the_owner_can_read_what_is_made(folder: Path, pki: Pki) -> None:
    pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    for path in folder.rglob("*"):
        others = path.stat().st_mode & 0o077
        assert others == 0 or path.suffix == ".crl", path


def test_made_once_and_never_overwritten(folder: Path, pki: Pki) -> None:
    first = pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    before = _contents(folder)
    again = pki("init", "--server-name", "elsewhere") + pki("batch", "b-1")
    assert _contents(folder) == before
    assert "kept  " not in first
    assert "made  " not in again


def test_what_is_kept_offline_is_not_made_again(folder: Path, pki: Pki) -> None:
    pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    for name in ("server-ca.key", "batches/b-1/claim.key", "server.key", "device.crl"):
        (folder / name).unlink()
    before = _contents(folder)
    pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    assert _contents(folder) == before


def test_an_interrupted_start_is_finished(folder: Path, pki: Pki) -> None:
    pki("init")
    key = (folder / "device-ca.key").read_bytes()
    (folder / "device-ca.pem").unlink()
    pki("init")
    assert (folder / "device-ca.key").read_bytes() == key
    assert issuer_from_files(_settings(folder)) is not None


def test_three_authorities_that_do_not_sign_for_one_another(folder: Path, pki: Pki) -> None:
    pki("init", "--server-name", "broker.example")
    pki("batch", "b-1")
    device, claim, server = (
        _certificate(folder / f"{kind}-ca.pem") for kind in ("device", "claim", "server")
    )
    _certificate(folder / "server.pem").verify_directly_issued_by(server)
    _certificate(folder / "batches/b-1/claim.pem").verify_directly_issued_by(claim)
    assert len({one.subject for one in (device, claim, server)}) == 3
    flashed = (folder / "batches/b-1/server-ca.pem").read_bytes()
    assert flashed == (folder / "server-ca.pem").read_bytes()


def test_a_tls_library_takes_every_pair(folder: Path, pki: Pki) -> None:
    pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    context = ssl.create_default_context(cafile=str(folder / "server-ca.pem"))
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    context.load_cert_chain(folder / "batches/b-1/claim.pem", folder / "batches/b-1/claim.key")


def test_brokers_can_start_with_the_empty_lists(folder: Path, pki: Pki) -> None:
    pki("init")
    for kind in ("device", "claim"):
        published = read_signed_list(
            (folder / f"{kind}.crl").read_bytes(), [_certificate(folder / f"{kind}-ca.pem")]
        )
        assert (published.number, published.serials) == (BEFORE_THE_FIRST, frozenset())


def test_a_renewed_server_keeps_its_names_and_gets_a_new_key(folder: Path, pki: Pki) -> None:
    pki("init", "--server-name", "broker.example", "--server-name", "10.0.0.7")
    old = _certificate(folder / "server.pem")
    pki("server")
    new = _certificate(folder / "server.pem")
    names, were = (
        one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        for one in (new, old)
    )
    assert names == were
    assert new.public_key() != old.public_key()
    pki("server", "--server-name", "other.example")
    assert "other.example" in pki("show")


def test_a_list_is_signed_again_where_a_broker_has_it(
    tmp_path: Path, folder: Path, pki: Pki
) -> None:
    pki("init")
    held = tmp_path / "crlfile"
    held.write_bytes((folder / "device.crl").read_bytes())
    said = pki("extend", "device", str(held))
    assert "holds until" in said
    assert read_signed_list(held.read_bytes(), [_certificate(folder / "device-ca.pem")])
    with pytest.raises(SystemExit):
        run_command(["pki", "extend", "--folder", str(folder), "claim", str(held)])


def test_show_names_everything_with_its_end(pki: Pki) -> None:
    pki("init", "--server-name", "localhost")
    pki("batch", "b-1")
    shown = pki("show")
    for name in ("device-ca.pem", "claim-ca.pem", "server-ca.pem", "server.pem", "claim.pem"):
        assert name in shown
    assert "device.crl" in shown
    assert "in 396 days" in shown


def test_authorities_keys_are_encrypted_where_there_is_a_passphrase(
    folder: Path, pki: Pki, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse")
    pki("init", "--server-name", "localhost")
    assert issuer_from_files(_settings(folder, ca_key_passphrase="correct horse")) is not None
    for settings in (_settings(folder), _settings(folder, ca_key_passphrase="wrong")):
        with pytest.raises(AuthorityFilesError, match=r"device-ca\.key.*passphrase"):
            issuer_from_files(settings)
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    with pytest.raises(SystemExit) as exit_:
        run_command(["pki", "batch", "b-1", "--folder", str(folder)])
    assert exit_.value.code == 1
    assert "passphrase" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a/b", "..", "+", "x" * 65])
def test_a_batch_has_a_name_that_fits_into_a_topic(
    folder: Path, pki: Pki, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pki("init")
    before = _contents(folder)
    with pytest.raises(SystemExit) as exit_:
        run_command(["pki", "batch", name, "--folder", str(folder)])
    assert exit_.value.code == 1
    assert "name" in capsys.readouterr().err
    assert _contents(folder) == before


def test_settings_without_authorities_turn_provisioning_off() -> None:
    assert issuer_from_files(PkiSettings()) is None


def test_settings_that_cannot_be_are_refused_with_the_files_name(folder: Path, pki: Pki) -> None:
    pki("init")
    swapped = _settings(folder, device_ca_key_file=folder / "claim-ca.key")
    with pytest.raises(AuthorityFilesError, match="not that of"):
        issuer_from_files(swapped)
    with pytest.raises(AuthorityFilesError, match=r"gone\.pem"):
        issuer_from_files(_settings(folder, claim_ca_certificate_file=folder / "gone.pem"))
    with pytest.raises(AuthorityFilesError, match="certificate"):
        issuer_from_files(PkiSettings(device_ca_key_file=folder / "device-ca.key"))


def test_while_an_authority_is_replaced_files_hold_both(
    tmp_path: Path, folder: Path, pki: Pki
) -> None:
    pki("init")
    run_command(["pki", "init", "--folder", str(tmp_path / "new")])
    for name in ("device-ca.pem", "device-ca.key"):
        both = (tmp_path / "new" / name).read_bytes() + (folder / name).read_bytes()
        (folder / name).write_bytes(both)
    issuer = issuer_from_files(_settings(folder))
    assert issuer is not None
    new, _old = issuer.device
    assert new.certificate == _certificate(tmp_path / "new" / "device-ca.pem")


def test_an_operators_token_fits_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["operator-token", "anna"]) == 0
    first = capsys.readouterr().out.splitlines()
    token, line = first[1], first[-1]
    setting = json.loads(line.split("=", 1)[1].strip("'"))
    assert setting == {"anna": digest_of(token)}
    run_command(["operator-token", "anna"])
    assert token not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run_command(["operator-token", "two words"])

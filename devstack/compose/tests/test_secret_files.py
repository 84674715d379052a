import json
from pathlib import Path

import pytest

from devstack.compose.secret_files import secret_files, write_secret_files
from devstack.supervisor.secret import Secrets
from services.community.config import Settings as CommunitySettings
from services.device_gateway.config import Settings as DeviceGatewaySettings
from services.engagement.config import Settings as EngagementSettings
from services.user.config import Settings as UserSettings


def test_nobody_but_the_owner_enters_the_folder_and_containers_read_its_files(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "compose"
    write_secret_files(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    files = list((folder / "secrets").iterdir())
    assert {path.stat().st_mode & 0o777 for path in files} == {0o644}


def test_secrets_are_made_once(tmp_path: Path) -> None:
    write_secret_files(tmp_path)
    first = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    write_secret_files(tmp_path)

    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == first


def test_secrets_of_two_folders_have_nothing_in_common(tmp_path: Path) -> None:
    one, other = (secret_files(Secrets(tmp_path / name)) for name in ("one", "other"))

    assert [name for name in one if one[name] == other[name]] == []


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()


def test_services_take_them_as_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in secret_files(Secrets(tmp_path)).items():
        if name.startswith("MERIGGIO_"):
            monkeypatch.setenv(name, content)
    monkeypatch.setenv("MERIGGIO_USER_MAIL_URL", "file:///mail")
    for service in ("USER", "ENGAGEMENT"):
        monkeypatch.setenv(f"MERIGGIO_{service}_PUBLIC_URL", "http://localhost")
    for service in ("COMMUNITY", "ENGAGEMENT", "DEVICE_GATEWAY"):
        monkeypatch.setenv(f"MERIGGIO_{service}_JWKS_URL", "http://user")

    UserSettings()
    CommunitySettings()
    EngagementSettings()
    gateway = DeviceGatewaySettings()

    assert list(gateway.operator_tokens) == ["demo"]
    assert gateway.mqtt_password is not None


def test_operators_tokens_are_given_as_hashes_only(tmp_path: Path) -> None:
    files = secret_files(Secrets(tmp_path))
    given = json.loads(files["MERIGGIO_ENERGY_OPERATOR_TOKENS"])

    assert files["operator-token"] not in given.values()

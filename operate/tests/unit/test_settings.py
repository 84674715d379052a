from pathlib import Path

import pytest

from operate.failures import Exit, OperateError
from operate.settings import read_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "MERIGGIO_USER_URL").write_text("http://of.a.file\n")
    (tmp_path / "MERIGGIO_ENERGY_URL").write_text("http://of.a.file")
    (tmp_path / "MERIGGIO_OPERATOR_TOKEN").write_text("secret\n")
    return tmp_path


def test_a_flag_goes_before_the_environment_and_that_before_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERIGGIO_USER_URL", "http://of.the.environment")
    monkeypatch.setenv("MERIGGIO_COMMUNITY_URL", "http://of.the.environment")

    settings = read_settings(folder, {"community_url": "http://of.a.flag/"})

    assert settings.url_of("community") == "http://of.a.flag"
    assert settings.url_of("user") == "http://of.the.environment"
    assert settings.url_of("energy") == "http://of.a.file"
    assert settings.needed("operator_token") == "secret"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {})

    with pytest.raises(OperateError, match="MERIGGIO_USER_POSTGRES_DSN is not set") as raised:
        settings.needed("user_postgres_dsn")

    assert raised.value.exit_code is Exit.USAGE


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperateError, match="no folder"):
        read_settings(tmp_path / "nowhere", {})


def test_secrets_are_not_shown(folder: Path) -> None:
    assert "secret" not in repr(read_settings(folder, {}))

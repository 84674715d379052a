"""What an operator types, as far as it needs no database."""

import json
from pathlib import Path

import pytest

from libs.chassis.operator_token import digest_of
from services.energy.commands import run_command


def failure(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    with pytest.raises(SystemExit) as ended:
        run_command(given)
    assert ended.value.code != 0
    return capsys.readouterr().err


def test_an_operators_token_fits_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["operator-token", "anna"]) == 0
    printed = capsys.readouterr().out.splitlines()
    name, value = printed[-1].split("=", 1)
    assert name == "MERIGGIO_ENERGY_OPERATOR_TOKENS"
    assert json.loads(value.strip("'")) == {"anna": digest_of(printed[1])}


def test_lines_that_do_not_fit_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("date;hour;price\n" + "20260101;0;1\n" * 25)
    told = failure(capsys, "prices", "import", str(file), "--zone", "NORD")
    assert "25 rows do not fit; nothing has been imported" in told
    assert "  line 2: 2026-01-01 has no hour 0\n" in told
    assert told.rstrip().endswith("...")


def test_a_file_that_is_not_there_and_a_zone_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none.csv")
    assert "none.csv" in failure(capsys, "prices", "import", missing, "--zone", "NORD")
    assert "invalid choice" in failure(capsys, "prices", "import", missing, "--zone", "PUN")


def test_without_a_database_the_setting_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MERIGGIO_ENERGY_POSTGRES_DSN", raising=False)
    file = tmp_path / "prices.csv"
    file.write_text("date;hour;price\n20260101;1;1\n")
    assert "postgres_dsn" in failure(capsys, "prices", "import", str(file), "--zone", "NORD")

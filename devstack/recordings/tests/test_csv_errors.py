"""Files that cannot be read: one sentence that names the file and what to do."""

from pathlib import Path

import pytest

from devstack.recordings import __main__ as command
from devstack.recordings.csv_files import layout
from devstack.recordings.csv_files.findings import CsvError
from devstack.recordings.csv_files.reader import read_csv
from devstack.recordings.tests.reading import ReadTexts

GOOD = "Time,A\n2026-06-01 00:00,1\n2026-06-01 00:15,2\n2026-06-01 00:30,3\n"
CITYLEARN = "month,hour,day_type,load,solar\n8,1,1,0.85,0.0\n8,2,1,0.91,0.0\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("\n\n  \n", "the file is empty"),
        ("Time,A\n", "no line begins with a date and time"),
        (CITYLEARN, "no line begins with a date and time .*8,2,1,0.91,0.0"),
        (b"PK\x03\x04" + bytes(range(256)), "no line begins with a date and time"),
        ("hello\nworld\n", "no line begins with a date and time"),
        ("2026-06-01 00:00,1\n2026-06-01 00:15,2\n", "put the facilities' names above"),
        ("Time,A\n2026-06-01 00:00,1\n", "one row alone"),
        ("Time,A\n2026-06-01 00:00,x\n2026-06-01 00:15,y\n", "no column has a number"),
        (GOOD + ",5\n2026-06-01 01:00,3\n", "line 5: the first column is empty"),
        (GOOD.replace("A", "A [kWh]").replace("1\n", "1,2\n").replace("]\n", "],B [kW]\n"),
         "several units"),
        ("Date;Time;A\n01.06.2026;00:00;1\n01.06.2026;00:15;1\n01.06.2026;00:30;1\n",
         "date and time together"),
        ("Time,Meter,kWh\n" + "".join(f"2026-06-01 00:{quarter},{meter},1\n"
         for quarter in ("00", "15", "30") for meter in range(5)), "a column of its own"),
        (GOOD + '"2026-06-01 00:45,3\n', "EOF inside string"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(
    read_texts: ReadTexts, content: str | bytes, reason: str
) -> None:
    with pytest.raises(CsvError, match=reason) as caught:
        read_texts(content)
    assert "load.csv" in str(caught.value)


def test_a_row_too_long_far_down_is_named(read_texts: ReadTexts) -> None:
    lines = [f"2026-06-{1 + n // 24:02} {n % 24:02}:00,1" for n in range(200)]
    lines[150] += ",2"
    with pytest.raises(CsvError, match="Expected 2 fields in line 152, saw 3"):
        read_texts("\n".join(["Time,A", *lines]))


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CsvError, match="there is no such file"):
        read_csv(tmp_path / "missing.csv")
    with pytest.raises(CsvError, match="cannot be read"):
        read_csv(tmp_path)


def test_a_file_too_large_is_refused_unread(
    read_texts: ReadTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MAX_FILE_BYTES", 50)
    with pytest.raises(CsvError, match="split it"):
        read_texts(GOOD)


def test_too_many_columns_are_refused(
    read_texts: ReadTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "_MAX_COLUMNS", 3)
    with pytest.raises(CsvError, match="4 columns"):
        read_texts("Time,A,B,C\n2026-06-01 00:00,1,2,3\n2026-06-01 00:15,1,2,3\n")


def test_the_command_shows_report_and_facilities(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load, pv = tmp_path / "load.csv", tmp_path / "pv.csv"
    load.write_text(GOOD)
    pv.write_text(GOOD.replace("A", "Roof"))
    assert command.main([str(load), "--pv", str(pv), "--unit", "kW"]) == 0
    shown = capsys.readouterr().out
    assert "load.csv: 3 rows, 1 facilities, every 900 s from 2026-06-01T00:00:00+02:00" in shown
    assert "2 facilities, 6 readings, 1.5 kWh withdrawn, 1.5 kWh fed in" in shown
    assert "Roof         producer" in shown


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(tmp_path / "load.csv")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"{tmp_path / 'load.csv'}: there is no such file\n"

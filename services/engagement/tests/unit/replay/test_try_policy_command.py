"""`try-policy`: readings in a file, a table, a chart or JSON out (FR4.2)."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.engagement.commands import run_command
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.inbound.files.reading_csv import ReadingsNotUsableError, readings_of
from services.engagement.usecases.replay.replay_readings import minutes_of, one_community

MORNING = datetime(2026, 6, 22, 7, 0, tzinfo=UTC)
"""09:00 in Rome, a Monday."""


def _file(path: Path, *, minutes: int = 40, sunny: range = range(5, 35)) -> Path:
    lines = ["device_id,measured_at,power_w"]
    for minute in range(minutes):
        at = (MORNING + timedelta(minutes=minute)).isoformat()
        roof_w = -4_000.0 if minute in sunny else 0.0
        lines += [f"roof,{at},{roof_w}", f"flat,{at},500.0"]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_table_names_episodes_and_what_they_come_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = tmp_path / "chart.svg"
    path = _file(tmp_path / "readings.csv")
    assert run_command(["try-policy", str(path), "--chart", str(chart)]) == 0
    text = capsys.readouterr().out
    row = next(line for line in text.splitlines() if line.startswith("Mon 22 Jun 2026"))
    assert row.split()[4:] == ["09:06", "09:36", "3.5", "1.2", "below", "09:16", "2"]
    assert "1 episodes on 1 days" in text
    assert "2 members" in text
    drawing = ET.parse(chart).getroot()
    assert drawing.tag.endswith("svg")
    assert len(drawing.findall(".//{*}polyline")) == 2


def test_json_is_what_the_operation_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, policy = _file(tmp_path / "readings.csv"), tmp_path / "policy.json"
    policy.write_text(json.dumps({"thresholdW": 5_000}))
    assert run_command(["try-policy", str(path), "--policy", str(policy), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["episodes"], answer["knownMinutes"], answer["members"]) == ([], 39, 2)
    assert answer["points"][10]["producedW"] == 4_000.0


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("time,power\n", "no column device_id, measured_at, power_w; columns found: time, power"),
        ("device_id,measured_at,power_w\na,2026-06-22T07:00:00,1\n", "line 2: measured_at has no"),
        ("device_id,measured_at,power_w\na,2026-06-22T07:00:00Z,much\n", "line 2: could not"),
        (
            "device_id,measured_at,power_w\na,2026-06-22T07:00:00Z,1\na,2026-06-22T06:00:00Z,1\n",
            "line 3: earlier than the line before",
        ),
        ("device_id,measured_at,power_w\na\n", "line 2"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(
    tmp_path: Path, content: str, problem: str
) -> None:
    path = tmp_path / "readings.csv"
    path.write_text(content)
    with pytest.raises(ReadingsNotUsableError, match=problem):
        list(readings_of(path))


@pytest.mark.parametrize(
    ("policy", "problem"),
    [("{", "is no JSON"), ('{"thresholdW": -1}', "thresholdW"), ('{"theshold": 1}', "theshold")],
)
def test_what_is_wrong_with_a_policy_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], policy: str, problem: str
) -> None:
    path = _file(tmp_path / "readings.csv")
    wrong = tmp_path / "policy.json"
    wrong.write_text(policy)
    with pytest.raises(SystemExit):
        run_command(["try-policy", str(path), "--policy", str(wrong)])
    assert problem in capsys.readouterr().err


def test_minutes_are_those_of_the_live_fold(tmp_path: Path) -> None:
    path = _file(tmp_path / "readings.csv", minutes=8)
    placements = one_community(["flat", "roof", "never heard"])
    minutes = list(minutes_of(readings_of(path), placements, SurplusPolicy()))
    assert [minute.minute for minute in minutes] == [
        MORNING + timedelta(minutes=number) for number in range(7)
    ]
    assert [minute.sample.excess_mw for minute in minutes][4:6] == [-500_000, 3_500_000]
    assert (minutes[0].facilities_fresh, minutes[0].facilities_measured) == (2, 3)

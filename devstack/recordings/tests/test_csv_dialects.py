"""Separators, decimal signs, encodings, headers and units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.recordings.csv_files.findings import Finding, Findings
from devstack.recordings.csv_files.units import Unit, choose_unit, split_unit, watts_per_unit
from devstack.recordings.tests.reading import ReadTexts

ROWS = (
    ("2026-06-01 00:00", "0.25", "1.5"),
    ("2026-06-01 00:15", "0.5", "-2.5"),
    ("2026-06-01 00:30", "0.75", "3"),
)
WATTS = {"H1": [250.0, 500.0, 750.0], "H2": [1500.0, -2500.0, 3000.0]}


def table(separator: str = ",", decimal: str = ".", end: str = "\n") -> str:
    header = separator.join(("Time", "H1", "H2"))
    lines = [separator.join(cell.replace(".", decimal) for cell in row) for row in ROWS]
    return end.join((header, *lines)) + end


def powers(
    read_texts: ReadTexts, text: str | bytes, unit: Unit | None = None
) -> dict[str, list[float]]:
    recording, _ = read_texts(text, unit=unit)
    return {name: series.power_w.tolist() for name, series in recording.series.items()}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(read_texts: ReadTexts, separator: str, end: str) -> None:
    assert powers(read_texts, table(separator, end=end), unit=Unit.KW) == WATTS


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_decimal_commas(read_texts: ReadTexts, separator: str) -> None:
    assert powers(read_texts, table(separator, decimal=","), unit=Unit.KW) == WATTS


def test_quoted_decimal_commas_between_commas(read_texts: ReadTexts) -> None:
    text = 'Time,H1,H2\n2026-06-01 00:00,"0,25","1,5"\n2026-06-01 00:15,"0,5","2,5"\n'
    assert powers(read_texts, text, unit=Unit.KW) == {"H1": [250, 500], "H2": [1500, 2500]}


def test_points_between_thousands(read_texts: ReadTexts) -> None:
    text = "Time;H1\n2026-06-01 00:00;1.234,5\n2026-06-01 00:15;2.000,0\n"
    assert powers(read_texts, text, unit=Unit.W) == {"H1": [1234.5, 2000.0]}


def test_decimal_commas_after_a_long_night_of_whole_zeros(read_texts: ReadTexts) -> None:
    night = [f"2026-06-01 {n // 60:02}:{n % 60:02};0" for n in range(300)]
    text = "\n".join(["Time;H1", *night, "2026-06-01 05:00;0,5"])
    recording, report = read_texts(text, unit=Unit.KW)
    assert recording.series["H1"].power_w[-1] == 500
    assert Finding.NOT_A_NUMBER not in report.files[0].findings.counts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(read_texts: ReadTexts, encoding: str) -> None:
    text = table(";").replace("H1", "Caffè").encode(encoding)
    assert list(powers(read_texts, text)) == ["Caffè", "H2"]


def test_lines_above_the_header_are_passed_over(read_texts: ReadTexts) -> None:
    text = "sep=;\nExport of meter 7\nfrom;2026-06-01x\n\n" + table(";")
    assert powers(read_texts, text, unit=Unit.KW) == WATTS


def test_spaces_around_cells_and_blank_lines(read_texts: ReadTexts) -> None:
    text = table(" ; ").replace("\n", "\n\n")
    recording, report = read_texts(text, unit=Unit.KW)
    assert recording.series["H2"].power_w.tolist() == WATTS["H2"]
    assert recording.facilities == ("H1", "H2")
    assert report.files[0].findings.counts[Finding.BLANK_ROWS] > 0


def test_names_used_twice_or_missing_are_told_apart(read_texts: ReadTexts) -> None:
    text = "Time,H1,H1,\n2026-06-01 00:00,1,2,3\n2026-06-01 00:15,1,2,3\n"
    recording, report = read_texts(text)
    assert recording.facilities == ("H1", "H1 (2)", "column 4")
    counts = report.files[0].findings.counts
    assert counts[Finding.REPEATED_NAMES] == counts[Finding.UNNAMED_COLUMNS] == 1


def test_a_separator_at_the_lines_ends_is_no_column(read_texts: ReadTexts) -> None:
    recording, report = read_texts(table().replace("\n", ",\n"))
    assert recording.facilities == ("H1", "H2")
    assert Finding.TEXT_COLUMNS not in report.files[0].findings.counts


def test_columns_without_a_number_are_left_out_and_told(read_texts: ReadTexts) -> None:
    text = "Time,State,H1,H2\n2026-06-01 00:00,ok,1,\n2026-06-01 00:15,ok,2,\n"
    recording, report = read_texts(text)
    assert recording.facilities == ("H1",)
    assert report.files[0].findings.counts[Finding.TEXT_COLUMNS] == 2


@pytest.mark.parametrize(
    "header",
    [
        "Time;H1 [kWh];H2 [kWh]",
        "Time;H1 (kWh);H2 (kWh)",
        "Time;H1 kWh;H2_kwh",
        "Time;H1 [kWh];H2",
        "Time;H1;H2\n;kWh;kWh",
        "Time;H1;H2\ndd/mm;[kWh];[kWh]",
    ],
)
def test_units_in_the_header(read_texts: ReadTexts, header: str) -> None:
    text = table(";").replace("Time;H1;H2", header)
    recording, report = read_texts(text)
    assert recording.facilities == ("H1", "H2")
    assert recording.series["H1"].power_w.tolist() == [1000.0, 2000.0, 3000.0]
    assert "unit kWh, as the header says" in report.files[0].findings.assumptions


@pytest.mark.parametrize(
    ("unit", "watts"), [(Unit.W, 0.25), (Unit.KW, 250.0), (Unit.WH, 1.0), (Unit.KWH, 1000.0)]
)
def test_a_given_unit_wins_over_the_headers(
    read_texts: ReadTexts, unit: Unit, watts: float
) -> None:
    text = table(";").replace("H1", "H1 [kWh]")
    assert powers(read_texts, text, unit=unit)["H1"][0] == watts


def test_without_a_hint_magnitudes_tell_watts_from_kilowatts(read_texts: ReadTexts) -> None:
    rows = [f"2026-06-01 {hour:02}:00" for hour in range(24)]
    kilowatts = "\n".join(["Time,H1", *(f"{row},2.5" for row in rows)])
    watts = "\n".join(["Time,H1", *(f"{row},2500" for row in rows)])
    for text, unit in ((kilowatts, "kW"), (watts, "W")):
        recording, report = read_texts(text)
        assert set(recording.series["H1"].power_w) == {2500.0}
        assert any(
            line.startswith(f"unit {unit}:") for line in report.files[0].findings.assumptions
        )


@settings(deadline=None)
@given(interval_s=st.sampled_from([1.0, 60.0, 900.0, 3600.0]), power_w=st.floats(0, 1e5))
def test_energy_in_an_interval_is_its_mean_power(interval_s: float, power_w: float) -> None:
    energy_wh = power_w * interval_s / 3600
    assert energy_wh * watts_per_unit(Unit.WH, interval_s) == pytest.approx(power_w)
    assert energy_wh / 1000 * watts_per_unit(Unit.KWH, interval_s) == pytest.approx(power_w)
    assert power_w * watts_per_unit(Unit.W, interval_s) == power_w
    assert power_w / 1000 * watts_per_unit(Unit.KW, interval_s) == pytest.approx(power_w)


@pytest.mark.parametrize(
    ("column", "name", "unit"),
    [
        ("H1", "H1", None),
        ("kWh", "kWh", None),
        ("Casa (terra)", "Casa (terra)", None),
        ("Casa (W)", "Casa", Unit.W),
        ("Casa KWH", "Casa", Unit.KWH),
        ("New W", "New W", None),
    ],
)
def test_a_name_and_its_unit(column: str, name: str, unit: Unit | None) -> None:
    assert split_unit(column) == (name, unit)


def test_one_giant_facility_does_not_decide_the_unit() -> None:
    homes = np.full((10, 4), 2.0)
    homes[:, 0] = 900.0
    assert choose_unit(None, None, homes, Findings()) is Unit.KW

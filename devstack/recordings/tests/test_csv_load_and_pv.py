"""Two files to one net power, and what is told of them."""

from datetime import timedelta

import pytest

from devstack.recordings.csv_files.findings import CsvError, Finding
from devstack.recordings.recording import RecordingError
from devstack.recordings.tests.reading import ReadTexts

TIMES = tuple(f"2026-06-01 12:{minute:02}" for minute in (0, 15, 30, 45))


def table(*columns: tuple[str, str], times: tuple[str, ...] = TIMES) -> str:
    """Columns as (name, values apart by a space); `_` is an empty cell."""
    lines = [",".join(("Time", *(name for name, _ in columns)))]
    values = [["" if cell == "_" else cell for cell in text.split(" ")] for _, text in columns]
    lines += [",".join((time, *row)) for time, *row in zip(times, *values, strict=True)]
    return "\n".join(lines)


def test_net_power_is_load_less_production(read_texts: ReadTexts) -> None:
    recording, report = read_texts(table(("A", "1 1 1 1")), table(("A", "0 1 2.5 3")), unit="kW")
    assert recording.series["A"].power_w.tolist() == [1000, 0, -1500, -2000]
    assert report.withdrawn_kwh == pytest.approx(0.25)
    assert report.fed_in_kwh == pytest.approx(0.875)


def test_columns_in_one_file_only_are_consumers_and_producers(read_texts: ReadTexts) -> None:
    recording, report = read_texts(
        table(("A", "1 1 1 1"), ("B", "2 2 2 2")),
        table(("C", "4 4 4 4"), ("A", "3 3 3 3")),
        unit="kW",
    )
    assert {name: set(one.power_w) for name, one in recording.series.items()} == {
        "A": {-2000.0},
        "B": {2000.0},
        "C": {-4000.0},
    }
    assert report.together.counts[Finding.ONLY_LOAD] == 1
    assert report.together.counts[Finding.ONLY_PV] == 1


def test_a_night_without_production_is_no_negative_zero(read_texts: ReadTexts) -> None:
    recording, _ = read_texts(table(("A", "1 1 1 1")), table(("B", "0 0 0 1")))
    assert "-0.0" not in {str(power) for power in recording.series["B"].power_w}


@pytest.mark.parametrize(
    ("missing_pv", "powers", "finding"),
    [
        ("skip", [1000 - 500, 1000 - 500], Finding.WITHOUT_PV),
        ("zero", [1000, 1000 - 500, 1000 - 500], Finding.PV_TAKEN_AS_ZERO),
    ],
)
def test_a_production_missing_at_a_time(
    read_texts: ReadTexts, missing_pv: str, powers: list[float], finding: Finding
) -> None:
    recording, report = read_texts(
        table(("A", "1 1 _ 1")),
        table(("A", "_ 0.5 0.5 0.5")),
        unit="kW",
        missing_pv=missing_pv,
    )
    assert recording.series["A"].power_w.tolist() == powers
    assert report.together.counts[finding] == 1
    assert report.together.counts[Finding.WITHOUT_LOAD] == 1


def test_negative_values_keep_their_sense(read_texts: ReadTexts) -> None:
    """A load below zero feeds in; an inverter's own use at night draws."""
    recording, report = read_texts(
        table(("A", "1 -2 1 1")), table(("B", "-0.01 -0.01 5 5")), unit="kW"
    )
    assert recording.series["A"].power_w.tolist() == [1000, -2000, 1000, 1000]
    assert recording.series["B"].power_w.tolist() == [10, 10, -5000, -5000]
    assert report.files[0].findings.counts[Finding.NEGATIVE_LOAD] == 1
    assert report.files[1].findings.counts[Finding.NEGATIVE_PV] == 2


def test_production_counted_as_negative_is_turned(read_texts: ReadTexts) -> None:
    recording, report = read_texts(
        table(("A", "1 1 1 1")), table(("A", "0 -3 -3 0"), ("B", "1 1 1 1")), unit="kW"
    )
    assert recording.series["A"].power_w.tolist() == [1000, -2000, -2000, 1000]
    assert set(recording.series["B"].power_w) == {-1000.0}
    assert report.files[1].findings.counts[Finding.TURNED_PV] == 1


def test_the_pv_file_may_have_its_own_unit(read_texts: ReadTexts) -> None:
    recording, _ = read_texts(
        table(("A", "0.25 0.25 0.25 0.25")),
        table(("A", "400 400 400 400")),
        unit="kWh",
        pv_unit="W",
    )
    assert set(recording.series["A"].power_w) == {600.0}


def test_an_hourly_file_is_held_for_the_others_quarter_hours(read_texts: ReadTexts) -> None:
    recording, report = read_texts(
        table(("A", "1 2 3 4")),
        table(("A", "0.5 9"), times=("2026-06-01 12:00", "2026-06-01 13:00")),
        unit="kW",
    )
    assert recording.series["A"].power_w.tolist() == [500, 1500, 2500, 3500]
    assert recording.interval_s == 900
    assert any("held for 4" in line for line in report.together.assumptions)


def test_resolutions_that_do_not_fit_are_told(read_texts: ReadTexts) -> None:
    twenty = tuple(f"2026-06-01 12:{minute:02}" for minute in (0, 20, 40))
    with pytest.raises(CsvError, match="1200 s do not fit the other file's 900 s"):
        read_texts(table(("A", "1 1 1 1")), table(("A", "1 1 1"), times=twenty))


def test_files_of_different_days_are_suspected(read_texts: ReadTexts) -> None:
    other = tuple(time.replace("06-01", "06-02") for time in TIMES)
    recording, report = read_texts(table(("A", "1 1 1 1")), table(("B", "1 1 1 1"), times=other))
    assert recording.ends_at - recording.begins_at == timedelta(days=1, hours=1)
    assert any("only 0 stamps are in both" in line for line in report.together.assumptions)


def test_files_that_share_no_reading_are_refused(read_texts: ReadTexts) -> None:
    other = tuple(time.replace("06-01", "06-02") for time in TIMES)
    with pytest.raises(CsvError, match="the recording is empty"):
        read_texts(table(("A", "1 1 1 1")), table(("A", "1 1 1 1"), times=other))


def test_a_csv_error_is_not_a_recording_error(read_texts: ReadTexts) -> None:
    """Whoever reads files handles one kind of error."""
    with pytest.raises(CsvError, match="finite") as caught:
        read_texts(table(("A", "1e308 1 1 1")), unit="kW")
    assert not isinstance(caught.value, RecordingError)

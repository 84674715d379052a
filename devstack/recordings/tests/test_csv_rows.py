"""Rows as meters write them: holes, copies, disorder, any resolution."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devstack.recordings.csv_files.findings import CsvError, Finding
from devstack.recordings.recording import from_ms
from devstack.recordings.tests.reading import ReadTexts

BEGIN_MS = 1_780_272_000_000


def stamp(number: float, interval_s: float = 900) -> str:
    return f"{from_ms(BEGIN_MS + round(number * interval_s * 1000)):%Y-%m-%dT%H:%M:%SZ}"


def rows(numbers: list[int], interval_s: float = 900) -> str:
    lines = [f"{stamp(number, interval_s)},{number},{number / 2}" for number in numbers]
    return "\n".join(["Time,A,B", *lines])


@pytest.mark.parametrize("interval_s", [1, 10, 60, 300, 900, 1800, 3600])
def test_the_resolution_is_found(read_texts: ReadTexts, interval_s: int) -> None:
    recording, report = read_texts(rows(list(range(20)), interval_s), unit="kW")
    assert recording.interval_s == report.files[0].resolution_s == interval_s
    assert recording.readings == 40
    assert recording.series["A"].power_w.tolist() == [number * 1000 for number in range(20)]


@pytest.mark.parametrize("interval_s", [86_400, 7200])
def test_what_is_coarser_than_an_hour_is_refused(read_texts: ReadTexts, interval_s: int) -> None:
    with pytest.raises(CsvError, match=f"{interval_s} s apart; 1 s to 3600 s"):
        read_texts(rows(list(range(5)), interval_s))


def test_what_is_finer_than_a_second_is_refused(read_texts: ReadTexts) -> None:
    lines = [f"2026-06-01T00:00:00.{tenth}00Z,1" for tenth in range(10)]
    with pytest.raises(CsvError, match=r"rows are 0\.1 s apart"):
        read_texts("\n".join(["Time,A", *lines]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.integers(0, 40), min_size=1, max_size=40), turned=st.booleans())
def test_any_order_holes_and_copies_give_what_was_measured(
    read_texts: ReadTexts, numbers: list[int], turned: bool
) -> None:
    numbers = [*range(50, 60), *numbers]
    kept = list(Counter(numbers))
    given_rows = kept + numbers[: len(kept)]  # every stamp once, some twice
    recording, report = read_texts(rows(given_rows[::-1] if turned else given_rows), unit="kW")
    series = recording.series["A"]
    assert (series.power_w / 1000).tolist() == sorted(kept)
    assert ((series.end_ms - BEGIN_MS) // 900_000 - 1).tolist() == sorted(kept)
    counts = report.files[0].findings.counts
    assert counts[Finding.DUPLICATE_STAMPS] == len(given_rows) - len(kept)
    missing = max(kept) - min(kept) + 1 - len(kept)
    assert counts[Finding.MISSING_INTERVALS] == missing


def test_newest_first_is_no_disorder(read_texts: ReadTexts) -> None:
    _, report = read_texts(rows(list(range(20))[::-1]))
    assert Finding.UNSORTED_ROWS not in report.files[0].findings.counts


def test_rows_out_of_order_are_sorted_and_told(read_texts: ReadTexts) -> None:
    recording, report = read_texts(rows([0, 1, 2, 5, 3, 4, 6, 7]), unit="kW")
    assert (recording.series["A"].power_w / 1000).tolist() == list(range(8))
    assert report.files[0].findings.counts[Finding.UNSORTED_ROWS] == 1


def test_the_last_row_of_a_stamp_wins_and_an_empty_cell_does_not(read_texts: ReadTexts) -> None:
    lines = [f"{stamp(0)},1,1", f"{stamp(1)},2,2", f"{stamp(2)},3,3", f"{stamp(1)},9,"]
    recording, _ = read_texts("\n".join(["Time,A,B", *lines]), unit="kW")
    assert recording.series["A"].power_w.tolist() == [1000, 9000, 3000]
    assert recording.series["B"].power_w.tolist() == [1000, 2000, 3000]


@pytest.mark.parametrize("cell", ["", " ", "-", "NaN", "null", "N/A", "n.d.", "?", "error", "inf"])
def test_a_cell_that_is_no_number_is_no_reading(read_texts: ReadTexts, cell: str) -> None:
    lines = [f"{stamp(0)},1,1", f"{stamp(1)},{cell},2", f"{stamp(2)},3,3"]
    recording, report = read_texts("\n".join(["Time,A,B", *lines]), unit="kW")
    assert recording.series["A"].power_w.tolist() == [1000, 3000]
    assert len(recording.series["B"]) == 3
    kinds = {Finding.EMPTY_CELLS, Finding.NOT_A_NUMBER, Finding.INFINITE}
    assert sum(report.files[0].findings.counts[kind] for kind in kinds) == 1


def test_short_rows_miss_their_last_cells(read_texts: ReadTexts) -> None:
    recording, _ = read_texts(f"Time,A,B\n{stamp(0)},1,1\n{stamp(1)},2\n{stamp(2)},3,3\n")
    assert [len(recording.series[name]) for name in "AB"] == [3, 2]


def test_stamps_beside_the_grid_are_kept(read_texts: ReadTexts) -> None:
    lines = [f"{stamp(n if n != 4 else 4.2)},{n}" for n in range(10)]
    recording, report = read_texts("\n".join(["Time,A", *lines]))
    assert recording.interval_s == 900
    assert report.files[0].findings.counts[Finding.UNEVEN_STEPS] == 2
    assert (recording.series["A"].end_ms[4] - BEGIN_MS) / 900_000 == pytest.approx(5.2)


def test_copies_of_columns_are_told(read_texts: ReadTexts) -> None:
    lines = [f"{stamp(n)},{n},{n},1" for n in range(4)]
    recording, report = read_texts("\n".join(["Time,A,B,C", *lines]))
    assert recording.facilities == ("A", "B", "C")
    assert report.files[0].findings.counts[Finding.EQUAL_COLUMNS] == 1


def test_facilities_without_holes_share_their_instants(read_texts: ReadTexts) -> None:
    lines = [f"{stamp(n)},{n},{n},{'' if n == 2 else n}" for n in range(6)]
    recording, _ = read_texts("\n".join(["Time,A,B,C", *lines]))
    assert np.shares_memory(recording.series["A"].end_ms, recording.series["B"].end_ms)
    assert len(recording.series["C"]) == 5


def test_a_month_of_twenty_facilities_a_minute(read_texts: ReadTexts) -> None:
    """The size people replay: every reading arrives, with its own value."""
    minutes = 30 * 24 * 60
    cells = [",".join(str(n % 7 + column) for column in range(20)) for n in range(minutes)]
    lines = [f"{BEGIN_MS // 1000 + 60 * n},{row}" for n, row in enumerate(cells)]
    header = ",".join(["Time", *(f"H{column}" for column in range(20))])
    recording, _ = read_texts("\n".join([header, *lines]), unit="W")
    assert recording.readings == 864_000
    assert recording.series["H19"].power_w.sum() == sum(n % 7 + 19 for n in range(minutes))

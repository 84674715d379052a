"""Notations of time, zones and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.recordings.csv_files.findings import CsvError, Finding
from devstack.recordings.csv_files.stamps import zone_named
from devstack.recordings.recording import Recording, from_ms
from devstack.recordings.tests.reading import ReadTexts

ROME = ZoneInfo("Europe/Rome")
QUARTER = timedelta(minutes=15)
FIRST = datetime(2026, 6, 13, 22, 0, tzinfo=UTC)  # midnight in Rome, the 14th


def begins(recording: Recording, name: str = "A") -> list[datetime]:
    return [from_ms(end - recording.interval_ms) for end in recording.series[name].end_ms]


def rows_of(moments: list[str]) -> str:
    return "\n".join(["Time;A", *(f"{moment};{n}" for n, moment in enumerate(moments))])


@pytest.mark.parametrize(
    "notation",
    [
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S.000",
        "%Y/%m/%d %H:%M",
        "%Y.%m.%d %H.%M",
        "%Y%m%d %H%M",
        "%d/%m/%Y %H:%M",
        "%d.%m.%Y %H:%M:%S",
        "%d-%m-%y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%d/%m/%Y %I:%M:%S %p",
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y-%m-%d %H:%M%z",
    ],
)
def test_notations(read_texts: ReadTexts, notation: str) -> None:
    moments = [(FIRST + n * QUARTER).astimezone(ROME) for n in range(100)]
    recording, _ = read_texts(rows_of([moment.strftime(notation) for moment in moments]))
    assert begins(recording) == moments


@pytest.mark.parametrize("factor", [1, 1000])
def test_seconds_or_milliseconds_since_1970(read_texts: ReadTexts, factor: int) -> None:
    moments = [FIRST + n * QUARTER for n in range(4)]
    text = rows_of([str(round(moment.timestamp()) * factor) for moment in moments])
    recording, report = read_texts(text, zone="America/New_York")
    assert begins(recording) == moments
    assert "times are counted from 1970" in report.files[0].findings.assumptions


def test_the_utc_letter_and_offsets_win_over_the_zone(read_texts: ReadTexts) -> None:
    text = rows_of(["2026-06-14T00:00Z", "2026-06-14T02:15+02:00", "2026-06-13T19:30-0500"])
    recording, _ = read_texts(text)
    first = datetime(2026, 6, 14, tzinfo=UTC)
    assert begins(recording) == [first, first + QUARTER, first + 2 * QUARTER]


def test_day_and_month_are_told_apart_by_how_days_follow(read_texts: ReadTexts) -> None:
    days = [datetime(2026, 3, 1, tzinfo=ROME) + timedelta(hours=n) for n in range(12 * 24)]
    for notation, name in (("%d/%m/%Y %H:%M", "day/month"), ("%m/%d/%Y %H:%M", "month/day")):
        recording, report = read_texts(rows_of([day.strftime(notation) for day in days]))
        assert begins(recording)[-1] == days[-1]
        assert any(name in line for line in report.files[0].findings.assumptions)


def test_twenty_four_hours_is_the_next_days_begin(read_texts: ReadTexts) -> None:
    text = rows_of(["01/06/2026 23:30", "01/06/2026 23:45", "01/06/2026 24:00"])
    recording, _ = read_texts(text, stamp="end")
    assert recording.ends_at == datetime(2026, 6, 2, tzinfo=ROME)


def test_a_stamp_is_the_intervals_begin_or_end_as_told(read_texts: ReadTexts) -> None:
    text = rows_of(["2026-06-14 00:15", "2026-06-14 00:30"])
    of_begins, _ = read_texts(text, stamp="begin")
    of_ends, _ = read_texts(text, stamp="end")
    assert of_begins.ends_at - of_ends.ends_at == QUARTER
    assert of_ends.ends_at == datetime(2026, 6, 14, 0, 30, tzinfo=ROME)


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("minutes", [15, 60])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_local_times_through_a_clock_change(
    read_texts: ReadTexts, day: date, minutes: int, newest_first: bool
) -> None:
    begin, end = (
        datetime.combine(each, time(), tzinfo=ROME).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    count = (end - begin) // timedelta(minutes=minutes)
    assert count * minutes in {23 * 60, 25 * 60}
    moments = [begin + n * timedelta(minutes=minutes) for n in range(count)]
    stamps = [f"{moment.astimezone(ROME):%Y-%m-%d %H:%M}" for moment in moments]
    text = rows_of(stamps[::-1] if newest_first else stamps)
    recording, report = read_texts(text)
    assert begins(recording) == moments
    order = [-n for n in range(count)] if newest_first else list(range(count))
    values = recording.series["A"].power_w / 1000
    expected = [count - 1 + n for n in order] if newest_first else order
    assert values.tolist() == expected
    counts = report.files[0].findings.counts
    assert Finding.DUPLICATE_STAMPS not in counts
    assert Finding.GAPS not in counts


def test_a_meter_that_keeps_one_offset_is_suspected_and_read_with_it(
    read_texts: ReadTexts,
) -> None:
    """In March its clock shows the hour that local clocks skip."""
    text = rows_of([f"2026-03-29 {hour:02}:00" for hour in range(24)])
    local, report = read_texts(text)
    assert local.readings == 23
    assert report.files[0].findings.counts[Finding.SKIPPED_HOUR] == 1
    assert any("+01:00" in line for line in report.files[0].findings.assumptions)
    fixed, report = read_texts(text, zone="+01:00")
    assert fixed.readings == 24
    assert Finding.SKIPPED_HOUR not in report.files[0].findings.counts


def test_a_real_row_wins_over_one_of_the_skipped_hour(read_texts: ReadTexts) -> None:
    recording, _ = read_texts(
        "Time;A\n2026-03-29 01:00;1\n2026-03-29 03:00;3\n2026-03-29 02:00;2\n"
        "2026-03-29 04:00;4\n2026-03-29 05:00;5\n"
    )
    assert (recording.series["A"].power_w / 1000).tolist() == [1, 3, 4, 5]


def test_a_meter_that_keeps_one_offset_in_autumn(read_texts: ReadTexts) -> None:
    text = rows_of([f"2026-10-25 {hour:02}:00" for hour in range(24)])
    local, report = read_texts(text)
    assert any("no clock change on 2026-10-25" in a for a in report.files[0].findings.assumptions)
    assert report.files[0].findings.counts[Finding.MISSING_INTERVALS] == 1
    assert local.readings == 24


@pytest.mark.parametrize("name", ["Mars/Phobos", "", "+25:00", "../etc/passwd"])
def test_an_unknown_zone_is_told(name: str) -> None:
    with pytest.raises(CsvError, match=r"unknown zone.*Europe/Rome"):
        zone_named(name)


@settings(deadline=None)
@given(st.integers(-23, 23), st.sampled_from([0, 30, 45]))
def test_offsets_as_zones(hours: int, minutes: int) -> None:
    name = f"{'-' if hours < 0 else '+'}{abs(hours):02}:{minutes:02}"
    moment = datetime(2026, 6, 1, tzinfo=zone_named(name))
    assert moment.isoformat().endswith(name if name != "-00:00" else "+00:00")


@pytest.mark.parametrize(
    "stamp",
    ["2026-13-01 00:00", "2026-02-30 00:00", "2026-06-14 25:00", "2026-06-14 00:61", "Total"],
)
def test_a_stamp_that_is_none_is_named_with_its_line(read_texts: ReadTexts, stamp: str) -> None:
    with pytest.raises(CsvError, match=rf"load.csv, line 3: '{stamp}' is not a date and time"):
        read_texts(rows_of(["2026-06-14 00:00", stamp, "2026-06-14 00:30"]))


@pytest.mark.parametrize("year", ["0000", "1969", "2200", "9999"])
def test_years_nobody_measured_in_are_refused(read_texts: ReadTexts, year: str) -> None:
    with pytest.raises(CsvError, match="1970 to 2199"):
        read_texts(rows_of([f"{year}-06-14 00:00", f"{year}-06-14 00:15"]))


def test_the_zone_is_the_default_only(read_texts: ReadTexts) -> None:
    text = rows_of(["2026-06-14 00:00", "2026-06-14 00:15"])
    rome, _ = read_texts(text)
    lisbon, _ = read_texts(text, zone="Europe/Lisbon")
    assert lisbon.begins_at - rome.begins_at == timedelta(hours=1)

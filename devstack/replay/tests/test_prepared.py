import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from devstack.recordings.clock_mapping import TimeMapping
from devstack.recordings.csv_files.reader import CsvOptions
from devstack.recordings.recording import PowerSeries, Recording, RecordingError, to_ms
from devstack.replay.prepared import Period, PreparedReplay, ReplayOptions, prepare

BEGIN = datetime(2026, 6, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 13, 20, tzinfo=UTC)


def hours(count: int) -> Recording:
    ends = to_ms(BEGIN) + np.arange(1, count + 1) * 3_600_000
    return Recording(
        interval_ms=3_600_000, series={"Home": PowerSeries(ends, np.ones(count) * 100.0)}
    )


def csv(folder: Path, *, kilowatts: float = 1.5, rows: int = 48) -> Path:
    path = folder / "load.csv"
    stamps = (BEGIN + timedelta(hours=hour) for hour in range(rows))
    lines = [
        f"{stamp.isoformat()},{kilowatts},{'' if hour < 24 else 1}"
        for hour, stamp in enumerate(stamps)
    ]
    path.write_text("\n".join(["time,Home [kW],Late [kW]", *lines]))
    return path


def prepared(path: Path, **changes: Any) -> PreparedReplay:
    options: dict[str, Any] = {
        "load": path,
        "pv": None,
        "csv": CsvOptions(),
        "period": Period(),
        "mapping": TimeMapping.ENDING_NOW,
        "align_s": 3600.0,
        "speed": None,
        "cadence_s": None,
        "interpolate": "linear",
    }
    return prepare(ReplayOptions(**options | changes), NOW)


@pytest.mark.parametrize(
    ("period", "first_hour", "last_hour"),
    [
        (Period(), 0, 72),
        (Period(days=1), 48, 72),
        (Period(begin=BEGIN + timedelta(hours=10)), 10, 72),
        (Period(end=BEGIN + timedelta(hours=10)), 0, 10),
        (Period(begin=BEGIN + timedelta(hours=10), days=0.5), 10, 22),
        (Period(end=BEGIN + timedelta(hours=30), days=1), 6, 30),
    ],
)
def test_a_period_is_what_was_asked_for(period: Period, first_hour: int, last_hour: int) -> None:
    part = period.of(hours(72))
    assert part.begins_at == BEGIN + timedelta(hours=first_hour)
    assert part.ends_at == BEGIN + timedelta(hours=last_hour)


def test_an_empty_period_says_what_there_is() -> None:
    with pytest.raises(RecordingError, match="from 2026-06-20"):
        Period(end=BEGIN).of(hours(2))


def test_it_ends_now_with_clock_hours_kept(tmp_path: Path) -> None:
    found = prepared(csv(tmp_path))
    assert found.ends_at == NOW.replace(minute=0)
    assert found.begins_at == found.known_since == found.ends_at - timedelta(hours=48)
    assert not found.clock.paced
    assert found.settings(NOW) == {}


def test_old_recordings_kept_as_recorded_are_believed(tmp_path: Path) -> None:
    found = prepared(csv(tmp_path), mapping=TimeMapping.AS_RECORDED)
    later = BEGIN + timedelta(days=4000, hours=5)
    assert found.begins_at == BEGIN
    assert found.settings(later) == {"device_gateway": {"max_reading_age_days": 4002}}


def test_starting_now_plays_at_real_speed(tmp_path: Path) -> None:
    found = prepared(csv(tmp_path), mapping=TimeMapping.STARTING_NOW)
    assert found.clock.speed == 1.0
    with pytest.raises(RecordingError, match="cannot be measured before"):
        prepared(csv(tmp_path), mapping=TimeMapping.STARTING_NOW, speed=60.0)
    with pytest.raises(RecordingError, match="cannot be measured before"):
        prepared(csv(tmp_path), mapping=TimeMapping.STARTING_NOW, speed=math.inf)


def test_who_is_silent_in_the_period_takes_no_part(tmp_path: Path) -> None:
    path = csv(tmp_path)
    assert prepared(path).recording.facilities == ("Home", "Late")
    early = prepared(path, period=Period(end=BEGIN + timedelta(hours=24)))
    assert [profile.name for profile in early.profiles] == ["Home"]


@pytest.mark.parametrize(("cadence_s", "window"), [(3600.0, 2), (60.0, 5), (1.0, 64)])
def test_devices_stay_within_minutes_of_each_other(
    tmp_path: Path, cadence_s: float, window: int
) -> None:
    settings = prepared(csv(tmp_path, rows=2), cadence_s=cadence_s).fleet_settings()
    assert (settings.window, settings.buffer_readings) == (window, window)
    assert settings.cadence_s == cadence_s


@pytest.mark.parametrize("speed", [None, 60.0])
def test_devices_say_how_they_are_at_any_speed(tmp_path: Path, speed: float | None) -> None:
    settings = prepared(csv(tmp_path), speed=speed).fleet_settings()
    assert (settings.status_every_s, settings.cadence_s) == (300.0, 3600.0)


def test_what_no_facility_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="is the unit right"):
        prepared(csv(tmp_path, kilowatts=2001.0))


def test_times_before_the_books_are_refused(tmp_path: Path) -> None:
    path = csv(tmp_path)
    path.write_text(path.read_text().replace("2026", "1999"))
    with pytest.raises(RecordingError, match="the books begin in 2000"):
        prepared(path, mapping=TimeMapping.AS_RECORDED)


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"there is no file .*nothing\.csv"):
        prepared(tmp_path / "nothing.csv")
    with pytest.raises(RecordingError, match="name a file"):
        prepared(tmp_path, load=None)

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from devstack.recordings import recording as module
from devstack.recordings.recording import (
    PowerSeries,
    Recording,
    RecordingError,
    from_ms,
    to_ms,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE_MS = 60_000


def series(*minutes: int) -> PowerSeries:
    ends = to_ms(NOON) + np.array(minutes, dtype=np.int64) * MINUTE_MS
    return PowerSeries(ends, np.array(minutes, dtype=np.float64))


def test_an_instant_survives_the_way_to_milliseconds_and_back() -> None:
    moment = datetime(2026, 3, 29, 0, 59, 59, 999_000, tzinfo=UTC)
    assert from_ms(to_ms(moment)) == moment


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(RecordingError, match="no zone"):
        to_ms(datetime(2026, 6, 1))  # noqa: DTZ001  what must not happen


@pytest.mark.parametrize(
    ("ends", "powers", "reason"),
    [
        ([0, 1], [1.0], "one power for each instant"),
        ([1, 1], [1.0, 2.0], "must rise"),
        ([2, 1], [1.0, 2.0], "must rise"),
        ([1, 2], [1.0, np.nan], "finite"),
        ([1, 2], [1.0, np.inf], "finite"),
    ],
)
def test_an_impossible_series_is_refused(ends: list[int], powers: list[float], reason: str) -> None:
    with pytest.raises(RecordingError, match=reason):
        PowerSeries(np.array(ends, dtype=np.int64), np.array(powers))


def test_extremes_count_all_facilities_and_skip_empty_ones() -> None:
    recording = Recording(
        interval_ms=MINUTE_MS, series={"A": series(5, 6), "B": series(3), "C": series()}
    )
    assert recording.readings == 3
    assert recording.facilities == ("A", "B", "C")
    assert recording.begins_at == NOON + timedelta(minutes=2)
    assert recording.ends_at == NOON + timedelta(minutes=6)


def test_a_window_keeps_the_intervals_wholly_inside() -> None:
    recording = Recording(interval_ms=MINUTE_MS, series={"A": series(1, 2, 3, 4)})
    cut = recording.window(NOON + timedelta(seconds=61), NOON + timedelta(seconds=239))
    assert cut.series["A"].power_w.tolist() == [3.0]
    whole = recording.window(recording.begins_at, recording.ends_at)
    assert whole.readings == recording.readings


def test_a_window_without_a_reading_is_refused() -> None:
    recording = Recording(interval_ms=MINUTE_MS, series={"A": series(1, 2)})
    with pytest.raises(RecordingError, match="empty"):
        recording.window(NOON + timedelta(hours=1), NOON + timedelta(hours=2))


def test_facilities_are_chosen_by_name() -> None:
    recording = Recording(interval_ms=MINUTE_MS, series={"A": series(1), "B": series(1)})
    assert recording.only(("B",)).facilities == ("B",)
    with pytest.raises(RecordingError, match="no facility C"):
        recording.only(("A", "C"))


def test_a_recording_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_READINGS", 3)
    Recording(interval_ms=MINUTE_MS, series={"A": series(1, 2, 3)})
    with pytest.raises(RecordingError, match="coarser steps or a shorter time"):
        Recording(interval_ms=MINUTE_MS, series={"A": series(1, 2), "B": series(1, 2)})


def test_an_interval_has_a_length() -> None:
    with pytest.raises(RecordingError, match="one millisecond"):
        Recording(interval_ms=0, series={"A": series(1)})

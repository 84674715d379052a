"""A recording as a file of readings: what other tools take in."""

from pathlib import Path

import numpy as np

from devstack.recordings.readings_file import write_readings
from devstack.recordings.recording import PowerSeries, Recording


def _series(*readings: tuple[int, float]) -> PowerSeries:
    ends, powers = zip(*readings, strict=True)
    return PowerSeries(np.array(ends, np.int64), np.array(powers, np.float64))


def test_readings_are_in_order_of_time(tmp_path: Path) -> None:
    recording = Recording(
        interval_ms=60_000,
        series={
            "flat": _series((60_000, 100.0), (120_000, 200.5)),
            "roof": _series((60_000, -50.0)),
        },
    )
    path = tmp_path / "readings.csv"
    assert write_readings(recording, path) == 3
    assert path.read_text().splitlines() == [
        "device_id,measured_at,power_w",
        "flat,1970-01-01T00:01:00+00:00,100.000",
        "roof,1970-01-01T00:01:00+00:00,-50.000",
        "flat,1970-01-01T00:02:00+00:00,200.500",
    ]

"""A recording as the readings that devices would have sent: one CSV file, in order of time."""

import csv
from pathlib import Path
from typing import Final

import numpy as np

from devstack.recordings.recording import Recording, from_ms

COLUMNS: Final = ("device_id", "measured_at", "power_w")


def write_readings(recording: Recording, path: Path) -> int:
    """Write the file; how many readings. The facilities' names are the devices' ids."""
    names = list(recording.series)
    ends = np.concatenate([recording.series[name].end_ms for name in names])
    powers = np.concatenate([recording.series[name].power_w for name in names])
    owners = np.repeat(np.arange(len(names)), [len(recording.series[name]) for name in names])
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number in np.lexsort((owners, ends)):
            measured_at = from_ms(int(ends[number])).isoformat()
            rows.writerow((names[owners[number]], measured_at, f"{powers[number]:.3f}"))
    return len(ends)

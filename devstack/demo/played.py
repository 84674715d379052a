"""What the devices of a run were given to measure."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from devstack.recordings.recording import PowerSeries, Recording


class PlayedReadings:
    """Recordings in the order they are played, by device and in the system's time."""

    def __init__(self) -> None:
        self._parts: dict[str, list[PowerSeries]] = defaultdict(list)

    def add(self, recording: Recording, *, device_of: Mapping[str, str], shift_ms: int) -> None:
        """This is played next, `shift_ms` later than recorded."""
        for facility, series in recording.series.items():
            moved = PowerSeries(series.end_ms + shift_ms, series.power_w)
            self._parts[device_of[facility]].append(moved)

    def series(self) -> dict[str, PowerSeries]:
        """All of it, by device."""
        return {
            device_id: PowerSeries(
                np.concatenate([part.end_ms for part in parts]),
                np.concatenate([part.power_w for part in parts]),
            )
            for device_id, parts in self._parts.items()
        }

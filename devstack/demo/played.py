"""What the devices of a run have measured: the other side of the audit."""

from collections import defaultdict
from collections.abc import Callable, Mapping

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

    @property
    def begins_ms(self) -> int | None:
        """The first stamp of all; None before anything is played."""
        firsts = (int(p.end_ms[0]) for parts in self._parts.values() for p in parts if len(p))
        return min(firsts, default=None)

    def acknowledged(
        self, last_acknowledged_ms: Callable[[str], int | None]
    ) -> dict[str, PowerSeries]:
        """Per device its readings up to the stamp to which all are acknowledged."""
        found = {}
        for device_id, parts in self._parts.items():
            whole = PowerSeries(
                np.concatenate([part.end_ms for part in parts]),
                np.concatenate([part.power_w for part in parts]),
            )
            last_ms = last_acknowledged_ms(device_id)
            until = 0 if last_ms is None else int(np.searchsorted(whole.end_ms, last_ms, "right"))
            found[device_id] = PowerSeries(whole.end_ms[:until], whole.power_w[:until])
        return found

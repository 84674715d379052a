"""Recorded time to the system's time, and when a reading is due at a given speed."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from devstack.recordings.recording import MILLISECONDS, Recording, RecordingError, from_ms, to_ms

AS_FAST_AS_ACKNOWLEDGED = math.inf
"""The speed of a replay that waits for nothing but the system's acknowledgements."""


class TimeMapping(StrEnum):
    """How recorded time becomes the system's."""

    ENDING_NOW = "ending-now"
    STARTING_NOW = "starting-now"
    AS_RECORDED = "as-recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMapping:
    """`shift_ms` added to recorded instants; recorded seconds played in a second (`speed`).

    `first_ms` is the system's time of the first reading, which is due as soon as the play starts.
    A reading is never due before its own time: a meter cannot measure the future.
    """

    shift_ms: int
    first_ms: int
    speed: float = 1.0

    def __post_init__(self) -> None:
        if not self.speed > 0:
            raise RecordingError(f"speed must be above 0, not {self.speed:g}")

    @property
    def paced(self) -> bool:
        """Whether readings wait for their time, not only for acknowledgements."""
        return math.isfinite(self.speed)

    def system_ms(self, recorded_ms: int) -> int:
        """The system's instant for a recorded one."""
        return recorded_ms + self.shift_ms

    def due_until_ms(self, elapsed_s: float, now_ms: int) -> int:
        """System instant up to which readings are due, `elapsed_s` after the play's start."""
        if not self.paced:
            return now_ms
        return min(now_ms, self.first_ms + math.floor(elapsed_s * self.speed * MILLISECONDS))

    def wait_s(self, system_ms: int, elapsed_s: float, now_ms: int) -> float:
        """Seconds until a reading with that stamp is due; 0 when it is."""
        own_time = (system_ms - now_ms) / MILLISECONDS
        turn = (system_ms - self.first_ms) / MILLISECONDS / self.speed - elapsed_s
        return max(0.0, own_time, turn)


def map_clock(
    recording: Recording,
    *,
    mapping: TimeMapping = TimeMapping.ENDING_NOW,
    now: datetime,
    speed: float = 1.0,
    align_s: float | None = None,
) -> ClockMapping:
    """The mapping for a recording played from `now` on.

    `ending-now`: the last reading's stamp is now, or up to `align_s` before, such that stamps
    keep their place in a grid of `align_s` seconds (default: the recording's interval, so that
    recorded quarter-hours stay quarter-hours; 86400 keeps the time of day).
    `starting-now`: the first reading's stamp is now. `as-recorded`: nothing is moved.
    Raises RecordingError for a speed that is not positive, an alignment below 1 ms, or a
    recording of the future kept as recorded.
    """
    shift_ms = 0
    if mapping is TimeMapping.ENDING_NOW:
        grid_ms = recording.interval_ms if align_s is None else round(align_s * MILLISECONDS)
        if grid_ms < 1:
            raise RecordingError("alignment must be at least one millisecond")
        shift_ms = (to_ms(now) - recording.last_ms) // grid_ms * grid_ms
    elif mapping is TimeMapping.STARTING_NOW:
        shift_ms = to_ms(now) - recording.first_ms
    elif recording.first_ms > to_ms(now):
        raise RecordingError(
            f"the recording begins in the future ({from_ms(recording.first_ms).isoformat()})"
        )
    return ClockMapping(shift_ms=shift_ms, first_ms=recording.first_ms + shift_ms, speed=speed)

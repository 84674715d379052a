"""A recording: the mean net power of facilities, interval by interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

MILLISECONDS: Final = 1000
MAX_READINGS: Final = 20_000_000
"""More than this does not fit a developer's machine: choose coarser steps or a shorter time."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Instants = npt.NDArray[np.int64]
"""Milliseconds since 1970-01-01T00:00Z."""
Powers = npt.NDArray[np.float64]


class RecordingError(ValueError):
    """The recording cannot be; the message says why."""


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 (fractions cut). Raises RecordingError without a zone."""
    if moment.tzinfo is None:
        raise RecordingError(f"{moment.isoformat()} has no zone")
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_ms(instant_ms: int) -> datetime:
    """The aware UTC time of an instant."""
    return EPOCH + timedelta(milliseconds=int(instant_ms))


@dataclass(frozen=True, slots=True, eq=False)
class PowerSeries:
    """`power_w[i]`: mean net power of the interval that ends at `end_ms[i]`.

    Positive while the facility withdraws from the grid, negative while it feeds in. The ends
    rise strictly; where an interval is missing, nothing is known.
    """

    end_ms: Instants
    power_w: Powers

    def __post_init__(self) -> None:
        if self.end_ms.ndim != 1 or self.end_ms.shape != self.power_w.shape:
            raise RecordingError("a series needs one power for each instant")
        if np.any(np.diff(self.end_ms) <= 0):
            raise RecordingError("the instants of a series must rise")
        if not np.all(np.isfinite(self.power_w)):
            raise RecordingError("a power is not a finite number")

    def __len__(self) -> int:
        return len(self.end_ms)

    def between(self, after_ms: int, until_ms: int) -> "PowerSeries":
        """The intervals that end after `after_ms` and not after `until_ms`."""
        first, last = np.searchsorted(self.end_ms, [after_ms, until_ms], side="right")
        return PowerSeries(self.end_ms[first:last], self.power_w[first:last])


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Recording:
    """Facilities by name, each with its series; `interval_ms` is the length of an interval.

    Raises RecordingError when there is not one reading, or more than MAX_READINGS.
    """

    interval_ms: int
    series: Mapping[str, PowerSeries]

    def __post_init__(self) -> None:
        if self.interval_ms < 1:
            raise RecordingError("an interval lasts at least one millisecond")
        if self.readings == 0:
            raise RecordingError("the recording is empty")
        if self.readings > MAX_READINGS:
            raise RecordingError(
                f"{self.readings:,} readings are more than {MAX_READINGS:,}: "
                "choose coarser steps or a shorter time"
            )

    @property
    def facilities(self) -> tuple[str, ...]:
        """Names in the recording's order."""
        return tuple(self.series)

    @property
    def interval_s(self) -> float:
        """Length of an interval."""
        return self.interval_ms / MILLISECONDS

    @property
    def readings(self) -> int:
        """How many readings all facilities have together."""
        return sum(map(len, self.series.values()))

    @property
    def first_ms(self) -> int:
        """End of the first interval."""
        return min(int(one.end_ms[0]) for one in self.series.values() if len(one))

    @property
    def last_ms(self) -> int:
        """End of the last interval."""
        return max(int(one.end_ms[-1]) for one in self.series.values() if len(one))

    @property
    def begins_at(self) -> datetime:
        """Begin of the first interval."""
        return from_ms(self.first_ms - self.interval_ms)

    @property
    def ends_at(self) -> datetime:
        """End of the last interval."""
        return from_ms(self.last_ms)

    def window(self, begin: datetime, end: datetime) -> "Recording":
        """The intervals that lie wholly between the two. Raises RecordingError for none."""
        after_ms = to_ms(begin) + self.interval_ms - 1
        cut = {name: one.between(after_ms, to_ms(end)) for name, one in self.series.items()}
        return Recording(interval_ms=self.interval_ms, series=cut)

    def only(self, facilities: tuple[str, ...]) -> "Recording":
        """These facilities alone. Raises RecordingError for an unknown name."""
        unknown = [name for name in facilities if name not in self.series]
        if unknown:
            raise RecordingError(f"the recording has no facility {', '.join(unknown)}")
        return Recording(
            interval_ms=self.interval_ms, series={name: self.series[name] for name in facilities}
        )

"""From a recording's interval to the cadence at which a device reports."""

import zlib
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from devstack.recordings.recording import (
    MAX_READINGS,
    MILLISECONDS,
    Instants,
    Powers,
    PowerSeries,
    Recording,
    RecordingError,
)

Method = Literal["step", "linear"]
_MAX_DEVIATION: Final = 0.9  # noise never turns the direction of the energy


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Seeded scatter inside an interval: `share` is the deviation relative to the power."""

    share: float
    seed: int = 0


def resample(
    recording: Recording,
    *,
    cadence_s: float,
    method: Method = "linear",
    noise: Noise | None = None,
) -> Recording:
    """The recording as devices reporting every `cadence_s` would have made it.

    Finer: `step` repeats the power, `linear` goes from one interval's centre to the next; either
    way, and with noise, an interval's energy stays what it was. Coarser: means of whole groups;
    a group with a missing interval is left out.
    Raises RecordingError when cadence and interval do not fit, or the result is too long.
    """
    cadence_ms = round(cadence_s * MILLISECONDS)
    longer, shorter = max(cadence_ms, recording.interval_ms), min(cadence_ms, recording.interval_ms)
    if shorter < 1 or longer % shorter:
        raise RecordingError(
            f"a cadence of {cadence_s:g} s does not fit intervals of {recording.interval_s:g} s"
        )
    if cadence_ms > recording.interval_ms:
        series = {
            name: _coarser(one, recording, cadence_ms) for name, one in recording.series.items()
        }
    else:
        parts = longer // shorter
        if recording.readings * parts > MAX_READINGS:
            raise RecordingError(
                f"{recording.readings * parts:,} readings are more than {MAX_READINGS:,}: "
                "choose a coarser cadence or a shorter time"
            )
        series = {
            name: _finer(one, recording, cadence_ms, method, _Scatter(noise, name))
            for name, one in recording.series.items()
        }
    return Recording(interval_ms=cadence_ms, series=series)


class _Scatter:
    """Noise of one facility, the same whatever other facilities there are."""

    def __init__(self, noise: Noise | None, facility: str) -> None:
        self._share = noise.share if noise else 0.0
        seed = noise.seed if noise else 0
        self._generator = np.random.default_rng([seed, zlib.crc32(facility.encode())])

    def on(self, shape: Powers) -> Powers:
        if not self._share:
            return shape
        scatter = self._generator.normal(0.0, self._share, shape.shape)
        return shape * (1.0 + np.clip(scatter, -_MAX_DEVIATION, _MAX_DEVIATION))


def _finer(
    series: PowerSeries,
    recording: Recording,
    cadence_ms: int,
    method: Method,
    scatter: _Scatter,
) -> PowerSeries:
    parts = recording.interval_ms // cadence_ms
    before, after = _neighbours(series, recording.interval_ms)
    shape = np.repeat(series.power_w[:, None], parts, axis=1)
    if method == "linear":
        shape = _lines(before, series.power_w, after, parts)
    power = _with_mean(
        scatter.on(shape), series.power_w, _one_direction(before, series.power_w, after)
    )
    offsets = np.arange(1, parts + 1, dtype=np.int64) * cadence_ms - recording.interval_ms
    ends: Instants = series.end_ms[:, None] + offsets
    # Where stamps jitter, an interval may begin before the previous one ended.
    previous_end = np.concatenate(([np.iinfo(np.int64).min], series.end_ms[:-1]))
    kept = ends > previous_end[:, None]
    return PowerSeries(ends[kept], power[kept])


def _neighbours(series: PowerSeries, interval_ms: int) -> tuple[Powers, Powers]:
    """Power of the interval before and after each; its own where that one is missing."""
    power = series.power_w
    adjacent = np.diff(series.end_ms) == interval_ms
    before, after = power.copy(), power.copy()
    before[1:] = np.where(adjacent, power[:-1], power[1:])
    after[:-1] = np.where(adjacent, power[1:], power[:-1])
    return before, after


def _lines(before: Powers, power: Powers, after: Powers, parts: int) -> Powers:
    """Each part's power on the lines between the centres of neighbouring intervals."""
    place = (np.arange(parts) + 0.5) / parts - 0.5  # centre of the part, from the interval's
    towards = np.where(place[None, :] < 0, before[:, None], after[:, None])
    lines: Powers = power[:, None] + (towards - power[:, None]) * np.abs(place)[None, :]
    return lines


def _one_direction(before: Powers, power: Powers, after: Powers) -> npt.NDArray[np.bool_]:
    """Where the interval and its neighbours all withdraw or all feed in."""
    lowest = np.minimum(np.minimum(before, power), after)
    highest = np.maximum(np.maximum(before, power), after)
    return np.asarray((lowest >= 0) | (highest <= 0))


def _with_mean(shape: Powers, mean_w: Powers, one_direction: npt.NDArray[np.bool_]) -> Powers:
    """The shape with the interval's energy: scaled, or shifted where the direction changes.

    Scaling keeps a consumer a consumer: a shift could invent a little production.
    """
    found = shape.mean(axis=1)
    factor = np.divide(mean_w, found, out=np.zeros_like(mean_w), where=found != 0)
    scaled = shape * factor[:, None]
    shifted = shape + (mean_w - found)[:, None]
    return np.asarray(np.where(one_direction[:, None], scaled, shifted), dtype=np.float64)


def _coarser(series: PowerSeries, recording: Recording, cadence_ms: int) -> PowerSeries:
    size = cadence_ms // recording.interval_ms
    groups = -(-series.end_ms // cadence_ms)  # an interval that ends on the border is the last
    numbers, first, counts = np.unique(groups, return_index=True, return_counts=True)
    if not len(numbers):
        return series
    means = np.add.reduceat(series.power_w, first) / counts
    whole = counts == size
    return PowerSeries((numbers * cadence_ms)[whole].astype(np.int64), means[whole])

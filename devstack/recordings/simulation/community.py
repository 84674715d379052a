"""A plausible community without any file and without a network."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from devstack.recordings.profiles import FacilityProfile
from devstack.recordings.recording import (
    MAX_READINGS,
    MILLISECONDS,
    Instants,
    PowerSeries,
    Recording,
    RecordingError,
    to_ms,
)
from devstack.recordings.simulation.chance import Chance
from devstack.recordings.simulation.members import member
from devstack.recordings.simulation.place import LAZIO, Place

MAX_FACILITIES: Final = 10_000
_YEARS: Final = range(2000, 2100)
_LONGEST_S: Final = 3600.0
_MEMBERS, _POWERS = range(2)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SimulatedCommunity:
    """What the meters recorded, and the facilities as people would register them."""

    recording: Recording
    profiles: tuple[FacilityProfile, ...]


def simulate_community(
    *,
    facilities: int,
    begin: datetime,
    end: datetime,
    cadence_s: float,
    seed: int,
    place: Place = LAZIO,
    cloud_cover: float | None = None,
) -> SimulatedCommunity:
    """Readings of the intervals between `begin` and `end`, on whole multiples of the cadence.

    A power depends on seed, place, cloud cover, the facility's number and the instant alone: not
    on the window, the cadence or the number of facilities. A later call continues an earlier one.
    `cloud_cover` is the share of time that clouds stand before the sun; None: each day its own.
    Raises RecordingError for a window without an interval, too many readings, a number or a time
    out of range.
    """
    _check(facilities, begin, end, seed, cloud_cover)
    instants = _instants(begin, end, cadence_s, facilities)
    chance = Chance(seed)
    members = [member(number, chance.of(_MEMBERS, number)) for number in range(1, facilities + 1)]
    # pandas and pvlib take seconds to import; who replays a file has no need of them.
    from devstack.recordings.simulation.metering import metered_w  # noqa: PLC0415  see above

    powers = metered_w(
        members,
        place=place,
        instants=instants,
        chance=chance.of(_POWERS),
        cloud_cover=cloud_cover,
    )
    return SimulatedCommunity(
        recording=Recording(
            interval_ms=round(cadence_s * MILLISECONDS),
            series={name: PowerSeries(instants, power_w) for name, power_w in powers.items()},
        ),
        profiles=tuple(one.profile for one in members),
    )


def _check(
    facilities: int, begin: datetime, end: datetime, seed: int, cloud_cover: float | None
) -> None:
    if not 1 <= facilities <= MAX_FACILITIES:
        raise RecordingError(f"{facilities:,} facilities: 1 to {MAX_FACILITIES:,} can be simulated")
    if begin.year not in _YEARS or end.year not in _YEARS:
        raise RecordingError(f"times from {_YEARS.start} to {_YEARS.stop - 1} can be simulated")
    if seed < 0:
        raise RecordingError(f"a seed must not be negative ({seed})")
    if cloud_cover is not None and not 0.0 <= cloud_cover <= 1.0:
        raise RecordingError(f"a cloud cover lies between 0 and 1, not {cloud_cover:g}")


def _instants(begin: datetime, end: datetime, cadence_s: float, facilities: int) -> Instants:
    """Ends of the intervals, as multiples of the cadence since 1970."""
    if not (math.isfinite(cadence_s) and 1 / MILLISECONDS <= cadence_s <= _LONGEST_S):
        raise RecordingError(f"a cadence of {cadence_s:g} s: 0.001 to {_LONGEST_S:g} s can be used")
    cadence_ms = round(cadence_s * MILLISECONDS)
    first = -(-to_ms(begin) // cadence_ms) + 1
    last = to_ms(end) // cadence_ms
    if last < first:
        raise RecordingError(f"no whole interval of {cadence_s:g} s lies between begin and end")
    if (last - first + 1) * facilities > MAX_READINGS:
        raise RecordingError(
            f"{(last - first + 1) * facilities:,} readings are more than {MAX_READINGS:,}: "
            "choose a coarser cadence or a shorter time"
        )
    return np.arange(first, last + 1, dtype=np.int64) * cadence_ms

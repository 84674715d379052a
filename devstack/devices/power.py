"""What simulated devices measure."""

import math
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from devstack.devices.reporting.meter import PowerSource

Profile = Literal["household", "pv", "mix", "plain"]

_MEMBERS: Final = 60
"""So many different days there are; devices share them, each with a factor of its own."""
_STEP_S: Final = 60.0
_STEP_MS: Final = 60_000
_STEPS_A_DAY: Final = 1440
_DAY_MS: Final = 86_400_000
_SPREAD: Final = (0.75, 1.25)
_TYPES: Final = {
    "household": {"consumer"},
    "pv": {"producer", "self-consumer"},
    "mix": {"consumer", "producer", "self-consumer"},
}
_PLAIN_MEAN_W: Final = 600.0
_PLAIN_SWING_W: Final = 400.0


def simulated_sources(count: int, *, profile: Profile, seed: int) -> Sequence[PowerSource]:
    """A source for each device: a day of the simulated community, every day again.

    Blocking for the seconds that the simulation's libraries take to load; `plain` needs none: a
    wave a day, each device at another hour.
    """
    chance = random.Random(f"{seed}:power")  # noqa: S311  no secret
    if profile == "plain":
        return [_wave(chance.random(), chance.uniform(*_SPREAD)) for _ in range(count)]
    days = _days(profile, seed)
    return [
        _repeated(days[number % len(days)], chance.uniform(*_SPREAD)) for number in range(count)
    ]


def _days(profile: Profile, seed: int) -> Sequence[Sequence[float]]:
    """Today's hours and weather (UTC), a power a minute."""
    from devstack.recordings.simulation.community import simulate_community  # noqa: PLC0415  seconds, of pandas and pvlib

    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    community = simulate_community(
        facilities=_MEMBERS,
        begin=midnight,
        end=midnight + timedelta(days=1),
        cadence_s=_STEP_S,
        seed=seed,
    )
    return [
        community.recording.series[one.name].power_w.tolist()
        for one in community.profiles
        if one.member_type in _TYPES[profile]
    ]


def _repeated(day_w: Sequence[float], factor: float) -> Callable[[float], float]:
    def power_w(at_ms: float) -> float:
        return day_w[int(at_ms // _STEP_MS) % _STEPS_A_DAY] * factor

    return power_w


def _wave(phase: float, factor: float) -> Callable[[float], float]:
    def power_w(at_ms: float) -> float:
        turn = math.tau * (at_ms / _DAY_MS + phase)
        return (_PLAIN_MEAN_W + _PLAIN_SWING_W * math.sin(turn)) * factor

    return power_w

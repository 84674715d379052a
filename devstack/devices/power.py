"""What simulated devices measure: a day of the simulated community, every day again."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

import numpy as np

from devstack.devices.reporting.meter import PowerSource
from devstack.recordings.simulation.community import simulate_community

Profile = Literal["household", "pv", "mix"]

_MEMBERS: Final = 60
"""So many different days there are; devices share them, each with a factor of its own."""
_STEP_S: Final = 60.0
_STEP_MS: Final = 60_000
_STEPS_A_DAY: Final = 1440
_SPREAD: Final = (0.75, 1.25)
_TYPES: Final = {
    "household": {"consumer"},
    "pv": {"producer", "self-consumer"},
    "mix": {"consumer", "producer", "self-consumer"},
}


def simulated_sources(count: int, *, profile: Profile, seed: int) -> Sequence[PowerSource]:
    """A source for each device; blocking for some seconds. Today's weather and hours, in UTC."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    community = simulate_community(
        facilities=_MEMBERS,
        begin=midnight,
        end=midnight + timedelta(days=1),
        cadence_s=_STEP_S,
        seed=seed,
    )
    days = [
        community.recording.series[one.name].power_w
        for one in community.profiles
        if one.member_type in _TYPES[profile]
    ]
    chance = random.Random(f"{seed}:power")  # noqa: S311  no secret
    return [
        _repeated(days[number % len(days)], chance.uniform(*_SPREAD)) for number in range(count)
    ]


def _repeated(day_w: np.ndarray, factor: float) -> Callable[[float], float]:
    def power_w(at_ms: float) -> float:
        return float(day_w[int(at_ms // _STEP_MS) % _STEPS_A_DAY]) * factor

    return power_w

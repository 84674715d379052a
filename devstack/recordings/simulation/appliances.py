"""Appliances that run now and then: the spikes in a load."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from devstack.recordings.recording import Instants, Powers, from_ms, to_ms
from devstack.recordings.simulation.chance import Chance

_ONE_DAY: Final = timedelta(days=1)
_HOUR_MS: Final = 3_600_000
_MINUTE_MS: Final = 60_000
_MOST_RUNS_A_DAY: Final = 6
_SPREAD_H: Final = 1.2
_LENGTHS: Final = (0.75, 1.3)
_LEVELS: Final = (0.9, 1.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appliance:
    """`phases`: power in W and minutes, one after the other; `hours`: its usual starts."""

    phases: tuple[tuple[float, float], ...]
    runs_a_day: float
    hours: tuple[float, ...]


HOME_APPLIANCES: Final = (
    Appliance(phases=((1400.0, 25.0),), runs_a_day=1.1, hours=(12.3, 19.3)),  # hob
    Appliance(phases=((2000.0, 12.0), (900.0, 30.0)), runs_a_day=0.4, hours=(12.0, 19.0)),  # oven
    Appliance(phases=((1800.0, 4.0),), runs_a_day=1.5, hours=(7.0, 16.0)),  # kettle
    Appliance(phases=((1600.0, 9.0),), runs_a_day=0.6, hours=(7.5, 20.5)),  # hair dryer
    Appliance(phases=((1900.0, 18.0), (250.0, 60.0)), runs_a_day=0.5, hours=(9.0, 15.0)),  # washing
    Appliance(phases=((1800.0, 22.0), (120.0, 50.0)), runs_a_day=0.6, hours=(14.0, 21.3)),  # dishes
)
SHOP_APPLIANCES: Final = (
    Appliance(phases=((2600.0, 20.0), (1100.0, 40.0)), runs_a_day=2.5, hours=(7.5, 16.0)),  # oven
    Appliance(phases=((1500.0, 12.0),), runs_a_day=4.0, hours=(10.0, 17.5)),  # compressor
)


def appliances_w(
    appliances: tuple[Appliance, ...], chance: Chance, instants: Instants, zone: ZoneInfo
) -> Powers:
    """Power of all of them together at rising instants; each local day has its own runs."""
    power = np.zeros(len(instants))
    first = from_ms(int(instants[0])).astimezone(zone).date() - _ONE_DAY
    last = from_ms(int(instants[-1])).astimezone(zone).date() + _ONE_DAY
    for number in range((last - first).days + 1):
        for run in _runs(appliances, chance, first + number * _ONE_DAY, zone):
            begin, end = np.searchsorted(instants, [run.begin_ms, run.end_ms])
            power[begin:end] += run.power_w
    return power


@dataclass(frozen=True, slots=True)
class _Run:
    """One phase of one run."""

    begin_ms: int
    end_ms: int
    power_w: float


def _runs(
    appliances: tuple[Appliance, ...], chance: Chance, day: date, zone: ZoneInfo
) -> Iterator[_Run]:
    generator = chance.of(day.toordinal()).generator()
    midnight_ms = to_ms(datetime.combine(day, time(), zone))
    for appliance in appliances:
        runs = min(int(generator.poisson(appliance.runs_a_day)), _MOST_RUNS_A_DAY)
        for _ in range(runs):
            hour = generator.normal(generator.choice(appliance.hours), _SPREAD_H)
            longer, level = generator.uniform(*_LENGTHS), generator.uniform(*_LEVELS)
            begin_ms = midnight_ms + round(hour * _HOUR_MS)
            for power_w, minutes in appliance.phases:
                end_ms = begin_ms + round(minutes * longer * _MINUTE_MS)
                yield _Run(begin_ms, end_ms, power_w * level)
                begin_ms = end_ms

"""What the meters of simulated members show."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from devstack.recordings.recording import Instants, Powers
from devstack.recordings.simulation.chance import Chance
from devstack.recordings.simulation.clouds import Clouds
from devstack.recordings.simulation.demand import Demands
from devstack.recordings.simulation.members import Member
from devstack.recordings.simulation.place import Place
from devstack.recordings.simulation.sun import Sun

_DECIMALS: Final = 1  # a meter shows a tenth of a watt
_SKY, _DEMAND = range(2)


def metered_w(
    members: Sequence[Member],
    *,
    place: Place,
    instants: Instants,
    chance: Chance,
    cloud_cover: float | None,
) -> dict[str, Powers]:
    """Net power of each member at rising instants: what it draws less what its roof produces."""
    sun = Sun(place, instants)
    clouds = Clouds(chance.of(_SKY), instants, cloud_cover)
    demands = Demands(ZoneInfo(place.zone), instants)
    powers = {}
    for member in members:
        power = np.zeros(len(instants))
        if member.demand:
            power += demands.load_w(member.demand, chance.of(_DEMAND, member.number))
        if member.roof:
            power -= sun.production_w(member.roof, clouds.light_over(member.number))
        powers[member.name] = np.round(power, _DECIMALS) + 0.0  # no -0.0
    return powers

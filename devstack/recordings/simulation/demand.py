"""What a facility draws: its standard profile made one household's, a fridge, appliances."""

from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from devstack.recordings.recording import Instants, Powers
from devstack.recordings.simulation.appliances import (
    HOME_APPLIANCES,
    SHOP_APPLIANCES,
    Appliance,
    appliances_w,
)
from devstack.recordings.simulation.chance import Chance, smooth_noise
from devstack.recordings.simulation.equipment import Demand, DemandKind
from devstack.recordings.simulation.standard_loads import StandardLoads

_APPLIANCES: Final[dict[DemandKind, tuple[Appliance, ...]]] = {
    DemandKind.HOME: HOME_APPLIANCES,
    DemandKind.SHOP: SHOP_APPLIANCES,
}
_IN_PROFILE: Final = {DemandKind.HOME: 0.4, DemandKind.SHOP: 0.75}
"""Share of the year's energy that follows the profile; the rest is standby, fridge, appliances."""
_PRESENCE_MS: Final = 1_500_000
_FLICKER_MS: Final = 60_000
_PRESENCE: Final = 0.4
_FLICKER: Final = 0.12
_FRIDGE_DUTY: Final = 0.35
_FRIDGE_JITTER: Final = 0.05
_SLOW, _FAST, _FRIDGE, _RUNS = range(4)


class Demands:
    """Demands of a community's facilities at rising instants."""

    def __init__(self, zone: ZoneInfo, instants: Instants) -> None:
        self._zone = zone
        self._instants = instants
        self._standard = StandardLoads(zone, instants)

    def load_w(self, demand: Demand, chance: Chance) -> Powers:
        """Power that the facility draws; `chance` is its own branch."""
        load = self._varied(demand, chance)
        load += demand.standby_w
        load += demand.fridge_w * self._fridge_runs(demand, chance)
        load += appliances_w(_APPLIANCES[demand.kind], chance.of(_RUNS), self._instants, self._zone)
        return np.minimum(load, demand.contract_w)

    def _varied(self, demand: Demand, chance: Chance) -> Powers:
        """The profile's share, scaled up and down around it (log-normal with mean 1)."""
        annual_kwh = demand.annual_kwh * _IN_PROFILE[demand.kind]
        slow = smooth_noise(chance.of(_SLOW), self._instants, knot_ms=_PRESENCE_MS)
        fast = smooth_noise(chance.of(_FAST), self._instants, knot_ms=_FLICKER_MS)
        mean_one = np.exp(_PRESENCE * slow + _FLICKER * fast - (_PRESENCE**2 + _FLICKER**2) / 2)
        varied: Powers = self._standard.load_w(demand.kind, annual_kwh) * mean_one
        return varied

    def _fridge_runs(self, demand: Demand, chance: Chance) -> Powers:
        """1 while the compressor runs, else 0."""
        cycle = demand.fridge_cycle_ms
        drift = smooth_noise(chance.of(_FRIDGE), self._instants, knot_ms=8 * cycle)
        phase = (self._instants % cycle) / cycle + _FRIDGE_JITTER * drift
        return np.asarray(phase % 1.0 < _FRIDGE_DUTY, dtype=np.float64)

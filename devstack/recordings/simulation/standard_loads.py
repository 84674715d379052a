"""Standard load profiles (BDEW 2025, by demandlib) at any instant."""

import warnings
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from demandlib import bdew

from devstack.recordings.recording import Instants, Powers
from devstack.recordings.simulation.equipment import DemandKind

_QUARTER_MS: Final = 900_000
_KWH_PER_PROFILE: Final = 1_000_000
_W_PER_KW: Final = 1000
_PROFILES: Final = {DemandKind.HOME: bdew.H25, DemandKind.SHOP: bdew.G25}


class StandardLoads:
    """Profiles over rising instants; season, weekday and hour are the zone's."""

    def __init__(self, zone: ZoneInfo, instants: Instants) -> None:
        self._zone = zone
        self._instants = instants
        self._shapes: dict[DemandKind, Powers] = {}

    def load_w(self, kind: DemandKind, annual_kwh: float) -> Powers:
        """Mean power of a facility among many of its kind that use so much a year."""
        if kind not in self._shapes:
            self._shapes[kind] = self._shape(kind)
        return self._shapes[kind] * annual_kwh

    def _shape(self, kind: DemandKind) -> Powers:
        """W per kWh a year, on the lines between the centres of quarter-hours."""
        first = int(self._instants[0]) // _QUARTER_MS - 1
        last = int(self._instants[-1]) // _QUARTER_MS + 1
        quarters = pd.date_range(
            pd.Timestamp(first * _QUARTER_MS, unit="ms", tz=self._zone),
            periods=last - first + 1,
            freq="15min",
        )
        with warnings.catch_warnings():
            # demandlib 0.2.2 calls what pandas 3 deprecates.
            warnings.simplefilter("ignore", category=DeprecationWarning)
            profile_kw = np.asarray(_PROFILES[kind](quarters), dtype=np.float64)
        centres = (np.arange(first, last + 1) + 0.5) * _QUARTER_MS
        shape = profile_kw * _W_PER_KW / _KWH_PER_PROFILE
        return np.interp(self._instants, centres, shape)

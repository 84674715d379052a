"""A month counted once more, with pandas and floats, from the rules as they are written.

Nothing here comes from the service: figures are those of the DM CACER (R6), and one more is passed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pandas as pd

Powers = Mapping[str, Mapping[datetime, float]]
"""Watts by name of the facility and time of the reading, a quarter-hour after the one before."""

_QUARTERS_OF_HOUR: Final = 4
_REFERENCE, _BASE, _CAP, _BONUS = 180.0, 80.0, 120.0, 10.0
"""EUR/MWh, of plants up to 200 kW; the bonus is that of the northern regions."""
_MOST_VARIABLE: Final = 40.0
_THRESHOLD_WITH_GRANT: Final = 0.45
_WH_OF_MWH: Final = 1e6


@dataclass(frozen=True, kw_only=True)
class Members:
    """Who is what, by name of the facility."""

    older_plant: str
    """Of before 2021-12-16: no premium."""
    plant_with_grant: str
    reduction: float
    """F."""
    enterprises: Collection[str]
    """They are not exempt from F either."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Parts by consumption and production of what is left after the funds."""

    funds: float
    consumption: float
    production: float


class Recount:
    """Frames and series by hour (UTC), in Wh and EUR."""

    def __init__(self, energy_wh: pd.DataFrame, members: Members, prices: pd.Series) -> None:
        """`energy_wh`: by quarter-hour and facility, fed in below 0; `prices`: EUR/MWh by hour."""
        self._members = members
        self.withdrawn = energy_wh.clip(lower=0).resample("h").sum()
        self.fed_in = (-energy_wh).clip(lower=0).resample("h").sum()
        self.shared = pd.concat([self.withdrawn.sum(axis=1), self.fed_in.sum(axis=1)], axis=1).min(
            axis=1
        )
        self._price = prices.reindex(self.shared.index)
        self._older = pd.concat([self.shared, self.fed_in[members.older_plant]], axis=1).min(axis=1)
        self._newer = self.shared - self._older

    @property
    def premium(self) -> pd.Series:
        """TIP; the older plant has its part of the shared energy first, and earns none."""
        members = self._members
        tariff = (_BASE + (_REFERENCE - self._price).clip(lower=0)).clip(upper=_CAP) + _BONUS
        reduced = _shares(self.withdrawn)[list(members.enterprises)].sum(axis=1)
        return self._newer * tariff * (1 - members.reduction * reduced) / _WH_OF_MWH

    @property
    def simplified(self) -> pd.Series:
        """(T_fix + T_var) * C + B, without V: for all plants alike but for C."""
        form = _BASE + (_REFERENCE - self._price).clip(lower=0, upper=_MOST_VARIABLE)
        newer = self._newer * (form * (1 - self._members.reduction) + _BONUS)
        return (newer + self._older * (form + _BONUS)) / _WH_OF_MWH

    def valorization(self, unit_value: float) -> pd.Series:
        """V, of all shared energy."""
        return self.shared * unit_value / _WH_OF_MWH

    @property
    def excess(self) -> float:
        """The part of the premium that is above the threshold, if the year has only this month."""
        fed_in = self.fed_in[self._members.plant_with_grant].sum()
        return max(0.0, float(1 - _THRESHOLD_WITH_GRANT * fed_in / self._newer.sum()))

    def amounts(self, policy: Policy, unit_value: float) -> pd.DataFrame:
        """What each facility gets; the excess goes to who is no enterprise, by consumption."""
        bound = self.premium * self.excess
        free = self.premium - bound + self.valorization(unit_value)
        free *= 1 - policy.funds
        poor = self.withdrawn.copy()
        poor[list(self._members.enterprises)] = 0.0
        return (
            _shares(self.withdrawn).mul(free * policy.consumption, axis=0)
            + _shares(self.fed_in).mul(free * policy.production, axis=0)
            + _shares(poor).mul(bound, axis=0)
        )


def measured(powers: Powers) -> pd.DataFrame:
    """Energy by quarter-hour; a first reading only says when measuring began."""
    frame = pd.DataFrame({name: dict(of) for name, of in powers.items()}).sort_index()
    return (frame.iloc[1:] / _QUARTERS_OF_HOUR).shift(-1, freq="15min")


def _shares(energy: pd.DataFrame) -> pd.DataFrame:
    """Of each hour's sum; 0 where there is none."""
    return energy.div(energy.sum(axis=1), axis=0).fillna(0.0)

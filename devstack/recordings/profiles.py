"""What must be said of a facility when it is registered, given or inferred from a recording."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from devstack.recordings.recording import PowerSeries, Recording

MemberType = Literal["consumer", "producer", "self-consumer"]

_STEP_W: Final = 500.0
_USUAL_CONTRACT_W: Final = 3000.0
_OWN_USE_RATIO: Final = 0.02  # an inverter's own use does not make a producer a consumer
ASSUMED_COMMISSIONED_ON: Final = date(2022, 1, 1)
"""R3 wants plants in operation after 2021-12-16; a CSV does not say since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityProfile:
    """A facility as a person would register it; `name` is its name in the recording."""

    name: str
    member_type: MemberType
    max_consumption_w: float
    max_production_w: float = 0.0
    commissioned_on: date | None = None


def infer_profiles(recording: Recording) -> tuple[FacilityProfile, ...]:
    """Profiles from a recording's extremes, rounded up to the next 500 W."""
    return tuple(_inferred(name, series) for name, series in recording.series.items())


def _inferred(name: str, series: PowerSeries) -> FacilityProfile:
    withdrawn = np.maximum(series.power_w, 0.0)
    fed_in = np.maximum(-series.power_w, 0.0)
    produces = bool(np.any(fed_in > 0))
    return FacilityProfile(
        name=name,
        member_type=_member_type(float(withdrawn.sum()), float(fed_in.sum())),
        max_consumption_w=max(_USUAL_CONTRACT_W, _rounded_up(withdrawn.max(initial=0.0))),
        max_production_w=_rounded_up(fed_in.max(initial=0.0)),
        commissioned_on=ASSUMED_COMMISSIONED_ON if produces else None,
    )


def _member_type(withdrawn: float, fed_in: float) -> MemberType:
    if fed_in == 0:
        return "consumer"
    return "producer" if withdrawn <= _OWN_USE_RATIO * fed_in else "self-consumer"


def _rounded_up(power_w: float) -> float:
    return float(np.ceil(power_w / _STEP_W) * _STEP_W)

"""What a simulated facility has: something that draws power, a roof, or both."""

from dataclasses import dataclass
from enum import StrEnum


class DemandKind(StrEnum):
    """Whose hours and appliances a demand has."""

    HOME = "home"
    SHOP = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A connection of `contract_w`, which its owner never exceeds, and what it uses."""

    kind: DemandKind
    contract_w: float
    annual_kwh: float
    standby_w: float
    fridge_w: float
    fridge_cycle_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Roof:
    """Panels of `peak_w` behind an inverter of `inverter_w`; azimuth 180 looks south."""

    peak_w: float
    inverter_w: float
    tilt_deg: float
    azimuth_deg: float

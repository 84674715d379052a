"""Who is in a simulated community: homes, shops and a school's roof."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from devstack.recordings.profiles import FacilityProfile, MemberType
from devstack.recordings.simulation.chance import Chance
from devstack.recordings.simulation.equipment import Demand, DemandKind, Roof

_NAMES: Final = {"R": "Home", "H": "Home", "B": "Shop", "S": "School roof"}
_MIX: Final = "RHSRHBHRHHRHRBHRHRHR"
"""Home with a roof, home, shop (business), school: repeated for larger communities."""
_HOME_CONTRACTS_W: Final = (3000.0, 4500.0, 6000.0)
_HOME_CONTRACT_SHARES: Final = (0.6, 0.25, 0.15)
_SHOP_CONTRACT_W: Final = 10_000.0
_HOME_ANNUAL_KWH: Final = (1800.0, 3800.0)
_SHOP_ANNUAL_KWH: Final = (9_000.0, 16_000.0)
_FRIDGE_CYCLE_MS: Final = (2_400_000, 4_200_000)
_SCHOOL_PEAK_W: Final = 16_000.0
_HOME_PEAKS_W: Final = (3000.0, 3500.0, 4000.0, 4500.0, 5000.0, 6000.0)
_FIRST_COMMISSIONING: Final = date(2022, 1, 10)
_COMMISSIONING_DAYS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A facility of the community; `number` counts from 1 and decides what kind it is."""

    number: int
    name: str
    demand: Demand | None
    roof: Roof | None
    commissioned_on: date | None

    @property
    def profile(self) -> FacilityProfile:
        """What is registered of it."""
        return FacilityProfile(
            name=self.name,
            member_type=self._member_type,
            max_consumption_w=self.demand.contract_w if self.demand else 0.0,
            max_production_w=self.roof.inverter_w if self.roof else 0.0,
            commissioned_on=self.commissioned_on,
        )

    @property
    def _member_type(self) -> MemberType:
        if self.roof is None:
            return "consumer"
        return "self-consumer" if self.demand else "producer"


def member(number: int, chance: Chance) -> Member:
    """The member with that number; `chance` is its own branch."""
    kind = _MIX[(number - 1) % len(_MIX)]
    generator = chance.generator()
    demand = _demand(kind, generator)
    roof = _roof(kind, generator)
    days = int(generator.integers(_COMMISSIONING_DAYS))
    return Member(
        number=number,
        name=f"{_NAMES[kind]} {number}",
        demand=demand,
        roof=roof,
        commissioned_on=_FIRST_COMMISSIONING + timedelta(days=days) if roof else None,
    )


def _demand(kind: str, generator: np.random.Generator) -> Demand | None:
    if kind == "S":
        return None
    shop = kind == "B"
    contract_w = generator.choice(_HOME_CONTRACTS_W, p=_HOME_CONTRACT_SHARES)
    return Demand(
        kind=DemandKind.SHOP if shop else DemandKind.HOME,
        contract_w=_SHOP_CONTRACT_W if shop else float(contract_w),
        annual_kwh=generator.uniform(*(_SHOP_ANNUAL_KWH if shop else _HOME_ANNUAL_KWH)),
        standby_w=generator.uniform(40.0, 110.0),
        fridge_w=generator.uniform(300.0, 600.0) if shop else generator.uniform(70.0, 130.0),
        fridge_cycle_ms=int(generator.integers(*_FRIDGE_CYCLE_MS)),
    )


def _roof(kind: str, generator: np.random.Generator) -> Roof | None:
    if kind not in "RS":
        return None
    peak_w = _SCHOOL_PEAK_W if kind == "S" else float(generator.choice(_HOME_PEAKS_W))
    return Roof(
        peak_w=peak_w,
        inverter_w=peak_w,
        tilt_deg=generator.uniform(14.0, 30.0),
        azimuth_deg=generator.uniform(135.0, 225.0),
    )

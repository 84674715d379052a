"""By which rule incentives are computed, and what keeps a result from being final."""

from dataclasses import dataclass
from enum import StrEnum

from services.energy.domain.tariffs.premium import Plant


class Model(StrEnum):
    """`tip`: the rule in force (regulation). `simplified`: the form of requirement R6."""

    TIP = "tip"
    SIMPLIFIED = "simplified"


class Provisional(StrEnum):
    """Why a result may still change. In this order they are told."""

    NOT_OVER = "period_not_over"
    ENERGY_INCOMPLETE = "energy_incomplete"
    PLANT_UNKNOWN = "plant_unknown"
    """A facility fed in of which the registry knows no plant: it earns nothing."""
    PRICES_MISSING = "prices_missing"
    RULES_PROVISIONAL = "rules_provisional"
    YEAR_NOT_OVER = "year_not_over"
    """The threshold of shared energy is judged over the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentiveFacts:
    """What decides a facility's part. `plant` is None where it has none."""

    plant: Plant | None
    owner_kind: str

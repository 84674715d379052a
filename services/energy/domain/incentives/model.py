"""By which rule incentives are computed, and what keeps a result from being final."""

from dataclasses import dataclass, replace
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
class FormerFacts:
    """What was otherwise up to a moment, since the former facts before it."""

    until_ms: int
    """Excluded; the start of an hour, milliseconds since 1970."""
    reduction_ppb: int
    """The plant's, if there is one."""
    owner_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentiveFacts:
    """What decides a facility's part. `plant` is None where it has none."""

    plant: Plant | None
    owner_kind: str
    former: tuple[FormerFacts, ...] = ()
    """In order of time."""

    def at(self, moment_ms: int) -> "IncentiveFacts":
        """As they were then, without a history."""
        plant, owner_kind = self.plant, self.owner_kind
        for former in self.former:
            if moment_ms < former.until_ms:
                owner_kind = former.owner_kind
                if plant is not None:
                    plant = replace(plant, reduction_ppb=former.reduction_ppb)
                break
        return IncentiveFacts(plant=plant, owner_kind=owner_kind)

"""What the owner states about a facility, and the rules that hold within it."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from libs.chassis.errors import FieldError
from services.community.domain.errors import (
    InvalidSettingsError,
    OwnerExcludedError,
    PlantTooPowerfulError,
)

PLANTS_STARTED_FROM: Final = date(2021, 12, 16)
"""R3: the day D.Lgs. 199/2021 entered into force; plants of that day count as new."""
PLANT_POWER_LIMIT_W: Final = 1_000_000.0
MAX_POWER_W: Final = 1_000_000_000.0
MAX_TRANSFORMATION_CONSTANT: Final = 10_000.0


class MemberType(StrEnum):
    """How the facility takes part."""

    CONSUMER = "consumer"
    PRODUCER = "producer"
    SELF_CONSUMER = "self-consumer"


class OwnerKind(StrEnum):
    """What the holder of the supply contract is; it decides who may take part (R4)."""

    NATURAL_PERSON = "natural-person"
    SMALL_COMPANY = "small-company"
    """Micro, small and medium enterprises."""
    PUBLIC_BODY = "public-body"
    ASSOCIATION = "association"
    """Third sector, religious, research and environmental bodies, too."""
    LARGE_COMPANY = "large-company"


class PlantSource(StrEnum):
    """What the plant makes electricity from."""

    PHOTOVOLTAIC = "photovoltaic"
    WIND = "wind"
    HYDRO = "hydro"
    BIOGAS = "biogas"
    BIOMASS = "biomass"
    OTHER = "other"


class MeterKind(StrEnum):
    """The supplier's meter: one-phase, three-phase, three-phase behind current transformers."""

    GEMIS = "GEMIS"
    GETIS = "GETIS"
    GESIS = "GESIS"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitySettings:
    """A facility's attributes. Raises InvalidSettingsError naming every field that breaks a rule.

    R9: a semi-direct meter (GESIS) has a transformation constant K above 1, others 1.
    A producing plant states when it started operating.
    """

    name: str
    region: str
    primary_substation_code: str
    member_type: MemberType
    meter_kind: MeterKind
    max_consumption_w: float
    """The contract's power."""
    max_production_w: float = 0.0
    """The plant's peak power; above 0 the facility has a producing plant."""
    transformation_constant: float = 1.0
    commissioned_on: date | None = None
    plant_source: PlantSource = PlantSource.PHOTOVOLTAIC
    regional_bonus: bool = True
    """Whether the region's surcharge is claimed; it is for photovoltaic plants only."""
    incentives_reduction: float = 0.0
    """Share by which a capital grant reduces the premium, 0 to 1."""
    owner_kind: OwnerKind = OwnerKind.NATURAL_PERSON
    storage_efficiency: float | None = None
    """Round-trip efficiency, above 0 and at most 1, of the storage that withdrawals charge."""

    def __post_init__(self) -> None:
        errors = (
            *self._range_errors(),
            *self._storage_errors(),
            *self._meter_errors(),
            *self._plant_errors(),
        )
        if errors:
            raise InvalidSettingsError(
                "; ".join(f"{error.field} {error.message}" for error in errors), fields=errors
            )

    @property
    def has_plant(self) -> bool:
        """True when the facility can feed in."""
        return self.max_production_w > 0

    @property
    def has_older_plant(self) -> bool:
        """R3: its plant started too early for the premium; its energy earns the valorization."""
        started = self.commissioned_on
        return self.has_plant and started is not None and started < PLANTS_STARTED_FROM

    @property
    def has_too_powerful_plant(self) -> bool:
        """R3: its plant is above 1 MW."""
        return self.max_production_w > PLANT_POWER_LIMIT_W

    def _range_errors(self) -> tuple[FieldError, ...]:
        limits = (
            ("maxConsumptionW", self.max_consumption_w, MAX_POWER_W),
            ("maxProductionW", self.max_production_w, MAX_POWER_W),
            ("transformationConstant", self.transformation_constant, MAX_TRANSFORMATION_CONSTANT),
            ("incentivesReduction", self.incentives_reduction, 1.0),
        )
        return tuple(
            FieldError(field, "out_of_range", f"must lie between 0 and {maximum:g}")
            for field, value, maximum in limits
            if not (math.isfinite(value) and 0 <= value <= maximum)
        )

    def _storage_errors(self) -> tuple[FieldError, ...]:
        if self.storage_efficiency is None or 0 < self.storage_efficiency <= 1:
            return ()
        return (FieldError("storageEfficiency", "out_of_range", "must be above 0 and at most 1"),)

    def _meter_errors(self) -> tuple[FieldError, ...]:
        field = "transformationConstant"
        if self.meter_kind is MeterKind.GESIS:
            if self.transformation_constant > 1:
                return ()
            return (FieldError(field, "missing_for_gesis", "of a GESIS meter is above 1"),)
        if self.transformation_constant == 1:
            return ()
        return (FieldError(field, "only_for_gesis", "is 1 unless the meter is a GESIS"),)

    def _plant_errors(self) -> tuple[FieldError, ...]:
        if self.has_plant and self.commissioned_on is None:
            return (
                FieldError("commissionedOn", "missing", "is needed when maxProductionW is above 0"),
            )
        return ()


def check_may_take_part(settings: FacilitySettings) -> None:
    """R3, R4: what no community can take, whoever else is in it.

    Older plants are welcome; how many is a matter of the whole community (eligibility.py).
    Raises PlantTooPowerfulError, OwnerExcludedError.
    """
    if settings.has_too_powerful_plant:
        raise PlantTooPowerfulError("a community takes plants of at most 1 MW")
    if settings.owner_kind is OwnerKind.LARGE_COMPANY:
        raise OwnerExcludedError("large companies take no part in a community")

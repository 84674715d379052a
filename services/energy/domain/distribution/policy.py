"""How a community divides what its shared energy earns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import FieldError
from services.energy.domain.distribution.errors import InvalidPolicyError
from services.energy.domain.tariffs.editions import WHOLE

MAXIMUM_COEFFICIENT: Final = 1_000_000
MAXIMUM_COEFFICIENTS: Final = 10_000


class Criterion(StrEnum):
    """Who gets how much of a part, hour by hour."""

    EQUAL = "equal"
    """Every facility that is a member in the hour gets the same."""
    CONSUMPTION = "consumption"
    """In proportion to what each withdrew in the hour."""
    PRODUCTION = "production"
    """In proportion to what each fed in in the hour."""
    COEFFICIENTS = "coefficients"
    """In proportion to fixed coefficients, among the members of the hour."""


class ExcessTo(StrEnum):
    """Where the premium above the year's threshold goes (see incentives/excess.py)."""

    SOCIAL = "social"
    NOT_ENTERPRISES = "not_enterprises"
    """To members that are no enterprises, in proportion to what they withdrew in the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionPolicy:
    """Shares of the whole, in parts per billion. Raises InvalidPolicyError naming every field.

    First the community's funds and social purposes get theirs; the rest is cut into parts, each
    divided by its criterion.
    """

    parts_ppb: Mapping[Criterion, int]
    """What weighs how much; sums to WHOLE."""
    funds_ppb: int = 0
    social_ppb: int = 0
    coefficients: Mapping[UUID, int] = field(default_factory=dict)
    """By facility; one that is not named has none. Needed when they have a part."""
    excess_to: ExcessTo = ExcessTo.SOCIAL

    def __post_init__(self) -> None:
        errors = tuple(self._errors())
        if errors:
            detail = "; ".join(f"{error.field} {error.message}" for error in errors)
            raise InvalidPolicyError(detail, fields=errors)

    def _errors(self) -> list[FieldError]:
        errors = []
        kept = (("fundsShare", self.funds_ppb), ("socialShare", self.social_ppb))
        for name, share in (*kept, *((f"parts.{c}", s) for c, s in self.parts_ppb.items())):
            if not 0 <= share <= WHOLE:
                errors.append(FieldError(name, "out_of_range", "is a share, 0 to 1"))
        if sum(self.parts_ppb.values()) != WHOLE:
            errors.append(FieldError("parts", "sum", "must sum to 1"))
        if self.funds_ppb + self.social_ppb > WHOLE:
            errors.append(FieldError("socialShare", "sum", "with fundsShare is at most 1"))
        return errors + self._coefficient_errors()

    def _coefficient_errors(self) -> list[FieldError]:
        name = "coefficients"
        if len(self.coefficients) > MAXIMUM_COEFFICIENTS:
            return [FieldError(name, "too_many", f"are at most {MAXIMUM_COEFFICIENTS}")]
        if any(not 0 <= c <= MAXIMUM_COEFFICIENT for c in self.coefficients.values()):
            return [FieldError(name, "out_of_range", f"lie between 0 and {MAXIMUM_COEFFICIENT}")]
        if self.parts_ppb.get(Criterion.COEFFICIENTS) and not any(self.coefficients.values()):
            return [FieldError(name, "missing", "are needed when parts.coefficients is above 0")]
        return []


DEFAULT_POLICY: Final = DistributionPolicy(
    parts_ppb={Criterion.CONSUMPTION: WHOLE // 2, Criterion.PRODUCTION: WHOLE // 2}
)
"""Until a community decides: half to those who use the energy, half to those who make it."""

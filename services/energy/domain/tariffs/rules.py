"""The rules in force at a date: a regulator's figures are dated data, found here by day."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Generic, TypeVar

from services.energy.domain.tariffs.editions import (
    Edition,
    EligibilityEdition,
    ExcessEdition,
    GrantReductionEdition,
    GridCo2Edition,
    PremiumEdition,
    RegionalBonusEdition,
    SimplifiedEdition,
    ValorizationEdition,
)

E = TypeVar("E", bound=Edition)
E_co = TypeVar("E_co", bound=Edition, covariant=True)


@dataclass(frozen=True, slots=True)
class InForce(Generic[E_co]):
    """An edition as it counts on a day.

    `stands_in`: the day is before the first edition, or after the time the edition was set for.
    """

    edition: E_co
    stands_in: bool

    @property
    def provisional(self) -> bool:
        """Whether what is computed with it is provisional."""
        return self.stands_in or self.edition.provisional


@dataclass(frozen=True, slots=True)
class RuleTable(Generic[E]):
    """All editions of one kind, at least one, in order of `valid_from`.

    Raises ValueError where it is empty, out of order, or two begin on the same day.
    """

    editions: tuple[E, ...]

    def __post_init__(self) -> None:
        if not self.editions:
            raise ValueError("a table of rules has at least one edition")
        days = [edition.valid_from for edition in self.editions]
        if sorted(set(days)) != days:
            raise ValueError("editions are in order of valid_from, one a day")

    def on(self, day: date) -> InForce[E]:
        """What counts on the day; before the first edition that one stands in."""
        begun = [edition for edition in self.editions if edition.valid_from <= day]
        if not begun:
            return InForce(self.editions[0], stands_in=True)
        newest = begun[-1]
        return InForce(newest, stands_in=newest.valid_to is not None and day >= newest.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Every table."""

    premium: RuleTable[PremiumEdition]
    regional_bonus: RuleTable[RegionalBonusEdition]
    grant_reduction: RuleTable[GrantReductionEdition]
    eligibility: RuleTable[EligibilityEdition]
    excess: RuleTable[ExcessEdition]
    valorization: RuleTable[ValorizationEdition]
    simplified: RuleTable[SimplifiedEdition]
    grid_co2: RuleTable[GridCo2Edition]

    def tables(self) -> Iterator[tuple[str, RuleTable[Edition]]]:
        """Each table with its name."""
        for field in fields(self):
            yield field.name, getattr(self, field.name)

    def on(self, day: date) -> "RulesInForce":
        """What counts on the day, of every table."""
        return RulesInForce(
            day=day,
            premium=self.premium.on(day),
            regional_bonus=self.regional_bonus.on(day),
            grant_reduction=self.grant_reduction.on(day),
            eligibility=self.eligibility.on(day),
            excess=self.excess.on(day),
            valorization=self.valorization.on(day),
            simplified=self.simplified.on(day),
            grid_co2=self.grid_co2.on(day),
        )

    def changes(self) -> list[date]:
        """The days, in order, on which what is in force changes."""
        return sorted(
            {
                day
                for _, table in self.tables()
                for edition in table.editions
                for day in (edition.valid_from, edition.valid_to)
                if day is not None
            }
        )

    def fingerprint(self) -> str:
        """SHA-256 (hex) of all figures: two books with the same one give the same results."""
        told = [repr(_stable(edition)) for _, table in self.tables() for edition in table.editions]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInForce:
    """What counts on one day."""

    day: date
    premium: InForce[PremiumEdition]
    regional_bonus: InForce[RegionalBonusEdition]
    grant_reduction: InForce[GrantReductionEdition]
    eligibility: InForce[EligibilityEdition]
    excess: InForce[ExcessEdition]
    valorization: InForce[ValorizationEdition]
    simplified: InForce[SimplifiedEdition]
    grid_co2: InForce[GridCo2Edition]

    def version(self) -> str:
        """The editions' versions, to be written down with a result: "premium=1 excess=1 ..."."""
        return " ".join(
            f"{field.name}={getattr(self, field.name).edition.version}"
            for field in fields(self)
            if field.name != "day"
        )


def _stable(edition: Edition) -> list[tuple[str, object]]:
    """Its figures; a set's order is nobody's business."""
    values = ((field.name, getattr(edition, field.name)) for field in fields(edition))
    return [(n, sorted(v) if isinstance(v, frozenset) else v) for n, v in values]

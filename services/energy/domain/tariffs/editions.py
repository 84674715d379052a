"""The kinds of rules a regulator can change: their figures, and what these say of one plant.

Prices and tariffs are micro-euro per megawatt-hour, powers milliwatts, shares parts per billion:
integers, so that nothing is lost. Where the figures are: services/energy/rules/. An edition that
contradicts itself raises ValueError.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from services.energy.domain.exact import rounded_division

MICROEURO: Final = 1_000_000
"""In a euro."""
WHOLE: Final = 1_000_000_000
"""A share of one, in parts per billion."""
HIGHEST_TARIFF: Final = 1_000 * MICROEURO
"""Of a megawatt-hour; so that a tariff times WHOLE fits 64 bits."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures stand: a document and its article."""

    document: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Figures of one kind that are in force from `valid_from` until the next edition.

    `valid_to`: figures set for a time only; after it they stand in for those not known yet.
    `provisional`: disputed or not certain; `note` says why.
    """

    version: str
    valid_from: date
    source: Source
    provisional: bool
    valid_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.version:
            raise ValueError("version: is needed")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to: is not after valid_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerClass:
    """Plants up to a power; without a limit, all that are above the other classes.

    `included`: whether a plant of exactly `limit_mw` belongs to it.
    """

    limit_mw: int | None
    included: bool = True

    def holds(self, power_mw: int) -> bool:
        """Whether the plant is within the limit."""
        if self.limit_mw is None:
            return True
        return power_mw <= self.limit_mw if self.included else power_mw < self.limit_mw


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumClass(PowerClass):
    """BASE and CAP of the plants of a class."""

    base_ueur_mwh: int
    cap_ueur_mwh: int

    def __post_init__(self) -> None:
        _require_tariffs(base=self.base_ueur_mwh, cap=self.cap_ueur_mwh)


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumEdition(Edition):
    """The premium tariff by plant power; `classes` in order of power."""

    reference_price_ueur_mwh: int
    duration_years: int
    classes: tuple[PremiumClass, ...]

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_tariffs(reference_price=self.reference_price_ueur_mwh)
        _require_order(self.classes)

    def class_of(self, power_mw: int) -> PremiumClass | None:
        """The plant's class; None for plants too powerful for any."""
        return _first_holding(self.classes, power_mw)


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """Regions with one bonus."""

    bonus_ueur_mwh: int
    regions: tuple[str, ...]

    def __post_init__(self) -> None:
        _require_tariffs(bonus=self.bonus_ueur_mwh)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalBonusEdition(Edition):
    """FC by region."""

    groups: tuple[RegionGroup, ...]

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        names = [_plain(name) for group in self.groups for name in group.regions]
        if len(set(names)) < len(names):
            raise ValueError("groups: a region is listed twice")

    def bonus_ueur_mwh(self, region: str) -> int | None:
        """FC in the region, however it is written; None when there is no such region.

        A second name after a slash ("Valle d'Aosta/Vallée d'Aoste") is not looked at.
        """
        wanted = _plain(region.partition("/")[0])
        for group in self.groups:
            if any(_plain(name) == wanted for name in group.regions):
                return group.bonus_ueur_mwh
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantReductionEdition(Edition):
    """F by the share of a plant's cost that grants paid, and whose withdrawals it spares."""

    grant_limit_ppb: int
    reduction_at_limit_ppb: int
    exempt_owners: frozenset[str]

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_shares(
            grant_limit=self.grant_limit_ppb, reduction_at_limit=self.reduction_at_limit_ppb
        )
        if self.grant_limit_ppb == 0:
            raise ValueError("grant_limit: is above 0")

    def reduction_ppb(self, grant_ppb: int) -> int | None:
        """F, linear in the grant, to the part per billion; None above the limit: no tariff."""
        if grant_ppb > self.grant_limit_ppb:
            return None
        return rounded_division(grant_ppb * self.reduction_at_limit_ppb, self.grant_limit_ppb)

    def is_exempt(self, owner_kind: str) -> bool:
        """Whether energy withdrawn by owners of this kind gets the tariff without F."""
        return owner_kind in self.exempt_owners


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityEdition(Edition):
    """Which plants take part."""

    earliest_commissioning: date
    plant_power_limit_mw: int
    older_plants_share_ppb: int
    """Shown with the rules. Whether a community keeps it is judged where its facilities are known
    whole: services/community/domain/eligibility.py."""

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_shares(older_plants_share=self.older_plants_share_ppb)

    def is_new(self, commissioned_on: date) -> bool:
        """Whether a plant commissioned then gets the premium, not the valorization only."""
        return commissioned_on >= self.earliest_commissioning

    def is_small_enough(self, power_mw: int) -> bool:
        """Whether a plant of this power may take part."""
        return power_mw <= self.plant_power_limit_mw


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcessEdition(Edition):
    """Above which share of the fed-in energy the premium is bound to a purpose."""

    threshold_ppb: int
    threshold_with_grant_ppb: int

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_shares(
            threshold=self.threshold_ppb, threshold_with_grant=self.threshold_with_grant_ppb
        )

    def threshold(self, *, has_grant: bool) -> int:
        """The share, in parts per billion."""
        return self.threshold_with_grant_ppb if has_grant else self.threshold_ppb


@dataclass(frozen=True, slots=True, kw_only=True)
class ValorizationEdition(Edition):
    """V, and what else was published for it."""

    unit_value_ueur_mwh: int
    alternatives_ueur_mwh: tuple[int, ...]

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_tariffs(unit_value=self.unit_value_ueur_mwh)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplifiedClass(PowerClass):
    """T_fix of the plants of a class."""

    fixed_ueur_mwh: int

    def __post_init__(self) -> None:
        _require_tariffs(fixed=self.fixed_ueur_mwh)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplifiedEdition(Edition):
    """The simplified form (R6); `classes` in order of power."""

    reference_price_ueur_mwh: int
    variable_minimum_ueur_mwh: int
    variable_maximum_ueur_mwh: int
    classes: tuple[SimplifiedClass, ...]

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        _require_tariffs(
            reference_price=self.reference_price_ueur_mwh,
            variable_minimum=self.variable_minimum_ueur_mwh,
            variable_maximum=self.variable_maximum_ueur_mwh,
        )
        if self.variable_minimum_ueur_mwh > self.variable_maximum_ueur_mwh:
            raise ValueError("variable_minimum: is above variable_maximum")
        _require_order(self.classes)

    def class_of(self, power_mw: int) -> SimplifiedClass | None:
        """The plant's class; None for plants too powerful for any."""
        return _first_holding(self.classes, power_mw)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCo2Edition(Edition):
    """What the grid emits: grams of CO2 per megawatt-hour of consumption."""

    grams_per_mwh: int

    def __post_init__(self) -> None:
        Edition.__post_init__(self)
        if self.grams_per_mwh < 0:
            raise ValueError("grams: is not negative")


C = TypeVar("C", bound=PowerClass)


def _first_holding(classes: tuple[C, ...], power_mw: int) -> C | None:
    return next((each for each in classes if each.holds(power_mw)), None)


def _require_tariffs(**tariffs_ueur_mwh: int) -> None:
    for name, tariff in tariffs_ueur_mwh.items():
        if not 0 <= tariff <= HIGHEST_TARIFF:
            raise ValueError(f"{name}: is 0 to {HIGHEST_TARIFF // MICROEURO} EUR/MWh")


def _require_shares(**shares_ppb: int) -> None:
    for name, share in shares_ppb.items():
        if not 0 <= share <= WHOLE:
            raise ValueError(f"{name}: is a share, 0 to 1")


def _require_order(classes: tuple[PowerClass, ...]) -> None:
    """Powers rise from class to class; only the last one may be without a limit."""
    limits = [each.limit_mw for each in classes]
    known = [limit for limit in limits if limit is not None]
    if not classes or None in limits[:-1] or sorted(set(known)) != known:
        raise ValueError("classes: are in order of power, the last one alone without a limit")


def _plain(name: str) -> str:
    """Letters only, without case and accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalpha())

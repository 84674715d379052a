"""Rules at the edge: EUR/MWh, watts, shares of one."""

from datetime import date
from typing import Any, Final

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.tariffs.editions import (
    MICROEURO,
    WHOLE,
    Edition,
    GridCo2Edition,
    PowerClass,
)
from services.energy.domain.tariffs.rules import InForce, RulesInForce

_MILLIWATTS_PER_WATT: Final = 1_000
_GRAMS_PER_MEGAWATT_HOUR: Final = 1_000
"""Of a gram per kilowatt-hour."""


class SourceItem(ApiModel):
    """Where the figures stand."""

    document: str
    article: str


class _Rule(ApiModel):
    version: str
    valid_from: date
    valid_to: date | None = Field(description="Of figures set for a time only.")
    source: SourceItem
    provisional: bool = Field(
        description="Disputed, not certain, or borrowed from another time: so is what is computed."
    )
    stands_in: bool = Field(
        description="The figures are of another time; those of the date are not known."
    )
    note: str


class _PowerClassItem(ApiModel):
    limit_w: float | None = Field(description="Power of the largest plants; null without a limit.")
    limit_included: bool = Field(description="Whether a plant of exactly that power belongs to it.")


class PremiumClassItem(_PowerClassItem):
    """Plants up to a power."""

    base_eur_mwh: float
    cap_eur_mwh: float


class PremiumRule(_Rule):
    """(min(cap; base + max(0; reference - zonal price)) + regional bonus) * (1 - reduction)."""

    reference_price_eur_mwh: float
    duration_years: int
    classes: list[PremiumClassItem]


class RegionGroupItem(ApiModel):
    """Regions with one bonus."""

    bonus_eur_mwh: float
    regions: list[str]


class RegionalBonusRule(_Rule):
    """FC, of photovoltaic plants."""

    groups: list[RegionGroupItem]


class GrantReductionRule(_Rule):
    """F: linear in the capital grant up to its limit; above it there is no premium."""

    grant_limit: float
    reduction_at_limit: float
    exempt_owners: list[str] = Field(description="What these withdraw gets the premium without F.")


class EligibilityRule(_Rule):
    """Which plants take part."""

    earliest_commissioning: date
    plant_power_limit_w: float
    older_plants_share: float = Field(
        description="Of the community's plant power; `GET /community/{communityId}/eligibility`"
        " tells whether it is kept."
    )


class ExcessRule(_Rule):
    """Above which share of the fed-in energy the premium is bound to a purpose."""

    threshold: float
    threshold_with_grant: float


class ValorizationRule(_Rule):
    """What all plants get for shared energy."""

    unit_value_eur_mwh: float
    alternatives_eur_mwh: list[float] = Field(description="What else was published.")


class SimplifiedClassItem(_PowerClassItem):
    """Plants up to a power."""

    fixed_eur_mwh: float


class SimplifiedRule(_Rule):
    """R6: (fixed + variable) * (1 - reduction) + regional bonus + valorization."""

    reference_price_eur_mwh: float
    variable_minimum_eur_mwh: float
    variable_maximum_eur_mwh: float
    classes: list[SimplifiedClassItem]


class GridCo2Rule(_Rule):
    """What a kilowatt-hour from the grid emits."""

    grams_per_kwh: float


class RulesAnswer(ApiModel):
    """The rules in force at a date."""

    on: date = Field(alias="date")
    fingerprint: str = Field(description="SHA-256 of all tables: the same figures, the same one.")
    premium: PremiumRule
    regional_bonus: RegionalBonusRule
    grant_reduction: GrantReductionRule
    eligibility: EligibilityRule
    excess: ExcessRule
    valorization: ValorizationRule
    simplified: SimplifiedRule
    grid_co2: GridCo2Rule


def rules_answer(rules: RulesInForce, fingerprint: str) -> RulesAnswer:
    """The answer about a day's rules."""
    return RulesAnswer(
        on=rules.day,
        fingerprint=fingerprint,
        premium=_premium(rules),
        regional_bonus=_regional_bonus(rules),
        grant_reduction=_grant_reduction(rules),
        eligibility=_eligibility(rules),
        excess=_excess(rules),
        valorization=_valorization(rules),
        simplified=_simplified(rules),
        grid_co2=grid_co2_rule(rules.grid_co2),
    )


def _regional_bonus(rules: RulesInForce) -> RegionalBonusRule:
    groups = rules.regional_bonus.edition.groups
    return RegionalBonusRule(
        **_about(rules.regional_bonus),
        groups=[
            RegionGroupItem(bonus_eur_mwh=_eur(g.bonus_ueur_mwh), regions=list(g.regions))
            for g in groups
        ],
    )


def _grant_reduction(rules: RulesInForce) -> GrantReductionRule:
    edition = rules.grant_reduction.edition
    return GrantReductionRule(
        **_about(rules.grant_reduction),
        grant_limit=_share(edition.grant_limit_ppb),
        reduction_at_limit=_share(edition.reduction_at_limit_ppb),
        exempt_owners=sorted(edition.exempt_owners),
    )


def _eligibility(rules: RulesInForce) -> EligibilityRule:
    edition = rules.eligibility.edition
    return EligibilityRule(
        **_about(rules.eligibility),
        earliest_commissioning=edition.earliest_commissioning,
        plant_power_limit_w=_watts(edition.plant_power_limit_mw),
        older_plants_share=_share(edition.older_plants_share_ppb),
    )


def _excess(rules: RulesInForce) -> ExcessRule:
    edition = rules.excess.edition
    return ExcessRule(
        **_about(rules.excess),
        threshold=_share(edition.threshold_ppb),
        threshold_with_grant=_share(edition.threshold_with_grant_ppb),
    )


def _valorization(rules: RulesInForce) -> ValorizationRule:
    edition = rules.valorization.edition
    return ValorizationRule(
        **_about(rules.valorization),
        unit_value_eur_mwh=_eur(edition.unit_value_ueur_mwh),
        alternatives_eur_mwh=list(map(_eur, edition.alternatives_ueur_mwh)),
    )


def grid_co2_rule(found: InForce[GridCo2Edition]) -> GridCo2Rule:
    """What the grid emits, as it counts on a day."""
    grams = found.edition.grams_per_mwh / _GRAMS_PER_MEGAWATT_HOUR
    return GridCo2Rule(**_about(found), grams_per_kwh=grams)


def _premium(rules: RulesInForce) -> PremiumRule:
    edition = rules.premium.edition
    return PremiumRule(
        **_about(rules.premium),
        reference_price_eur_mwh=_eur(edition.reference_price_ueur_mwh),
        duration_years=edition.duration_years,
        classes=[
            PremiumClassItem(
                **_limit(each),
                base_eur_mwh=_eur(each.base_ueur_mwh),
                cap_eur_mwh=_eur(each.cap_ueur_mwh),
            )
            for each in edition.classes
        ],
    )


def _simplified(rules: RulesInForce) -> SimplifiedRule:
    edition = rules.simplified.edition
    return SimplifiedRule(
        **_about(rules.simplified),
        reference_price_eur_mwh=_eur(edition.reference_price_ueur_mwh),
        variable_minimum_eur_mwh=_eur(edition.variable_minimum_ueur_mwh),
        variable_maximum_eur_mwh=_eur(edition.variable_maximum_ueur_mwh),
        classes=[
            SimplifiedClassItem(**_limit(each), fixed_eur_mwh=_eur(each.fixed_ueur_mwh))
            for each in edition.classes
        ],
    )


def _about(found: InForce[Edition]) -> dict[str, Any]:
    edition = found.edition
    return {
        "version": edition.version,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "source": SourceItem.showing(edition.source),
        "provisional": found.provisional,
        "stands_in": found.stands_in,
        "note": edition.note,
    }


def _limit(each: PowerClass) -> dict[str, Any]:
    limit_w = None if each.limit_mw is None else _watts(each.limit_mw)
    return {"limit_w": limit_w, "limit_included": each.included}


def _eur(tariff_ueur: int) -> float:
    return tariff_ueur / MICROEURO


def _share(share_ppb: int) -> float:
    return share_ppb / WHOLE


def _watts(power_mw: int) -> float:
    return power_mw / _MILLIWATTS_PER_WATT

"""The premium tariff (TIP) of a plant, hour by hour (DM 414/2023, Allegato 1).

    TIP_h = (min(CAP; BASE + max(0; 180 - Pz_h)) + FC) * (1 - F)

Tariffs and prices are micro-euro per megawatt-hour.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.exact import Integers
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RulesInForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What decides a plant's tariff.

    `reduction_ppb`: F, of the tariff; see GrantReductionEdition.reduction_ppb for that of a grant.
    """

    power_mw: int
    region: str
    is_photovoltaic: bool
    commissioned_on: date
    reduction_ppb: int = 0
    claims_regional_bonus: bool = True


class NoPremium(StrEnum):
    """Why a plant gets no premium."""

    OLDER_PLANT = "older_plant"
    TOO_POWERFUL = "too_powerful"
    GRANT_TOO_HIGH = "grant_too_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumTerms:
    """The rule's figures for one plant. `provisional`: one of them is, or the region is unknown."""

    base_ueur_mwh: int
    cap_ueur_mwh: int
    reference_price_ueur_mwh: int
    bonus_ueur_mwh: int
    reduction_ppb: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class PremiumTariff:
    """By hour. Where `priced` is false the result is provisional: no zonal price is known.

    The tariff of such an hour is what is due whatever the price.
    `reduced_ueur_mwh`: with F. `unreduced_ueur_mwh`: for energy withdrawn by who is exempt from F.
    """

    reduced_ueur_mwh: Integers
    unreduced_ueur_mwh: Integers
    priced: NDArray[np.bool_]


def premium_terms(rules: RulesInForce, plant: Plant) -> PremiumTerms | NoPremium:
    """What the rules say of this plant."""
    if not rules.eligibility.edition.is_new(plant.commissioned_on):
        return NoPremium.OLDER_PLANT
    found = rules.premium.edition.class_of(plant.power_mw)
    if found is None or not rules.eligibility.edition.is_small_enough(plant.power_mw):
        return NoPremium.TOO_POWERFUL
    if plant.reduction_ppb > rules.grant_reduction.edition.reduction_at_limit_ppb:
        return NoPremium.GRANT_TOO_HIGH
    bonus = regional_bonus(rules, plant)
    asked = (rules.eligibility, rules.premium, rules.grant_reduction, rules.regional_bonus)
    return PremiumTerms(
        base_ueur_mwh=found.base_ueur_mwh,
        cap_ueur_mwh=found.cap_ueur_mwh,
        reference_price_ueur_mwh=rules.premium.edition.reference_price_ueur_mwh,
        bonus_ueur_mwh=bonus or 0,
        reduction_ppb=plant.reduction_ppb,
        provisional=bonus is None or any(table.provisional for table in asked),
    )


def regional_bonus(rules: RulesInForce, plant: Plant) -> int | None:
    """FC, for photovoltaic plants; None when the region is none that the rules know."""
    if not (plant.is_photovoltaic and plant.claims_regional_bonus):
        return 0
    return rules.regional_bonus.edition.bonus_ueur_mwh(plant.region)


def premium_tariff(prices: HourlyPrices, terms: PremiumTerms) -> PremiumTariff:
    """TIP of each hour; with F to the micro-euro, half to even."""
    below = np.maximum(0, terms.reference_price_ueur_mwh - prices.price_ueur_mwh)
    variable = np.where(prices.known, below, 0)
    capped = np.minimum(terms.cap_ueur_mwh, terms.base_ueur_mwh + variable)
    unreduced = capped + terms.bonus_ueur_mwh
    return PremiumTariff(kept_after(unreduced, terms.reduction_ppb), unreduced, prices.known)


def kept_after(tariff_ueur_mwh: Integers, reduction_ppb: int) -> Integers:
    """The tariff * (1 - F), half to even; of tariffs from 0 to twice HIGHEST_TARIFF."""
    kept, rest = np.divmod(tariff_ueur_mwh * (WHOLE - reduction_ppb), WHOLE)
    up = (2 * rest > WHOLE) | ((2 * rest == WHOLE) & (kept % 2 == 1))
    rounded: Integers = kept + up
    return rounded

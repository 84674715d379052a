"""The simplified form of a plant's incentive (R6): (T_fix + T_var) * C + B + V.

T_var is what the zonal price lacks to the reference price, from 0 to 40 EUR/MWh; C = 1 - F.
Tariffs and prices are micro-euro per megawatt-hour.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.exact import Integers
from services.energy.domain.tariffs.premium import NoPremium, Plant, kept_after, regional_bonus
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RulesInForce


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplifiedTerms:
    """The form's figures for one plant."""

    fixed_ueur_mwh: int
    variable_minimum_ueur_mwh: int
    variable_maximum_ueur_mwh: int
    reference_price_ueur_mwh: int
    reduction_ppb: int
    bonus_ueur_mwh: int
    valorization_ueur_mwh: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class SimplifiedTariff:
    """By hour. Where `priced` is false T_var is its minimum, and the result provisional."""

    tariff_ueur_mwh: Integers
    priced: NDArray[np.bool_]


def simplified_terms(rules: RulesInForce, plant: Plant) -> SimplifiedTerms | NoPremium:
    """What the form says of this plant."""
    form = rules.simplified.edition
    found = form.class_of(plant.power_mw)
    if found is None:
        return NoPremium.TOO_POWERFUL
    bonus = regional_bonus(rules, plant)
    asked = (rules.simplified, rules.regional_bonus, rules.valorization)
    return SimplifiedTerms(
        fixed_ueur_mwh=found.fixed_ueur_mwh,
        variable_minimum_ueur_mwh=form.variable_minimum_ueur_mwh,
        variable_maximum_ueur_mwh=form.variable_maximum_ueur_mwh,
        reference_price_ueur_mwh=form.reference_price_ueur_mwh,
        reduction_ppb=plant.reduction_ppb,
        bonus_ueur_mwh=bonus or 0,
        valorization_ueur_mwh=rules.valorization.edition.unit_value_ueur_mwh,
        provisional=bonus is None or any(table.provisional for table in asked),
    )


def simplified_tariff(prices: HourlyPrices, terms: SimplifiedTerms) -> SimplifiedTariff:
    """The sum of each hour; the part with C to the micro-euro, half to even."""
    lacking = np.clip(
        terms.reference_price_ueur_mwh - prices.price_ueur_mwh,
        terms.variable_minimum_ueur_mwh,
        terms.variable_maximum_ueur_mwh,
    )
    variable = np.where(prices.known, lacking, terms.variable_minimum_ueur_mwh)
    kept = kept_after(terms.fixed_ueur_mwh + variable, terms.reduction_ppb)
    whole: Integers = kept + terms.bonus_ueur_mwh + terms.valorization_ueur_mwh
    return SimplifiedTariff(whole, prices.known)

"""What one plant's shared energy earns while one set of rules is in force.

Premium: energy withdrawn by owners whom the rules exempt from F earns the tariff without F. Source:
DM 414/2023 (DM CACER) as amended by DM 127/2025.
"""

from dataclasses import dataclass

import numpy as np

from services.energy.domain.exact import Integers
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.tariffs.premium import (
    NoPremium,
    Plant,
    premium_tariff,
    premium_terms,
)
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RulesInForce
from services.energy.domain.tariffs.simplified import simplified_tariff, simplified_terms
from services.energy.domain.tariffs.valorization import amounts_neur, valorization_neur


@dataclass(frozen=True, slots=True, eq=False)
class PlantEnergy:
    """A plant's part of the shared energy by hour, in microjoules."""

    attributed_uj: Integers
    exempt_uj: Integers
    """Of it, what owners exempt from F withdrew."""


@dataclass(frozen=True, slots=True, eq=False)
class PlantMoney:
    """What it earns by hour, in nano-euro."""

    premium_neur: Integers
    valorization_neur: Integers
    exclusion: NoPremium | None
    """Why there is no premium, if there is none."""
    provisional: frozenset[Provisional]


def plant_money(
    energy: PlantEnergy, plant: Plant, prices: HourlyPrices, rules: RulesInForce, model: Model
) -> PlantMoney:
    """Arrays of one shape (hours,), all of hours in which these rules are in force."""
    valorization = valorization_neur(energy.attributed_uj, rules)
    told = {Provisional.RULES_PROVISIONAL} if rules.valorization.provisional else set()
    exclusion: NoPremium | None = None
    if model is Model.TIP:
        terms = premium_terms(rules, plant)
        if isinstance(terms, NoPremium):
            premium, exclusion = np.zeros_like(valorization), terms
        else:
            tariff = premium_tariff(prices, terms)
            subject = energy.attributed_uj - energy.exempt_uj
            premium = amounts_neur(subject, tariff.reduced_ueur_mwh) + amounts_neur(
                energy.exempt_uj, tariff.unreduced_ueur_mwh
            )
            told |= _reasons(energy, prices, terms.provisional)
    else:
        form = simplified_terms(rules, plant)
        if isinstance(form, NoPremium):
            premium, exclusion = np.zeros_like(valorization), form
        else:
            tariffs = simplified_tariff(prices, form).tariff_ueur_mwh
            premium = amounts_neur(energy.attributed_uj, tariffs - form.valorization_ueur_mwh)
            told |= _reasons(energy, prices, form.provisional)
    return PlantMoney(premium, valorization, exclusion, frozenset(told))


def _reasons(energy: PlantEnergy, prices: HourlyPrices, provisional: bool) -> set[Provisional]:
    told = {Provisional.RULES_PROVISIONAL} if provisional else set()
    if (~prices.known & (energy.attributed_uj > 0)).any():
        told.add(Provisional.PRICES_MISSING)
    return told

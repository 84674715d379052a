"""Energy times a tariff is money; the valorization is that with one unit value for all hours."""

from typing import Final

import numpy as np

from services.energy.domain.exact import Integers, multiply_divide
from services.energy.domain.tariffs.rules import RulesInForce

MICROJOULES_PER_NANOEURO: Final = 3_600_000_000_000
"""1 MWh = 3.6e15 uJ, and a micro-euro has 1000 nano-euro: nEUR = uJ * (uEUR/MWh) / this."""


def amounts_neur(energy_uj: Integers, tariff_ueur_mwh: Integers | int) -> Integers:
    """What energies are worth, in nano-euro, half to even.

    `energy_uj` >= 0, in microjoules; `tariff_ueur_mwh` >= 0, one for all or of the same shape.
    """
    tariffs = np.asarray(tariff_ueur_mwh, dtype=np.int64)
    whole, rest = multiply_divide(energy_uj, tariffs, MICROJOULES_PER_NANOEURO)
    twice = 2 * rest
    up = (twice > MICROJOULES_PER_NANOEURO) | (
        (twice == MICROJOULES_PER_NANOEURO) & (whole % 2 == 1)
    )
    amounts: Integers = whole + up
    return amounts


def valorization_neur(shared_uj: Integers, rules: RulesInForce) -> Integers:
    """V of shared energies, in nano-euro; provisional when `rules.valorization` is."""
    return amounts_neur(shared_uj, rules.valorization.edition.unit_value_ueur_mwh)

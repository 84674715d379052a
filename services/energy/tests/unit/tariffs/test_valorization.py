from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.quantities import microjoules
from services.energy.domain.tariffs.editions import MICROEURO
from services.energy.domain.tariffs.valorization import (
    MICROJOULES_PER_NANOEURO,
    amounts_neur,
    valorization_neur,
)
from services.energy.tests.unit.tariffs.plants import RULES


def test_a_megawatt_hour_of_2024_is_worth_the_unit_value() -> None:
    shared = np.array([microjoules(1_000_000), microjoules(500), 0])

    amounts = valorization_neur(shared, RULES.on(date(2024, 5, 1)))

    assert amounts.tolist() == [10_570_000_000, 5_285_000, 0]


@given(st.integers(0, 2**54), st.integers(0, 200 * MICROEURO))
def test_money_is_the_exact_product_rounded_once(energy_uj: int, tariff: int) -> None:
    amounts = amounts_neur(np.array([energy_uj]), np.array([tariff]))

    # EUR = MWh * EUR/MWh, a nano-euro is 1e-9 of it.
    megawatt_hours = Fraction(energy_uj, 3_600_000_000 * 10**6)
    assert amounts.tolist() == [round(megawatt_hours * Fraction(tariff, MICROEURO) * 10**9)]


def test_halves_of_a_nano_euro_are_rounded_to_even() -> None:
    half = MICROJOULES_PER_NANOEURO // 2
    assert amounts_neur(np.array([half]), np.array([1, 3, 5])).tolist() == [0, 2, 2]

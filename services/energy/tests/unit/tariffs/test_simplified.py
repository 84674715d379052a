"""R6: (T_fix + T_var) * C + B + V."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.tariffs.editions import MICROEURO, WHOLE
from services.energy.domain.tariffs.prices import HIGHEST_PRICE, HourlyPrices
from services.energy.domain.tariffs.simplified import (
    SimplifiedTerms,
    simplified_tariff,
    simplified_terms,
)
from services.energy.tests.unit.tariffs.plants import IN_2026, a_plant, eur
from services.energy.tests.unit.tariffs.test_premium import at_prices


def terms_of(*args: object, **others: object) -> SimplifiedTerms:
    terms = simplified_terms(IN_2026, a_plant(*args, **others))  # type: ignore[arg-type]
    assert isinstance(terms, SimplifiedTerms)
    return terms


@pytest.mark.parametrize(
    ("power_kw", "region", "grant_reduction", "price", "expected"),
    [
        # R6: below 200 kW 80; (80 + 180 - 150) * 1 + 10 + 10.57
        (199.999999, "Lombardia", 0, 150, 130.57),
        # 200 to 600 kW 70: (70 + 40) * 1 + 4 + 10.57
        (200, "Marche", 0, 60, 124.57),
        (600, "Marche", 0, 60, 124.57),
        # above 600 kW 60: (60 + 0) * 0.5 + 0 + 10.57
        (600.000001, "Sicilia", 0.5, 300, 40.57),
        (5_000, "Sicilia", 0, 180, 70.57),
    ],
)
def test_the_sum_by_hand(
    power_kw: float, region: str, grant_reduction: float, price: float, expected: float
) -> None:
    terms = terms_of(power_kw, region, reduction_ppb=round(grant_reduction * WHOLE))
    assert simplified_tariff(at_prices(price), terms).tariff_ueur_mwh.tolist() == [eur(expected)]


def test_it_is_provisional_as_its_valorization_is() -> None:
    tariff = simplified_tariff(at_prices(None), terms_of(region="Sicilia"))

    assert tariff.tariff_ueur_mwh.tolist() == [eur(80 + 10.57)]
    assert tariff.priced.tolist() == [False]
    assert terms_of().provisional


@given(
    st.sampled_from([(100, 80), (200, 70), (600, 70), (601, 60)]),
    st.integers(0, WHOLE),
    st.integers(-HIGHEST_PRICE, HIGHEST_PRICE),
)
def test_the_sum_is_the_oracles(power: tuple[int, int], reduction_ppb: int, price: int) -> None:
    terms = terms_of(power[0], "Lazio", reduction_ppb=reduction_ppb)
    tariff = simplified_tariff(HourlyPrices(np.array([price]), np.array([True])), terms)

    euro = Fraction(price, MICROEURO)
    variable = min(Fraction(40), max(Fraction(0), 180 - euro))
    kept = (power[1] + variable) * (1 - Fraction(reduction_ppb, WHOLE))
    expected = round(kept * MICROEURO) + eur(4) + eur(10.57)
    assert tariff.tariff_ueur_mwh.tolist() == [expected]

"""TIP by hand, and against an oracle in fractions (regulation: premium tariff)."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.tariffs.editions import MICROEURO, WHOLE
from services.energy.domain.tariffs.premium import (
    NoPremium,
    PremiumTerms,
    kept_after,
    premium_tariff,
    premium_terms,
)
from services.energy.domain.tariffs.prices import HIGHEST_PRICE, HourlyPrices
from services.energy.tests.unit.tariffs.plants import IN_2026, RULES, a_plant, eur


def at_prices(*prices_eur: float | None) -> HourlyPrices:
    return HourlyPrices(
        np.array([eur(price or 0) for price in prices_eur], dtype=np.int64),
        np.array([price is not None for price in prices_eur]),
    )


def terms_of(*args: object, **others: object) -> PremiumTerms:
    terms = premium_terms(IN_2026, a_plant(*args, **others))  # type: ignore[arg-type]
    assert isinstance(terms, PremiumTerms)
    return terms


@pytest.mark.parametrize(
    ("power_kw", "region", "price", "expected"),
    [
        # min(120; 80 + 180 - 150) + 10
        (100, "Lombardia", 150, 120),
        # 80 + 180 - 145 = 115, + 10
        (100, "Lombardia", 145, 125),
        # 80 + 180 - 60 = 200, capped at 120, + 10
        (100, "Lombardia", 60, 130),
        # nothing below 0: 80 + 0 + 4
        (200, "Marche", 250, 84),
        # exactly 180: 80 + 0 + 0
        (200, "Sicilia", 180, 80),
        # above 200 kW: 70 + 180 - 160.5 = 89.5
        (200.000001, "Puglia", 160.5, 89.5),
        (600, "Puglia", 100, 110),
        # above 600 kW: 60 + 180 - 170 = 70, + 4
        (600.000001, "Lazio", 170, 74),
        (1000, "Lazio", -5, 104),
    ],
)
def test_the_tariff_by_hand(power_kw: float, region: str, price: float, expected: float) -> None:
    tariff = premium_tariff(at_prices(price), terms_of(power_kw, region))

    assert tariff.unreduced_ueur_mwh.tolist() == [eur(expected)]
    assert tariff.reduced_ueur_mwh.tolist() == [eur(expected)]


def test_a_grant_reduces_all_of_it_but_for_who_is_exempt() -> None:
    """A grant of 30 %: F = 0.375. (min(120; 80 + 180 - 150) + 10) * 0.625 = 75."""
    reduction = IN_2026.grant_reduction.edition.reduction_ppb(WHOLE * 30 // 100)
    assert reduction == WHOLE * 375 // 1000
    tariff = premium_tariff(at_prices(150), terms_of(reduction_ppb=reduction))

    assert tariff.reduced_ueur_mwh.tolist() == [eur(75)]
    assert tariff.unreduced_ueur_mwh.tolist() == [eur(120)]


def test_an_hour_without_a_price_gets_what_is_due_at_any_price() -> None:
    tariff = premium_tariff(at_prices(60, None), terms_of(region="Campania"))

    assert tariff.unreduced_ueur_mwh.tolist() == [eur(120), eur(80)]
    assert tariff.priced.tolist() == [True, False]


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        (a_plant(commissioned_on=date(2021, 12, 15)), NoPremium.OLDER_PLANT),
        (a_plant(1000.000001), NoPremium.TOO_POWERFUL),
        (a_plant(reduction_ppb=WHOLE // 2 + 1), NoPremium.GRANT_TOO_HIGH),
    ],
)
def test_who_gets_none(plant: object, expected: NoPremium) -> None:
    assert premium_terms(IN_2026, plant) is expected  # type: ignore[arg-type]


def test_the_first_day_the_largest_plant_and_the_highest_grant_get_one() -> None:
    terms_of(1000, commissioned_on=date(2021, 12, 16), reduction_ppb=WHOLE // 2)


def test_only_who_makes_it_from_the_sun_and_claims_it_gets_the_bonus() -> None:
    assert terms_of().bonus_ueur_mwh == eur(10)
    assert terms_of(is_photovoltaic=False).bonus_ueur_mwh == 0
    assert terms_of(claims_regional_bonus=False).bonus_ueur_mwh == 0


def test_a_region_nobody_knows_makes_it_provisional() -> None:
    on = RULES.on(date(2024, 6, 1))
    known = premium_terms(on, a_plant(region="veneto"))
    unknown = premium_terms(on, a_plant(region="Ruritania"))
    before = premium_terms(RULES.on(date(2014, 6, 1)), a_plant(region="veneto"))

    assert isinstance(known, PremiumTerms)
    assert isinstance(unknown, PremiumTerms)
    assert isinstance(before, PremiumTerms)
    assert (known.provisional, unknown.provisional, before.provisional) == (False, True, True)
    assert unknown.bonus_ueur_mwh == 0


def oracle(power_kw: Fraction, bonus: int, reduction: Fraction, price: Fraction) -> Fraction:
    """Regulation.md, in euro, without anything of the code."""
    if power_kw <= 200:
        base, cap = 80, 120
    elif power_kw <= 600:
        base, cap = 70, 110
    else:
        base, cap = 60, 100
    return (min(Fraction(cap), base + max(Fraction(0), 180 - price)) + bonus) * (1 - reduction)


prices = st.one_of(
    st.integers(-HIGHEST_PRICE, HIGHEST_PRICE), st.integers(100 * MICROEURO, 200 * MICROEURO)
)


@given(
    st.one_of(st.integers(1, 10**9), st.sampled_from([2 * 10**8, 2 * 10**8 + 1, 6 * 10**8 + 1])),
    st.sampled_from([("Umbria", 4), ("Liguria", 10), ("Molise", 0)]),
    st.integers(0, WHOLE // 2),
    st.lists(prices, min_size=1, max_size=5),
)
def test_the_tariff_is_the_oracles(
    power_mw: int, region: tuple[str, int], reduction_ppb: int, hours: list[int]
) -> None:
    terms = terms_of(power_mw / 1e6, region[0], reduction_ppb=reduction_ppb)
    given_prices = HourlyPrices(np.array(hours), np.ones(len(hours), dtype=np.bool_))
    tariff = premium_tariff(given_prices, terms)
    power_kw, reduction = Fraction(power_mw, 10**6), Fraction(reduction_ppb, WHOLE)

    euros = [Fraction(price, MICROEURO) for price in hours]
    assert tariff.unreduced_ueur_mwh.tolist() == [
        oracle(power_kw, region[1], Fraction(0), price) * MICROEURO for price in euros
    ]
    assert tariff.reduced_ueur_mwh.tolist() == [
        round(oracle(power_kw, region[1], reduction, price) * MICROEURO) for price in euros
    ]


@given(st.integers(0, 2_000 * MICROEURO), st.integers(0, WHOLE))
def test_what_is_kept_is_exact_up_to_the_highest_tariff(tariff: int, reduction_ppb: int) -> None:
    kept = kept_after(np.array([tariff]), reduction_ppb).tolist()
    assert kept == [round(tariff * (1 - Fraction(reduction_ppb, WHOLE)))]


def test_halves_are_rounded_to_even() -> None:
    assert kept_after(np.array([1, 3, 5]), WHOLE // 2).tolist() == [0, 2, 2]

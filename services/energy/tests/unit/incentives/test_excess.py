"""The premium above the year's threshold, against a fraction."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.incentives.excess import (
    NO_PREMIUM_YET,
    YearOfPremium,
    excess_ppb,
    is_enterprise,
    year_of_premium,
)
from services.energy.domain.incentives.incentives import ConstantHours, Incentives
from services.energy.domain.incentives.model import IncentiveFacts
from services.energy.domain.sharing.shared_energy import shared_by_plant, shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.premium import NoPremium
from services.energy.tests.unit.sharing.communities import facility_hours
from services.energy.tests.unit.tariffs.plants import IN_2026, a_plant

RULE = IN_2026.excess.edition


@pytest.mark.parametrize(
    ("shared", "fed_in", "has_grant", "percent"),
    [
        (0, 100, False, 0),
        (0, 0, False, 0),
        (55, 100, False, 0),
        (54, 100, False, 0),
        (80, 100, False, Fraction(2500, 80)),
        (100, 100, False, 45),
        (45, 100, True, 0),
        (90, 100, True, 50),
    ],
)
def test_by_hand(shared: int, fed_in: int, has_grant: bool, percent: Fraction) -> None:
    """80 of 100 shared: 25 points of 80 are above 55."""
    found = excess_ppb(YearOfPremium(shared, fed_in, has_grant=has_grant), RULE)

    assert found == percent * WHOLE // 100


@given(st.integers(0, 10**19), st.integers(0, 10**19), st.booleans())
def test_the_part_is_the_points_above_the_threshold_of_all_points(
    one: int, other: int, has_grant: bool
) -> None:
    shared, fed_in = sorted((one, other))

    found = excess_ppb(YearOfPremium(shared, fed_in, has_grant=has_grant), RULE)

    threshold = Fraction(45 if has_grant else 55, 100)
    ratio = Fraction(shared, fed_in) if fed_in else Fraction(0)
    expected = (ratio - threshold) / ratio if ratio > threshold else Fraction(0)
    assert 0 <= expected * WHOLE - found < 1


def result_of(facts: list[IncentiveFacts], exclusions: list[NoPremium | None]) -> Incentives:
    """An hour in which everybody feeds in 100 and the first one withdraws 250."""
    fact_count = len(facts)
    hours = facility_hours([[250] + [0] * (fact_count - 1)], [[100] * fact_count])
    shared = shared_energy(hours, [None] * fact_count)
    days = [date(2020 + i, 1, 1) for i in range(fact_count)]
    nothing = np.zeros((1, fact_count), dtype=np.int64)
    attributed = shared_by_plant(shared, days)
    part = ConstantHours(slice(0, 1), IN_2026, facts, exclusions)
    return Incentives(shared, attributed, nothing, nothing, [part], frozenset())


def fact(**of_plant: object) -> IncentiveFacts:
    return IncentiveFacts(plant=a_plant(**of_plant), owner_kind="natural-person")  # type: ignore[arg-type]


def test_only_plants_with_a_premium_count() -> None:
    """The first is too old; the second has its 100 shared, the third the 50 that are left."""
    facts = [fact(), fact(), fact()]
    result = result_of(facts, [NoPremium.OLDER_PLANT, None, None])

    assert year_of_premium(result) == YearOfPremium(150, 200, has_grant=False)


def test_a_facility_without_a_plant_does_not_count() -> None:
    facts = [fact(), IncentiveFacts(plant=None, owner_kind="association")]

    year = year_of_premium(result_of(facts, [None, None]))

    assert year == YearOfPremium(100, 100, has_grant=False)


def test_a_grant_lowers_the_threshold_where_its_plant_has_a_premium() -> None:
    granted = fact(reduction_ppb=WHOLE // 4)

    assert year_of_premium(result_of([fact(), granted], [None, None])).has_grant
    without = year_of_premium(result_of([fact(), granted], [None, NoPremium.OLDER_PLANT]))
    assert not without.has_grant


def test_months_add_up_to_their_year() -> None:
    months = [YearOfPremium(10, 20, has_grant=False), YearOfPremium(5, 6, has_grant=True)]

    year = NO_PREMIUM_YET
    for month in months:
        year = year.plus(month)

    assert year == YearOfPremium(15, 26, has_grant=True)


@pytest.mark.parametrize(
    ("owner_kind", "is_one"),
    [
        ("natural-person", False),
        ("public-body", False),
        ("association", False),
        ("small-company", True),
        ("large-company", True),
    ],
)
def test_enterprises_are_companies(owner_kind: str, is_one: bool) -> None:
    assert is_enterprise(IncentiveFacts(plant=None, owner_kind=owner_kind)) is is_one

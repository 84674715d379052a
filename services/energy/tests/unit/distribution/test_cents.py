"""Amounts in whole cents whose sum is the sum's (largest remainder)."""

from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.distribution.cents import NANOEUROS_PER_CENT, in_cents


@given(st.lists(st.integers(0, 10**15), max_size=30))
def test_each_is_its_amount_but_for_a_cent_and_the_sum_is_exact(amounts: list[int]) -> None:
    cents = in_cents(amounts)

    assert abs(2 * (sum(cents) * NANOEUROS_PER_CENT - sum(amounts))) <= NANOEUROS_PER_CENT
    for cent, amount in zip(cents, amounts, strict=True):
        assert abs(cent * NANOEUROS_PER_CENT - amount) < NANOEUROS_PER_CENT


@given(st.lists(st.integers(0, 10**9), max_size=9))
def test_whole_cents_stay_what_they_are(cents: list[int]) -> None:
    assert in_cents([cent * NANOEUROS_PER_CENT for cent in cents]) == cents


def test_the_largest_remainders_go_up() -> None:
    third = NANOEUROS_PER_CENT // 3

    assert in_cents([third, third, third + 1]) == [0, 0, 1]
    assert in_cents([third, third, third]) == [1, 0, 0]
    assert in_cents([NANOEUROS_PER_CENT * 4 // 10]) == [0]
    assert in_cents([]) == []

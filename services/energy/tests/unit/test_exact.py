"""Exactness against Python's own integers, which have no limit."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.energy.domain.exact import (
    apportion,
    apportion_rows,
    multiply_divide,
    rounded_division,
)


def array(*values: int) -> "np.typing.NDArray[np.int64]":
    return np.array(values, dtype=np.int64)


@st.composite
def products(draw: st.DrawFn) -> tuple[int, int, int]:
    """Factors and a divisor whose quotient fits 64 bits."""
    divisor = draw(st.integers(1, 2**62))
    factor = draw(st.integers(0, 2**62))
    return factor, draw(st.integers(0, min(2**62 * divisor // max(factor, 1), 2**62))), divisor


@given(products())
@example((2**56, 2**57, 2**57))
@example((2**56 + 1, 2**57, 2**57 + 1))
def test_a_product_of_more_than_64_bits_is_divided_exactly(case: tuple[int, int, int]) -> None:
    factor, other, divisor = case

    quotient, rest = multiply_divide(array(factor), array(other), array(divisor))

    assert (int(quotient[0]), int(rest[0])) == divmod(factor * other, divisor)


energies = st.integers(0, 2**59)


@given(st.lists(st.lists(energies, min_size=3, max_size=3), min_size=1, max_size=5), st.data())
def test_rows_are_split_like_single_totals(rows: list[list[int]], data: st.DataObject) -> None:
    totals = [data.draw(st.integers(0, 2**61 if any(row) else 0)) for row in rows]

    parts = apportion_rows(array(*totals), np.array(rows, dtype=np.int64))

    assert parts.tolist() == [
        apportion(total, row) if any(row) else [0, 0, 0]
        for total, row in zip(totals, rows, strict=True)
    ]


def test_a_total_that_nobody_weighs_is_an_error() -> None:
    with pytest.raises(ValueError, match="without any weight"):
        apportion_rows(array(1), np.zeros((1, 2), dtype=np.int64))


@given(st.integers(-(10**20), 10**20), st.lists(st.integers(0, 10**20), min_size=1, max_size=9))
def test_the_parts_are_the_whole_and_each_is_its_share_but_for_a_unit(
    total: int, weights: list[int]
) -> None:
    parts = apportion(total, weights)

    assert sum(parts) == total
    fair = weights if any(weights) else [1] * len(weights)
    for part, weight in zip(parts, fair, strict=True):
        assert abs(part * sum(fair) - total * weight) < sum(fair)


def test_the_largest_remainders_get_the_units() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(100, [333, 333, 334]) == [33, 33, 34]
    assert apportion(-10, [1, 1, 1]) == [-4, -3, -3]
    assert apportion(5, [0, 0]) == [3, 2]
    with pytest.raises(ValueError, match="nobody"):
        apportion(1, [])


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**9))
def test_half_goes_to_even(numerator: int, divisor: int) -> None:
    rounded = rounded_division(numerator, divisor)

    distance = abs(2 * (rounded * divisor - numerator))
    assert distance < divisor or (distance == divisor and rounded % 2 == 0)

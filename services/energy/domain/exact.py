"""Exact products, quotients and shares of 64-bit integers, a whole array at once.

Energies of an hour and prices multiply to more than 64 bits hold. A floating-point quotient is off
by a few units at most; the residual a * b - q * d, computed modulo 2^64, is small and therefore
exact, and tells by how much.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

LARGEST_QUOTIENT: Final = 2**56
"""Twenty megawatt-hours in microjoules, or seventy million euros in nano-euros."""
LARGEST_DIVISOR: Final = 2**57
"""Up to these the correction is certain; beyond them Python's own integers do the work."""


def multiply_divide(
    factor: Integers, other: Integers, divisor: Integers | int
) -> tuple[Integers, Integers]:
    """floor(factor * other / divisor) and what is left, of arrays that broadcast.

    All are >= 0, `divisor` > 0; the quotients fit 64 bits. Large ones take a hundred times as long.
    """
    divisors = np.asarray(divisor, dtype=np.int64)
    estimate = factor.astype(np.float64) * other.astype(np.float64) / divisors
    if estimate.size and (
        estimate.max() > LARGEST_QUOTIENT or divisors.max(initial=0) > LARGEST_DIVISOR
    ):
        return _divided_by_python(factor, other, divisors)
    quotient = estimate.astype(np.int64)
    residual = (
        factor.astype(np.uint64) * other.astype(np.uint64)
        - quotient.astype(np.uint64) * divisors.astype(np.uint64)
    ).view(np.int64)
    correction = residual // divisors
    return quotient + correction, residual - correction * divisors


def _divided_by_python(
    factor: Integers, other: Integers, divisors: Integers
) -> tuple[Integers, Integers]:
    products = factor.astype(object) * other.astype(object)
    quotients = products // divisors.astype(object)
    rests = products - quotients * divisors.astype(object)
    return quotients.astype(np.int64), rests.astype(np.int64)


def apportion_rows(totals: Integers, weights: Integers) -> Integers:
    """Split each total over its row of weights by largest remainder.

    `totals`: shape (n,), >= 0. `weights`: shape (n, m), >= 0. The parts, shape (n, m), sum to the
    totals exactly; of equal remainders the first column gets the unit. Raises ValueError where
    a total has no weight to go to.
    """
    sums = weights.sum(axis=1)
    if ((sums == 0) & (totals != 0)).any():
        raise ValueError("a total without any weight cannot be split")
    parts, remainders = multiply_divide(totals[:, None], weights, np.maximum(sums, 1)[:, None])
    missing = totals - parts.sum(axis=1)
    order = np.argsort(-remainders, axis=1, kind="stable")
    one_more = np.arange(weights.shape[1])[None, :] < missing[:, None]
    raised = np.zeros_like(parts)
    np.put_along_axis(raised, order, one_more.astype(np.int64), axis=1)
    return parts + raised


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split one total, of either sign, over weights >= 0 by largest remainder, exactly.

    Without any weight the split is equal; of equal remainders the first gets the unit. Raises
    ValueError when there is nobody to split it over.
    """
    if not weights:
        raise ValueError("there is nobody to split it over")
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -remainders[i])
    for index in by_remainder[: size - sum(parts)]:
        parts[index] += 1
    return parts if total >= 0 else [-part for part in parts]


def rounded_division(numerator: int, divisor: int) -> int:
    """The nearest integer, half to even; `divisor` > 0."""
    quotient, rest = divmod(numerator, divisor)
    twice = 2 * rest
    return quotient + (twice > divisor or (twice == divisor and quotient % 2 == 1))

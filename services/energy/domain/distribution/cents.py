"""Amounts as they are paid: whole cents whose sum is the sum's."""

from collections.abc import Sequence
from typing import Final

from services.energy.domain.exact import rounded_division

NANOEUROS_PER_CENT: Final = 10_000_000


def in_cents(amounts_neur: Sequence[int]) -> list[int]:
    """Each amount rounded down or up to a cent; together they are their sum's nearest cent.

    Half of a cent goes to even. Up go those with the largest remainders, of equal ones the first.
    """
    rounded_down = [amount // NANOEUROS_PER_CENT for amount in amounts_neur]
    remainders = [amount % NANOEUROS_PER_CENT for amount in amounts_neur]
    missing = rounded_division(sum(amounts_neur), NANOEUROS_PER_CENT) - sum(rounded_down)
    for index in sorted(range(len(remainders)), key=lambda i: -remainders[i])[:missing]:
        rounded_down[index] += 1
    return rounded_down

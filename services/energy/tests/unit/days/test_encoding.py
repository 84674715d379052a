"""Days are written exactly, in few bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from services.energy.domain.exact import Integers
from services.energy.outbound.days.encoding import decoded_days, encoded_days

LENGTHS = st.sampled_from([92, 96, 100])
ROWS = st.sampled_from([0, 1, 255, 256, 2**40, 2**56 - 1, 2**63 - 1]).flatmap(
    lambda largest: st.integers(-largest, largest)
)


def read(written: list[bytes], quarters: int) -> Integers:
    amounts = np.zeros((len(written), 3, quarters), dtype=np.int64)
    for chosen, kind, integers in decoded_days(written, quarters):
        amounts[chosen, kind] = integers
    return amounts


@given(
    st.tuples(st.integers(0, 6), LENGTHS).flatmap(
        lambda shape: arrays(np.int64, (shape[0], 3, shape[1]), elements=ROWS)
    )
)
def test_days_come_back_as_they_were(amounts: Integers) -> None:
    assert np.array_equal(read(encoded_days(amounts), amounts.shape[2]), amounts)


def test_what_does_not_vary_takes_no_room() -> None:
    """A consumer of at most 6 kW, whose time is known whole."""
    amounts = np.zeros((2, 3, 96), dtype=np.int64)
    amounts[1, 0] = np.arange(96) * 5_400_000_000_000 // 95
    amounts[1, 2] = 900_000

    empty, consumer = encoded_days(amounts)

    assert (len(empty), len(consumer)) == (27, 27 + 96 * 6)


def test_days_of_another_length_are_refused() -> None:
    written = encoded_days(np.arange(3 * 92, dtype=np.int64).reshape(1, 3, 92))

    with pytest.raises(ValueError, match="not 1 days of 96 quarter-hours"):
        read(written, 96)

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.recordings.recording import PowerSeries
from devstack.replay.comparison import PeriodEnergy, questions, recounted

HOUR_MS = 3_600_000
BEGIN = datetime(2026, 6, 20, tzinfo=UTC)
powers = st.lists(st.integers(-5000, 5000), min_size=25, max_size=25)


def quarters(powers_w: list[int]) -> PowerSeries:
    ends = np.arange(len(powers_w), dtype=np.int64) * (HOUR_MS // 4)
    return PowerSeries(ends, np.array(powers_w, dtype=np.float64))


@given(powers, powers)
def test_whole_hours_share_the_smaller_of_what_is_fed_in_and_withdrawn(
    one: list[int], other: list[int]
) -> None:
    """By numpy; the first power speaks for nothing, as no reading is before it."""
    table = np.array([one[1:], other[1:]]).reshape(2, 6, 4) / 4
    fed_in = np.clip(-table, 0, None).sum(axis=(0, 2))
    withdrawn = np.clip(table, 0, None).sum(axis=(0, 2))
    found = recounted([quarters(one), quarters(other)])
    assert found.fed_in_wh == pytest.approx(fed_in.sum())
    assert found.withdrawn_wh == pytest.approx(withdrawn.sum())
    assert found.shared_wh == pytest.approx(np.minimum(fed_in, withdrawn).sum())


def test_energies_are_equal_to_a_thousandth() -> None:
    energy = PeriodEnergy(fed_in_wh=1.0, withdrawn_wh=2.0, shared_wh=1.0)
    near = PeriodEnergy(fed_in_wh=1.0005, withdrawn_wh=2.0, shared_wh=1.0)
    far = PeriodEnergy(fed_in_wh=1.0, withdrawn_wh=2.0, shared_wh=0.998)
    assert energy.equals(near)
    assert not energy.equals(far)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_questions_cover_the_period_in_whole_hours(offset_s: int, length_s: int) -> None:
    begin = BEGIN + timedelta(seconds=offset_s)
    end = begin + timedelta(seconds=length_s)
    asked = list(questions(begin, end))
    assert asked[0][0] <= begin < asked[0][0] + timedelta(hours=1)
    assert asked[-1][1] - timedelta(hours=1) < end <= asked[-1][1]
    assert all(one[1] == two[0] for one, two in pairwise(asked))
    assert all(last - first <= timedelta(days=300) for first, last in asked)
    assert all(moment.timestamp() % 3600 == 0 for pair in asked for moment in pair)

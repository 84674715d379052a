from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.backoff import Backoff


def test_bound_doubles_up_to_the_longest() -> None:
    backoff = Backoff(first_s=0.5, longest_s=5, chance=lambda: 1.0)
    assert [backoff.wait_s(attempt) for attempt in range(6)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


@given(st.integers(0, 10**9), st.floats(0, 1))
def test_within_bounds_for_ever(attempt: int, chance: float) -> None:
    backoff = Backoff(first_s=0.2, longest_s=5, chance=lambda: chance)
    assert 0 <= backoff.wait_s(attempt) <= 5

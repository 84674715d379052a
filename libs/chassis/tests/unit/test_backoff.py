from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.backoff import full_jitter_s


def test_bound_doubles_up_to_the_longest() -> None:
    bounds = [full_jitter_s(n, first_s=0.5, longest_s=5, chance=1.0) for n in range(6)]
    assert bounds == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


@given(st.integers(0, 10**9), st.floats(0, 1))
def test_within_bounds_for_ever(attempt: int, chance: float) -> None:
    assert 0 <= full_jitter_s(attempt, first_s=0.2, longest_s=5, chance=chance) <= 5

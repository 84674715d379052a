"""Dead letters of one reason: a burst, then a steady rate."""

from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.token_bucket import full_bucket, take


def taken(moments_s: list[float], *, capacity: float, per_s: float) -> int:
    bucket = full_bucket(capacity=capacity, per_s=per_s, now_s=moments_s[0])
    count = 0
    for moment_s in moments_s:
        bucket, allowed = take(bucket, moment_s)
        count += allowed
    return count


def test_burst_then_rate() -> None:
    flood = [tick / 1000 for tick in range(10_001)]  # ten seconds
    assert taken(flood, capacity=20, per_s=5) == 20 + 50


def test_no_rate_leaves_the_burst() -> None:
    assert taken([0.0, 1e9, 2e9], capacity=2, per_s=0) == 2


def test_clock_set_back_gains_nothing_and_costs_nothing() -> None:
    bucket = full_bucket(capacity=1, per_s=1, now_s=1000.0)
    bucket, first = take(bucket, 1000.0)
    bucket, second = take(bucket, 10.0)
    bucket, third = take(bucket, 11.0)
    assert (first, second, third) == (True, False, True)


@given(
    st.lists(st.floats(0, 1000), min_size=1, max_size=200).map(sorted),
    st.floats(1, 50),
    st.floats(0, 50),
)
def test_never_more_than_burst_and_rate_allow(
    moments_s: list[float], capacity: float, per_s: float
) -> None:
    elapsed_s = moments_s[-1] - moments_s[0]
    count = taken(moments_s, capacity=capacity, per_s=per_s)
    assert count <= capacity + elapsed_s * per_s + 1e-6
    assert count >= min(len(moments_s), int(capacity))

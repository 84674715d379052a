"""Percentiles of durations and of buckets."""

import math
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measuring.quantiles import Bucket, between, bucketed_latency, latency_of

_BOUNDS_S = (0.001, 0.01, 0.1, 1.0, math.inf)
_durations = st.lists(st.floats(0.0, 0.999), min_size=1, max_size=200)


def _buckets(durations_s: list[float]) -> list[Bucket]:
    counts = [0] * len(_BOUNDS_S)
    for duration_s in durations_s:
        counts[bisect_left(_BOUNDS_S, duration_s)] += 1
    return [Bucket(bound, count) for bound, count in zip(_BOUNDS_S, counts, strict=True)]


def test_percentiles_are_durations_that_occurred() -> None:
    latency = latency_of([float(n) for n in range(100, 0, -1)])
    assert latency is not None
    assert (latency.p50_s, latency.p95_s, latency.p99_s, latency.count) == (50, 95, 99, 100)


@given(_durations)
def test_buckets_tell_each_percentile_as_far_as_its_bucket(durations_s: list[float]) -> None:
    exact, rough = latency_of(durations_s), bucketed_latency(_buckets(durations_s))
    assert exact is not None
    assert rough is not None
    for of_exact, of_rough in (
        (exact.p50_s, rough.p50_s),
        (exact.p95_s, rough.p95_s),
        (exact.p99_s, rough.p99_s),
    ):
        upper_s = _BOUNDS_S[bisect_left(_BOUNDS_S, of_exact)]
        assert of_rough <= upper_s
        assert of_rough >= max((bound for bound in _BOUNDS_S if bound < upper_s), default=0.0)


def test_beyond_the_last_bound_nothing_is_known() -> None:
    latency = bucketed_latency([Bucket(1.0, 1), Bucket(math.inf, 99)])
    assert latency is not None
    assert latency.p99_s == math.inf


def test_of_nothing_there_is_no_percentile() -> None:
    assert latency_of([]) is None
    assert bucketed_latency([Bucket(1.0, 0)]) is None


def test_a_window_is_the_difference_of_two_readings() -> None:
    before, after = [Bucket(1.0, 3), Bucket(2.0, 4)], [Bucket(1.0, 5), Bucket(2.0, 4)]
    assert between(before, after) == [Bucket(1.0, 2), Bucket(2.0, 0)]
    with pytest.raises(ValueError, match="zip"):
        between(before, after[:1])

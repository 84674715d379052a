import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.demo.metrics import LatencyBuckets, ServiceMetrics

INFINITE = float("inf")


def exposition(started: float, stored: int, fast: int, slow: int) -> str:
    return f"""\
# TYPE process_start_time_seconds gauge
process_start_time_seconds {started}
# TYPE readings_total counter
readings_total{{reason="a"}} {stored}
readings_total{{reason="b"}} 1
# TYPE way_seconds histogram
way_seconds_bucket{{le="0.1"}} {fast}
way_seconds_bucket{{le="+Inf"}} {fast + slow}
way_seconds_sum 1
way_seconds_count {fast + slow}
"""


def test_a_restart_adds_to_what_was_counted_before() -> None:
    metrics = ServiceMetrics({})
    metrics.take("energy", exposition(100.0, stored=5, fast=3, slow=1))
    metrics.take("energy", exposition(100.0, stored=7, fast=4, slow=1))
    metrics.take("energy", exposition(200.0, stored=2, fast=1, slow=0))
    metrics.take("engagement", exposition(100.0, stored=10, fast=0, slow=2))
    assert metrics.total("readings_total") == 7 + 2 + 10 + 3
    assert metrics.latency("way_seconds").at_most == ((0.1, 5), (INFINITE, 8))


async def test_a_service_that_is_away_changes_nothing() -> None:
    metrics = ServiceMetrics({"energy": "http://127.0.0.1:9"})
    metrics.take("energy", exposition(100.0, stored=5, fast=3, slow=1))
    await metrics.scrape()
    assert metrics.total("readings_total") == 6


@pytest.mark.parametrize(
    ("share", "expected_ms"), [(0.25, 5.0), (0.5, 10.0), (0.75, 55.0), (1.0, 100.0)]
)
def test_a_quantile_lies_on_a_line_within_its_bucket(share: float, expected_ms: float) -> None:
    latency = LatencyBuckets(((0.01, 50), (0.1, 100), (INFINITE, 100)))
    assert latency.quantile_ms(share) == pytest.approx(expected_ms)


def test_what_is_above_all_bounds_is_told_as_the_last_one() -> None:
    assert LatencyBuckets(((0.01, 0), (INFINITE, 3))).quantile_ms(0.5) == 10.0


def test_nothing_measured_has_no_quantile() -> None:
    assert LatencyBuckets().quantile_ms(0.5) is None
    assert LatencyBuckets(((0.01, 0), (INFINITE, 0))).quantile_ms(0.99) is None


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=20), st.floats(0.01, 1.0))
def test_a_quantile_rises_with_its_share(counts: list[int], share: float) -> None:
    running = [sum(counts[: number + 1]) for number in range(len(counts))]
    bounds = [*(0.01 * number for number in range(1, len(counts))), INFINITE]
    latency = LatencyBuckets(tuple(zip(bounds, running, strict=True)))
    low, high = latency.quantile_ms(share / 2), latency.quantile_ms(share)
    assert (low is None) == (high is None) == (running[-1] == 0)
    assert low is None or high is None or low <= high

import random

import pytest

from devstack.devices.tally import LatencyReservoir, Percentiles, Tally


def test_percentiles_are_the_nearest_rank() -> None:
    reservoir = LatencyReservoir()
    for latency_ms in random.Random(1).sample(range(1, 101), 100):
        reservoir.add(float(latency_ms))
    assert reservoir.percentiles() == Percentiles(p50_ms=50.0, p95_ms=95.0, p99_ms=99.0)


def test_one_latency_is_every_percentile_and_none_is_none() -> None:
    reservoir = LatencyReservoir()
    assert reservoir.percentiles() is None
    reservoir.add(3.0)
    assert reservoir.percentiles() == Percentiles(p50_ms=3.0, p95_ms=3.0, p99_ms=3.0)


def test_a_bounded_sample_speaks_for_all() -> None:
    reservoir = LatencyReservoir(1_000, seed=5)
    for latency_ms in range(50_000):
        reservoir.add(float(latency_ms))
    assert len(reservoir._samples_ms) == 1_000
    found = reservoir.percentiles()
    assert found is not None
    assert found.p50_ms == pytest.approx(25_000, rel=0.05)
    assert found.p95_ms == pytest.approx(47_500, rel=0.02)


def test_pending_is_what_was_measured_and_not_answered() -> None:
    tally = Tally(
        measured=9,
        sent=7,
        acknowledged=4,
        resent=2,
        refused=1,
        connections_lost=0,
        connected=1,
        latency=None,
    )
    assert tally.pending == 4

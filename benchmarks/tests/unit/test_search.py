"""The search finds what a system carries."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.search import Sample, Trial, best_rate, judge, next_rate

_LOWEST, _HIGHEST = 10.0, 30_000.0
_STEADY = Trial(
    rate_per_s=0, seconds=10, sent=0, backlog_growth_per_s=0, backlog_at_end=0, sustained=True
)


def _samples(rate_per_s: float, capacity_per_s: float, in_flight: int = 0) -> list[Sample]:
    """A system that finishes at most `capacity_per_s`, seen twice a second for ten seconds."""
    samples = []
    for step in range(1, 21):
        sent = round(rate_per_s * step / 2)
        done = min(sent - in_flight, round(capacity_per_s * step / 2))
        samples.append(Sample(step / 2, sent, done))
    return samples


def test_a_rate_within_the_capacity_is_sustained() -> None:
    trial = judge(1000, _samples(1000, capacity_per_s=2000, in_flight=150))
    assert (trial.sustained, trial.backlog_at_end) == (True, 150)
    assert trial.backlog_growth_per_s == pytest.approx(0)


def test_a_growing_backlog_is_not_sustained() -> None:
    trial = judge(1000, _samples(1000, capacity_per_s=900))
    assert not trial.sustained
    assert trial.backlog_growth_per_s == pytest.approx(100)


def test_a_long_steady_backlog_is_not_sustained() -> None:
    assert not judge(1000, _samples(1000, capacity_per_s=2000, in_flight=1500)).sustained


def test_a_load_that_did_not_leave_proves_nothing() -> None:
    assert not judge(1000, _samples(900, capacity_per_s=2000)).sustained


def test_too_few_samples_are_no_judgement() -> None:
    with pytest.raises(ValueError, match="longer"):
        judge(1000, _samples(1000, capacity_per_s=2000)[:3])


@given(capacity_per_s=st.floats(_LOWEST * 2, _HIGHEST), first_per_s=st.floats(100, 5000))
def test_the_search_comes_close_in_few_steps(capacity_per_s: float, first_per_s: float) -> None:
    trials: list[Trial] = []
    while rate := next_rate(trials, first_per_s=first_per_s, highest_per_s=_HIGHEST):
        trials.append(replace(_STEADY, rate_per_s=rate, sustained=rate <= capacity_per_s))
        assert len(trials) <= 25
    best = best_rate(trials)
    assert best is not None
    assert capacity_per_s / 1.13 <= best <= capacity_per_s


def test_one_given_rate_is_tried_once() -> None:
    first = next_rate([], first_per_s=400, highest_per_s=400)
    assert first == 400
    trials = [replace(_STEADY, rate_per_s=first)]
    assert next_rate(trials, first_per_s=400, highest_per_s=400) is None


def test_a_system_that_carries_nothing_ends_the_search() -> None:
    trials: list[Trial] = []
    while rate := next_rate(trials, first_per_s=1500, highest_per_s=_HIGHEST):
        trials.append(replace(_STEADY, rate_per_s=rate, sustained=False))
    assert best_rate(trials) is None
    assert trials[-1].rate_per_s < 20

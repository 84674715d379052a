"""The scenario of people's requests, and its figures (NF1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.api.plan import Answer, users_at
from benchmarks.api.scenario import ScenarioError, load_of


@pytest.mark.parametrize(
    ("elapsed_s", "users"), [(0, 10), (15, 30), (30, 50), (45, 30), (60, 10), (61, 10)]
)
def test_ten_users_are_at_work_and_up_to_forty_more(elapsed_s: float, users: int) -> None:
    assert users_at(elapsed_s, 60) == users


@given(elapsed_s=st.floats(0, 200), seconds=st.floats(1, 100))
def test_there_are_never_fewer_or_more(elapsed_s: float, seconds: float) -> None:
    assert 10 <= users_at(elapsed_s, seconds) <= 50


def test_a_request_that_failed_counts() -> None:
    answers = [Answer("GET /community", 0.01, None)] * 3
    answers += [Answer("GET /community", 0.41, "401")]
    load = load_of(answers, seconds=2)
    assert (load.requests, load.failed, load.failures) == (4, 1, {"401": 1})
    assert load.ok == 0.75
    assert load.mean_s == pytest.approx(0.11)
    assert load.took is not None
    assert (load.took.p50_s, load.took.p95_s) == (0.01, 0.41)


def test_a_run_without_requests_is_no_result() -> None:
    with pytest.raises(ScenarioError):
        load_of([], seconds=2)

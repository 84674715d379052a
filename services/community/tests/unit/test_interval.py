"""What was true when: timelines against a model that keeps every moment."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.errors import (
    IntervalOverlapError,
    InvalidEffectiveDateError,
    TooManyIntervalsError,
)
from services.community.domain.interval import (
    EARLIEST_VALID_FROM,
    MAX_INTERVALS,
    Interval,
    Timeline,
    check_effective_date,
    effective_date,
)
from services.community.tests.samples import NOON, at

HOURS = range(12)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("abc"), st.sampled_from(HOURS)),
        st.tuples(st.none(), st.sampled_from(HOURS)),
    ),
    max_size=12,
)


@given(steps)
def test_a_timeline_equals_a_model_hour_by_hour(steps: list[tuple[str | None, int]]) -> None:
    timeline: Timeline[str] = Timeline()
    model: dict[int, str] = {}
    for value, hour in steps:
        began = timeline.current.valid_from if timeline.current else None
        if value is None:
            timeline = timeline.end(at(hour))
            if began is not None:
                model = {h: v for h, v in model.items() if h < hour or at(h) < began}
            continue
        if at(hour) < timeline.free_from:
            with pytest.raises(IntervalOverlapError):
                timeline.begin(value, at(hour))
            continue
        timeline = timeline.begin(value, at(hour))
        model = {h: v for h, v in model.items() if h < hour} | {
            h: value for h in HOURS if h >= hour
        }

    assert {h: timeline.at(at(h)) for h in HOURS} == {h: model.get(h) for h in HOURS}
    assert [each for each in timeline.intervals if each.valid_to is None] == (
        [timeline.current] if timeline.current else []
    )


@given(steps)
def test_the_past_is_never_rewritten(steps: list[tuple[str | None, int]]) -> None:
    timeline: Timeline[str] = Timeline()
    for value, hour in steps:
        before = timeline
        try:
            timeline = timeline.begin(value, at(hour)) if value else timeline.end(at(hour))
        except IntervalOverlapError:
            continue
        closed = [each for each in before.intervals if each.valid_to is not None]
        kept = timeline.intervals[: len(before.intervals)]
        assert list(kept[: len(closed)]) == closed
        assert [each.valid_from for each in kept] == [each.valid_from for each in before.intervals]


def test_an_interval_contains_its_start_and_not_its_end() -> None:
    interval = Interval("a", at(1), at(2))

    assert [interval.covers(at(h)) for h in (0.9, 1, 1.9, 2)] == [False, True, True, False]
    assert Interval("a", at(1)).covers(at(10_000))


@pytest.mark.parametrize(
    "intervals",
    [
        (Interval("a", at(2), at(1)),),
        (Interval("a", at(0), at(2)), Interval("b", at(1))),
        (Interval("a", at(0)), Interval("b", at(1))),
    ],
)
def test_an_impossible_history_cannot_be_made(intervals: tuple[Interval[str], ...]) -> None:
    with pytest.raises(ValueError, match="interval"):
        Timeline(intervals)


def test_a_full_history_ends_but_begins_nothing() -> None:
    full = Timeline(tuple(Interval("a", at(n), at(n + 1)) for n in range(MAX_INTERVALS - 1)))
    full = full.begin("a", at(MAX_INTERVALS))

    with pytest.raises(TooManyIntervalsError):
        full.begin("b", at(MAX_INTERVALS + 1))
    assert full.end(at(MAX_INTERVALS + 1)).current is None


@pytest.mark.parametrize(
    ("requested", "code"),
    [(at(0.001), "in_future"), (datetime.min.replace(tzinfo=NOON.tzinfo), "too_early")],
)
def test_an_effective_date_is_neither_ahead_nor_absurd(requested: datetime, code: str) -> None:
    with pytest.raises(InvalidEffectiveDateError) as refused:
        check_effective_date(requested, now=NOON)

    assert [(each.field, each.code) for each in refused.value.fields] == [("validFrom", code)]


def test_without_a_request_a_clock_that_is_behind_does_no_harm() -> None:
    assert effective_date(None, now=NOON, free_from=at(1)) == at(1)
    assert effective_date(None, now=NOON, free_from=EARLIEST_VALID_FROM) == NOON
    assert effective_date(at(-5), now=NOON, free_from=at(-1)) == at(-5)

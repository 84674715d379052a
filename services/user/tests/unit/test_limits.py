"""Limits: never more than allowed in a window, and a wait that is true."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.limits import MAIL_LIMITS, Limit, Window, take, whole_seconds

START = datetime(2026, 6, 21, 10, tzinfo=UTC)


def test_one_mail_in_thirty_seconds_and_five_an_hour() -> None:
    windows: tuple[Window | None, ...] = (None, None)
    sent = []
    for second in range(0, 3600, 5):
        taken = take(MAIL_LIMITS, windows, START + timedelta(seconds=second))
        if not isinstance(taken, timedelta):
            windows = taken
            sent.append(second)
    assert sent == [0, 30, 60, 90, 120]


@given(
    limits=st.lists(
        st.builds(
            Limit,
            name=st.just("limit"),
            max_count=st.integers(1, 5),
            window=st.integers(1, 100).map(lambda s: timedelta(seconds=s)),
        ),
        min_size=1,
        max_size=3,
    ),
    steps_s=st.lists(st.integers(0, 40), max_size=60),
)
def test_a_refused_attempt_costs_nothing_and_succeeds_after_the_told_wait(
    limits: list[Limit], steps_s: list[int]
) -> None:
    now, windows = START, tuple[Window | None, ...](None for _ in limits)
    for step in steps_s:
        now += timedelta(seconds=step)
        taken = take(limits, windows, now)
        if isinstance(taken, timedelta):
            assert taken > timedelta(0)
            assert not isinstance(take(limits, windows, now + taken), timedelta)
            just_before = now + taken - timedelta(microseconds=1)
            assert isinstance(take(limits, windows, just_before), timedelta)
        else:
            assert all(w.count <= lim.max_count for w, lim in zip(taken, limits, strict=True))
            windows = taken


def test_a_wait_is_told_in_whole_seconds_rounded_up() -> None:
    assert whole_seconds(timedelta(seconds=29, milliseconds=1)) == 30
    assert whole_seconds(timedelta(0)) == 1

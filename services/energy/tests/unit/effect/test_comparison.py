"""With what the hour after a call is compared."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import ROME, Period
from services.energy.domain.effect.comparison import like_windows, was_told_for, window_of

WEDNESDAY = datetime(2026, 6, 24, 10, 7, 12, tzinfo=UTC)


def test_the_window_begins_with_the_next_quarter_hour() -> None:
    assert window_of(WEDNESDAY) == Period(
        datetime(2026, 6, 24, 10, 15, tzinfo=UTC), datetime(2026, 6, 24, 11, 15, tzinfo=UTC)
    )
    on_the_dot = datetime(2026, 6, 24, 10, 15, tzinfo=UTC)
    assert window_of(on_the_dot).start == on_the_dot


def test_like_days_of_a_workday_are_workdays() -> None:
    days = [window.start.date().weekday() for window in like_windows(window_of(WEDNESDAY))]
    assert days[:4] == [1, 0, 4, 3]
    assert len(days) == 20


def test_like_days_of_a_sunday_are_weekends() -> None:
    days = [
        window.start.date().weekday()
        for window in like_windows(window_of(WEDNESDAY + timedelta(days=4)))
    ]
    assert days[:3] == [5, 6, 5]
    assert len(days) == 8


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001  UTC is put on
def test_like_windows_are_the_same_hour_of_the_clock(moment: datetime) -> None:
    window = window_of(moment.replace(tzinfo=UTC))
    clock = window.start.astimezone(ROME).time()
    for like in like_windows(window):
        local = like.start.astimezone(ROME)
        skipped_by_summer_time = local.time() != clock
        assert not skipped_by_summer_time or local.date().month == 3
        assert window.start - timedelta(days=29) < like.start < window.start
        assert like.end - like.start == timedelta(hours=1)


def test_a_day_on_which_one_was_told_is_no_usual_day() -> None:
    window = window_of(WEDNESDAY)
    assert was_told_for(window, [WEDNESDAY])
    assert was_told_for(window, [WEDNESDAY - timedelta(hours=3)])
    assert not was_told_for(window, [WEDNESDAY - timedelta(hours=5), window.end])

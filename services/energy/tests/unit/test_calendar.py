"""FR3.3, R5: intervals on the clock of Europe/Rome."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.energy.domain.calendar import (
    EARLIEST,
    MAXIMUM_POINTS,
    ROME,
    InvalidPeriodError,
    Period,
    Resolution,
    TooManyPointsError,
    asked_period,
    interval_end,
    interval_start,
    last_24_hours,
)

NOW = datetime(2026, 6, 21, 12, 34, 56, tzinfo=UTC)
MOMENTS = st.integers(2 * 86_400, 36_522 * 86_400).map(lambda s: EARLIEST + timedelta(seconds=s))
COARSE = st.sampled_from([r for r in Resolution if r is not Resolution.RAW])


@given(MOMENTS, COARSE)
@example(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), Resolution.DAY)
@example(datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), Resolution.DAY)
def test_intervals_tile_time(moment: datetime, resolution: Resolution) -> None:
    start = interval_start(moment, resolution)
    end = interval_end(start, resolution)

    assert start <= moment < end
    assert interval_start(end, resolution) == end
    assert interval_start(end - timedelta(microseconds=1), resolution) == start


@given(MOMENTS)
def test_hours_of_utc_are_hours_of_rome(moment: datetime) -> None:
    local = interval_start(moment, Resolution.HOUR).astimezone(ROME)

    assert (local.minute, local.second, local.microsecond) == (0, 0, 0)


@pytest.mark.parametrize(
    ("noon", "hours"),
    [
        (datetime(2026, 3, 29, 12, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), 25),
        (datetime(2026, 6, 21, 12, tzinfo=UTC), 24),
    ],
)
def test_days_of_the_time_change_have_23_and_25_hours(noon: datetime, hours: int) -> None:
    start = interval_start(noon, Resolution.DAY)
    end = interval_end(start, Resolution.DAY)

    assert end - start == timedelta(hours=hours)
    assert start.astimezone(ROME).hour == end.astimezone(ROME).hour == 0


def test_a_month_begins_at_romes_midnight() -> None:
    start = interval_start(datetime(2026, 12, 31, 22, 59, tzinfo=UTC), Resolution.MONTH)

    assert start == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert interval_end(start, Resolution.MONTH) == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_a_history_is_widened_to_whole_intervals() -> None:
    asked = asked_period(NOW - timedelta(hours=1), NOW, Resolution.QUARTER, NOW)

    assert asked == Period(
        datetime(2026, 6, 21, 11, 30, tzinfo=UTC), datetime(2026, 6, 21, 12, 45, tzinfo=UTC)
    )


def test_by_default_a_history_ends_with_the_newest_reading() -> None:
    newest = datetime(2014, 10, 30, 12, 0, tzinfo=UTC)

    assert asked_period(None, None, Resolution.QUARTER, newest) == Period(
        newest - timedelta(days=1), newest
    )
    assert asked_period(None, None, Resolution.RAW, newest).end > newest


def test_a_history_from_after_the_newest_reading_on_is_an_answer_not_an_error() -> None:
    asked = asked_period(NOW, None, Resolution.HOUR, NOW)

    assert asked.start <= NOW < asked.end


def test_other_zones_are_understood() -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    start = datetime(2026, 6, 21, 5, 30, tzinfo=zone)

    asked = asked_period(start, start + timedelta(hours=1), Resolution.HOUR, NOW)

    assert asked.start == datetime(2026, 6, 21, 0, 0, tzinfo=UTC)
    assert asked.start.tzinfo is UTC


@pytest.mark.parametrize("resolution", list(Resolution))
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NOW, NOW),
        (NOW, NOW - timedelta(seconds=1)),
        (datetime.min.replace(tzinfo=UTC), None),
        (None, datetime.min.replace(tzinfo=UTC)),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-23))), None),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=23))), NOW),
    ],
)
def test_impossible_periods_are_refused(
    start: datetime | None, end: datetime | None, resolution: Resolution
) -> None:
    with pytest.raises(InvalidPeriodError):
        asked_period(start, end, resolution, NOW)


@pytest.mark.parametrize("resolution", [Resolution.MINUTE, Resolution.QUARTER, Resolution.HOUR])
def test_a_history_has_a_limit(resolution: Resolution) -> None:
    step = interval_end(NOW, resolution) - NOW
    end = interval_start(NOW, resolution)

    asked_period(end - MAXIMUM_POINTS * step, end, resolution, NOW)
    with pytest.raises(TooManyPointsError):
        asked_period(end - (MAXIMUM_POINTS + 1) * step, end, resolution, NOW)


@pytest.mark.parametrize(
    ("newest", "end"),
    [("12:00:00", "12:00"), ("12:00:01", "12:15"), ("12:14:59", "12:15")],
)
def test_the_last_24_hours_end_with_the_newest_readings_quarter_hour(newest: str, end: str) -> None:
    """FR3.2: a reading on the border closes the quarter-hour before it."""
    period = last_24_hours(datetime.fromisoformat(f"2026-06-21T{newest}+00:00"))

    assert period.end == datetime.fromisoformat(f"2026-06-21T{end}:00+00:00")
    assert period.end - period.start == timedelta(hours=24)

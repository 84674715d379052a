"""How long a surplus may last, from the community's own recent days (FR4.1)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.engagement.domain.notifications.expected_end import (
    ExpectedEnd,
    Span,
    end_on_recent_days,
)

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 6, 21, 12, 10, tzinfo=ROME)


def span(days_ago: int, start: str, end: str, *, lasts_days: int = 0) -> Span:
    day = NOW.date() - timedelta(days=days_ago)
    return Span(
        datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=ROME),
        datetime.fromisoformat(f"{day + timedelta(days=lasts_days)}T{end}").replace(tzinfo=ROME),
    )


def said(*spans: Span, at: datetime = NOW) -> str | None:
    end = end_on_recent_days(spans, at, ROME)
    if end is None:
        return None
    assert end.basis == "recent_days"
    return f"{end.at.astimezone(ROME):%d %H:%M}"


THREE = (
    span(1, "11:00", "15:00"),
    span(2, "11:30", "15:40"),
    span(9, "10:00", "16:30"),
)


def test_it_is_the_median_of_the_local_ends_in_quarter_hours() -> None:
    assert said(*THREE) == "21 15:45"
    assert said(*THREE, span(14, "09:00", "15:10")) == "21 15:30"


def test_two_days_prove_nothing() -> None:
    assert said(*THREE[:2]) is None
    assert said() is None


@pytest.mark.parametrize(
    "other",
    [
        span(15, "11:00", "15:00"),  # too long ago
        span(0, "11:00", "12:05"),  # today
        span(3, "08:00", "12:10"),  # over at that time
        span(3, "13:10", "15:00"),  # began more than an hour after
    ],
)
def test_what_says_nothing_about_this_hour_does_not_count(other: Span) -> None:
    assert said(*THREE[:2], other) is None


def test_one_that_began_within_the_hour_counts_and_a_pause_between_two_does_not() -> None:
    assert said(*THREE[:2], span(3, "13:00", "15:30")) == "21 15:30"
    assert said(*THREE[:2], span(3, "10:00", "12:30"), span(3, "12:40", "16:00")) == "21 15:45"


def test_an_end_that_is_near_or_past_is_not_worth_saying() -> None:
    assert said(*THREE, at=NOW.replace(hour=15, minute=16)) is None
    assert said(*THREE, at=NOW.replace(hour=14, minute=50)) == "21 15:45"


def test_one_that_lasts_into_the_next_day_ends_after_midnight() -> None:
    nights = [span(days, "20:00", "02:00", lasts_days=1) for days in (1, 2, 3)]
    assert said(*nights, at=NOW.replace(hour=21)) == "22 02:00"


def test_the_clock_counts_across_a_change_of_it() -> None:
    """On the 29th of March the clock goes forward: the same time of day is an hour earlier."""
    now = datetime(2026, 3, 30, 12, 0, tzinfo=ROME)
    spans = [
        Span(now - timedelta(days=days, hours=1), now - timedelta(days=days) + timedelta(hours=3))
        for days in (1, 2, 3)
    ]
    assert end_on_recent_days(spans, now, ROME) == ExpectedEnd(
        datetime(2026, 3, 30, 15, 0, tzinfo=ROME), "recent_days"
    )

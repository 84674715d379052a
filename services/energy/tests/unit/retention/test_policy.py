"""How long readings are kept, and since when one can be counted rightly."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.energy.domain.books.intervals import MAXIMUM_INTERVAL_MS
from services.energy.domain.calendar import EARLIEST
from services.energy.domain.retention.policy import (
    NOTHING_GONE,
    counts_from,
    kept_from,
    months_ahead,
)


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        ("2026-11-29T23:00:00+00:00", 13, "2025-10-01T00:00:00+00:00"),
        ("2026-12-01T00:30:00+01:00", 13, "2025-10-01T00:00:00+00:00"),  # still November in UTC
        ("2026-12-01T00:00:00+00:00", 13, "2025-11-01T00:00:00+00:00"),
        ("2026-01-31T12:00:00+00:00", 1, "2025-12-01T00:00:00+00:00"),
        ("2026-03-31T12:00:00+00:00", 36, "2023-03-01T00:00:00+00:00"),
    ],
)
def test_whole_months_are_kept_besides_the_present_one(
    now: str, months: int, expected: str
) -> None:
    kept = kept_from(datetime.fromisoformat(now), months)

    assert kept == datetime.fromisoformat(expected)


def test_there_is_room_for_months_to_come_within_the_books_years() -> None:
    assert months_ahead(datetime(2026, 11, 29, tzinfo=UTC), 2) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert months_ahead(datetime(2099, 12, 1, tzinfo=UTC), 2) == [date(2099, 12, 1)]


def test_a_reading_counts_when_all_it_can_be_paired_with_is_kept() -> None:
    kept = datetime(2025, 10, 1, tzinfo=UTC)

    assert counts_from(kept) - kept > timedelta(milliseconds=MAXIMUM_INTERVAL_MS)
    assert counts_from(NOTHING_GONE) == EARLIEST

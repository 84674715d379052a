"""Months of Rome."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.months import month_of, month_period, months_after, months_between

MONTHS = st.dates(date(2001, 1, 1), date(2098, 12, 31)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 5, 31, 21, 59, tzinfo=UTC), date(2026, 5, 1)),
        (datetime(2026, 5, 31, 22, tzinfo=UTC), date(2026, 6, 1)),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_month_begins_at_romes_midnight(moment: datetime, month: date) -> None:
    assert month_of(moment) == month


@pytest.mark.parametrize(
    ("month", "hours"), [(date(2026, 3, 1), 743), (date(2026, 10, 1), 745), (date(2026, 2, 1), 672)]
)
def test_months_of_clock_changes_are_an_hour_shorter_and_longer(month: date, hours: int) -> None:
    period = month_period(month)

    assert (period.end - period.start).total_seconds() == hours * 3_600


@given(MONTHS, st.integers(-11, 11))
def test_there_and_back(month: date, count: int) -> None:
    assert months_after(months_after(month, count), -count) == month


@given(MONTHS, st.integers(0, 11))
def test_all_between_are_listed(month: date, count: int) -> None:
    listed = months_between(month, months_after(month, count))

    assert listed == [months_after(month, number) for number in range(count + 1)]
    for before, after in pairwise(listed):
        assert month_period(before).end == month_period(after).start
    assert months_between(months_after(month, 1), month) == []

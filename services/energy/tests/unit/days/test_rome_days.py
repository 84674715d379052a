"""Days of Rome, with those of 23 and 25 hours."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import Period, midnight
from services.energy.domain.days.rome_days import KEPT_AFTER, rome_days, utc_days

FIRST = datetime(2025, 3, 20, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=20)).map(lambda after: FIRST + after)


def test_days_have_the_quarter_hours_of_the_law() -> None:
    spring = rome_days(Period(midnight(date(2025, 3, 29)), midnight(date(2025, 4, 1))))
    autumn = rome_days(Period(midnight(date(2025, 10, 25)), midnight(date(2025, 10, 28))))

    assert spring.lengths.tolist() == [96, 92, 96]
    assert autumn.lengths.tolist() == [96, 100, 96]
    assert autumn.first_quarters.tolist() == [0, 96, 196, 292]
    assert (autumn.day(1), autumn.count) == (date(2025, 10, 26), 3)
    assert utc_days(autumn) == (date(2025, 10, 24), date(2025, 10, 27))


@given(st.sets(MOMENTS, min_size=2, max_size=2), st.sets(MOMENTS, min_size=2, max_size=2))
def test_touched_days_are_those_that_overlap(whole: set[datetime], own: set[datetime]) -> None:
    days, asked = rome_days(Period(*sorted(whole))), Period(*sorted(own))

    touched = days.touched([(1, asked)], 2)

    expected = [
        Period(midnight(days.day(i)), midnight(days.day(i + 1))).overlap(asked) is not None
        for i in range(days.count)
    ]
    assert touched.tolist() == [[False] * days.count, expected]


@pytest.mark.parametrize(("after", "over"), [(timedelta(microseconds=-1000), 0), (timedelta(), 1)])
def test_a_day_is_over_a_while_after_its_end(after: timedelta, over: int) -> None:
    day = Period(midnight(date(2025, 3, 30)), midnight(date(2025, 4, 1)))
    end = midnight(date(2025, 3, 31))

    assert rome_days(day).over(end + KEPT_AFTER + after) == over
    assert rome_days(day).over(day.end + timedelta(days=9)) == 2


def test_restatements_of_a_day_are_those_of_its_two_days_of_utc() -> None:
    days = rome_days(Period(midnight(date(2025, 7, 2)), midnight(date(2025, 7, 5))))
    counted = [
        (0, date(2025, 7, 1), 1),
        (0, date(2025, 7, 2), 10),
        (1, date(2025, 7, 4), 100),
        (1, date(2025, 7, 4), 1_000),
    ]

    assert np.array_equal(days.restatements(counted, 2), [[11, 10, 0], [0, 0, 1_100]])

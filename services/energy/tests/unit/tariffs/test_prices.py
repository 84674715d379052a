"""Hours of the market, means of quarter-hours, rows that do not fit."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import Period
from services.energy.domain.tariffs.errors import PricesNotUsableError
from services.energy.domain.tariffs.prices import (
    HOUR,
    QUARTER,
    PriceRow,
    hourly_prices,
    hours_of,
    market_hour,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def rows(*prices: int, step: timedelta = HOUR) -> list[PriceRow]:
    return [PriceRow(f"line {i + 2}", START + i * step, p) for i, p in enumerate(prices)]


def test_the_market_counts_hours_that_pass() -> None:
    assert market_hour(date(2026, 1, 1), 1) == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert market_hour(date(2026, 1, 1), 24) == datetime(2026, 1, 1, 22, tzinfo=UTC)
    assert market_hour(date(2026, 1, 1), 25) is None
    assert market_hour(date(2026, 1, 1), 0) is None


def test_days_on_which_the_clock_is_changed() -> None:
    # 29 March 2026: from 02:00 to 03:00 at 01:00 UTC; the third hour is that from 01:00 UTC.
    assert market_hour(SPRING, 3) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert market_hour(SPRING, 23) == datetime(2026, 3, 29, 21, tzinfo=UTC)
    assert market_hour(SPRING, 24) is None
    # 25 October 2026: 02:00 to 03:00 comes twice, from 00:00 UTC and from 01:00 UTC.
    assert market_hour(AUTUMN, 3) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert market_hour(AUTUMN, 4) == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert market_hour(AUTUMN, 25) == datetime(2026, 10, 25, 22, tzinfo=UTC)
    assert market_hour(AUTUMN, 26) is None


@given(st.dates(date(2001, 1, 1), date(2099, 12, 30)))
def test_a_days_hours_follow_one_another_into_the_next_day(day: date) -> None:
    starts = [start for hour in range(27) if (start := market_hour(day, hour))]
    assert [b - a for a, b in pairwise(starts)] == [HOUR] * (len(starts) - 1)
    assert starts[-1] + HOUR == market_hour(day + timedelta(days=1), 1)


def test_an_hour_of_quarters_gets_their_mean() -> None:
    quarters = rows(100, 101, 101, 104, -1, -1, -2, -2, step=QUARTER)
    # 101.5 and -1.5, half to even
    assert hours_of(quarters, QUARTER) == {START: 102, START + HOUR: -2}


@pytest.mark.parametrize(
    ("given_rows", "interval", "expected"),
    [
        (rows(1, 2, step=QUARTER), HOUR, [("line 3", "not_on_the_clock")]),
        (rows(1, 2, step=timedelta(minutes=5)), QUARTER, [("line 3", "not_on_the_clock")]),
        (rows(1, 2, 3, step=QUARTER), QUARTER, [("line 2", "hour_incomplete")]),
        ([*rows(1), *rows(1)], HOUR, [("line 2", "duplicate")]),
        ([PriceRow("1", datetime(1999, 1, 1, tzinfo=UTC), 1)], HOUR, [("1", "time_out_of_range")]),
        (rows(10**10 + 1), HOUR, [("line 2", "price_out_of_range")]),
        (rows(-(10**10) - 1), HOUR, [("line 2", "price_out_of_range")]),
    ],
)
def test_rows_that_do_not_fit_are_named(
    given_rows: list[PriceRow], interval: timedelta, expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(PricesNotUsableError) as raised:
        hours_of(given_rows, interval)
    assert [(field.field, field.code) for field in raised.value.fields] == expected


def test_not_more_errors_are_told_than_one_reads() -> None:
    with pytest.raises(PricesNotUsableError, match="150 rows") as raised:
        hours_of(rows(*[10**11] * 150), HOUR)
    assert len(raised.value.fields) == 100


def test_prices_as_arrays_have_holes() -> None:
    found = hourly_prices(Period(START, START + 3 * HOUR), {START: 5, START + 2 * HOUR: -7})
    assert found.price_ueur_mwh.tolist() == [5, 0, -7]
    assert found.known.tolist() == [True, False, True]

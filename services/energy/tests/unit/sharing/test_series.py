"""Which hours of a community's days are told, and what they sum to."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import Period, Resolution, interval_start, midnight
from services.energy.domain.sharing.series import SharedInterval, shared_series
from services.energy.domain.sharing.shared_day import SharedDay, days_within

HOUR = timedelta(hours=1)
WHOLE = Period(midnight(date(2025, 10, 24)), midnight(date(2025, 11, 3)))
"""With the day of 25 hours, and in two months."""
STARTS = [WHOLE.start + number * HOUR for number in range((WHOLE.end - WHOLE.start) // HOUR)]
SHORT_OF_AN_HOUR = st.sampled_from([timedelta(), timedelta(microseconds=1), timedelta(minutes=15)])


@st.composite
def days(draw: st.DrawFn) -> list[SharedDay]:
    """Some days, hours of which may be unknown, in part or whole, or without a member."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    made = []
    for day in days_within(WHOLE):
        hours = (day.end - day.start) // HOUR
        imported, fed_in, withdrawn, shared = random.integers(0, 2**50, (4, hours))
        coverage_ms = random.integers(0, 3_600_000, hours) * random.integers(0, 2, hours)
        member_ms = random.integers(0, 3, hours) * 3_600_000
        if draw(st.booleans()):
            made.append(
                SharedDay(
                    day.start, imported, fed_in, withdrawn, shared, coverage_ms, member_ms, b""
                )
            )
    return made


@st.composite
def seen_periods(draw: st.DrawFn) -> list[Period]:
    borders = sorted(draw(st.sets(st.sampled_from(STARTS), max_size=6)))
    return [
        Period(start + draw(SHORT_OF_AN_HOUR), end - draw(SHORT_OF_AN_HOUR))
        for start, end in zip(borders[::2], borders[1::2], strict=False)
    ]


def told(days: Sequence[SharedDay], seen: Sequence[Period]) -> list[SharedInterval]:
    """Hour by hour."""
    hours = []
    for day in days:
        for index, coverage_ms in enumerate(day.coverage_ms.tolist()):
            start = day.start + index * HOUR
            is_seen = any(p.start <= start and start + HOUR <= p.end for p in seen)
            if not coverage_ms or not is_seen:
                continue
            member_ms = int(day.member_ms[index])
            average_ms = coverage_ms * 3_600_000 // member_ms if member_ms else 0
            hours.append(
                SharedInterval(
                    Period(start, start + HOUR),
                    int(day.imported_uj[index]),
                    int(day.fed_in_uj[index]),
                    int(day.withdrawn_uj[index]),
                    int(day.shared_uj[index]),
                    average_ms,
                )
            )
    return hours


@given(days=days(), seen=seen_periods())
def test_hours_are_told_that_are_known_and_seen_whole(
    days: list[SharedDay], seen: list[Period]
) -> None:
    assert shared_series(days, seen, Resolution.HOUR) == told(days, seen)


@pytest.mark.parametrize("resolution", [Resolution.DAY, Resolution.MONTH])
@given(days=days(), seen=seen_periods())
def test_longer_intervals_are_sums_of_the_hours_told(
    resolution: Resolution, days: list[SharedDay], seen: list[Period]
) -> None:
    sums: dict[datetime, tuple[int, ...]] = {}
    for hour in told(days, seen):
        start = interval_start(hour.period.start, resolution)
        so_far = sums.get(start, (0,) * 5)
        sums[start] = tuple(a + b for a, b in zip(so_far, hour[1:], strict=True))

    found = shared_series(days, seen, resolution)

    assert {item.period.start: tuple(item[1:]) for item in found} == sums

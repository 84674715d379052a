"""FR3.3: what is not known is told, up to when it still may come."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.books.intervals import Energy
from services.energy.domain.calendar import Period, Resolution, interval_end, interval_start
from services.energy.domain.history.gaps import (
    Completeness,
    Gap,
    completeness,
    every_interval,
    gaps,
    raw_gaps,
    told_until,
)
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.history.parts import parts
from services.energy.tests.samples import NOON, at

LATER = at(90_000)
HOUR = Period(NOON, at(3_600))


def quarter(number: int, coverage_s: int) -> IntervalEnergy:
    period = Period(at(900 * number), at(900 * number + 900))
    return IntervalEnergy(period, Energy(1, 0, coverage_s * 1000))


def test_neighbouring_unknown_intervals_are_one_gap() -> None:
    known = [quarter(0, 900), quarter(2, 600)]

    assert gaps(known, HOUR, Resolution.QUARTER, LATER) == [
        Gap(Period(at(900), at(3_600)), 600_000)
    ]
    assert gaps([], HOUR, Resolution.QUARTER, LATER) == [Gap(HOUR, 0)]
    assert gaps([quarter(n, 900) for n in range(4)], HOUR, Resolution.QUARTER, LATER) == []


def test_what_the_next_reading_may_still_tell_is_no_gap() -> None:
    """The newest reading is of 12:20, so 12:15 to 12:30 is open until 13:20."""
    known = [quarter(0, 900), quarter(1, 300)]
    newest = at(1_200)

    soon = told_until(newest, at(2_000))
    late = told_until(newest, at(1_200 + 3_601))

    assert (soon, late) == (newest, at(4_801))
    assert gaps(known, HOUR, Resolution.QUARTER, soon) == []
    assert completeness(known[1], soon) is Completeness.OPEN
    assert gaps(known, HOUR, Resolution.QUARTER, late) == [Gap(Period(at(900), at(3_600)), 300_000)]
    assert told_until(None, NOON) == NOON
    assert told_until(at(60), NOON) == NOON, "a device's clock is a little ahead"


def test_raw_readings_have_a_gap_where_more_than_an_hour_is_without() -> None:
    period = Period(NOON, at(20_000))

    found = raw_gaps([at(3_600), at(7_200), at(10_801)], period, at(18_000))

    assert [(gap.period.start, gap.period.end) for gap in found] == [
        (at(7_200), at(10_801)),
        (at(10_801), at(18_000)),
    ]
    assert raw_gaps([], period, LATER) == [Gap(period, 0)]
    assert raw_gaps([], period, at(-100)) == []


@pytest.mark.parametrize("resolution", [r for r in Resolution if r is not Resolution.RAW])
@given(
    after=st.timedeltas(timedelta(0), timedelta(days=730)),
    days=st.integers(1, 60),
    facilities=st.integers(0, 5_000),
)
def test_parts_are_the_period_in_whole_intervals(
    resolution: Resolution, after: timedelta, days: int, facilities: int
) -> None:
    """Also over the days of 23 and 25 hours."""
    first = interval_start(datetime(2024, 1, 1, tzinfo=UTC) + after, resolution)
    last = interval_start(first + timedelta(days=days), resolution)
    period = Period(first, interval_end(last, resolution))
    if resolution is Resolution.MINUTE:
        period = Period(first, first + timedelta(hours=days))

    found = list(parts(period, resolution, facilities=facilities))

    assert found[0].start == period.start
    assert found[-1].end == period.end
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(part.start < part.end for part in found)
    assert all(interval_start(part.end, resolution) == part.end for part in found)


@given(known=st.sets(st.integers(0, 99)))
def test_every_interval_is_there_once(known: set[int]) -> None:
    period = Period(NOON, at(90_000))
    items = [quarter(number, 900) for number in sorted(known)]

    every = list(every_interval(items, period, Resolution.QUARTER))

    assert [item.period for item in every] == [quarter(n, 0).period for n in range(100)]
    assert {n for n, item in enumerate(every) if item.energy.coverage_ms} == known


@given(
    covered=st.lists(st.sampled_from([None, 0, 300, 900]), min_size=1, max_size=12),
    until_s=st.one_of(st.integers(-1_000, 12_000), st.integers(0, 12).map(lambda n: n * 900)),
)
def test_gaps_are_the_intervals_that_are_not_complete(
    covered: list[int | None], until_s: int
) -> None:
    """None: of the quarter-hour nothing is known."""
    period, until = Period(NOON, at(900 * len(covered))), at(until_s)
    known = [quarter(n, seconds) for n, seconds in enumerate(covered) if seconds is not None]

    found = gaps(known, period, Resolution.QUARTER, until)

    incomplete = [
        item
        for item in every_interval(known, period, Resolution.QUARTER)
        if completeness(item, until) in {Completeness.PARTIAL, Completeness.GAP}
    ]
    within = [
        [item for item in incomplete if gap.period.overlap(item.period) == item.period]
        for gap in found
    ]
    assert [item for items in within for item in items] == incomplete
    assert [gap.period for gap in found] == [
        Period(items[0].period.start, items[-1].period.end) for items in within
    ]
    assert [gap.known_ms for gap in found] == [
        sum(item.energy.coverage_ms for item in items) for items in within
    ]
    assert all(a.period.end < b.period.start for a, b in pairwise(found))

"""What quarter-hours in arrays amount to, against sums one by one."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.calendar import (
    Period,
    Resolution,
    interval_end,
    interval_start,
    midnight,
)
from services.energy.domain.days.facility_quarters import (
    FacilityQuarters,
    QuarterSums,
    energy_by_interval,
)
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms

QUARTER = timedelta(minutes=15)
START = midnight(date(2025, 10, 25))
COUNT = 96 + 100 + 96
"""With the day of 25 hours."""


def amounts(seed: int, facilities: int, count: int = COUNT) -> FacilityQuarters:
    """Half of it unknown."""
    random = np.random.default_rng(seed)
    known = random.integers(0, 2, (facilities, count))
    some = random.integers(0, 2**53, (3, facilities, count)) * known
    return FacilityQuarters(epoch_ms(START), some)


def one_by_one(quarters: FacilityQuarters, resolution: Resolution) -> list[IntervalEnergy]:
    sums: dict[datetime, Energy] = defaultdict(lambda: NO_ENERGY)
    for index in range(quarters.amounts.shape[2]):
        start = interval_start(START + index * QUARTER, resolution)
        for energies in quarters.amounts[:, :, index].T.tolist():
            sums[start] = sums[start].plus(Energy(*energies))
    return [
        IntervalEnergy(Period(start, interval_end(start, resolution)), energy)
        for start, energy in sums.items()
        if energy != NO_ENERGY
    ]


@pytest.mark.parametrize(
    "resolution", [Resolution.QUARTER, Resolution.HOUR, Resolution.DAY, Resolution.MONTH]
)
@given(seed=st.integers(0, 2**32), facilities=st.integers(1, 3), cut=st.integers(0, COUNT // 4))
def test_intervals_are_the_sums_of_their_quarter_hours(
    resolution: Resolution, seed: int, facilities: int, cut: int
) -> None:
    quarters = amounts(seed, facilities)
    total = quarters.total()
    first_ms, hour = total.start_ms, 4 * cut
    parts = [
        QuarterSums(first_ms, total.amounts[:, :hour]),
        QuarterSums(first_ms + hour * 900_000, total.amounts[:, hour:]),
    ]

    found = energy_by_interval(parts, resolution)

    assert found == one_by_one(quarters, resolution)


def test_intervals_begin_and_end_in_the_middle_of_an_hour() -> None:
    quarters = FacilityQuarters(epoch_ms(START) + 900_000, np.ones((3, 1, 6), dtype=np.int64))

    found = energy_by_interval([quarters.total()], Resolution.HOUR)

    assert [(item.period.start, item.energy.import_uj) for item in found] == [
        (START, 3),
        (START + timedelta(hours=1), 3),
    ]


def test_sums_of_a_day_pass_64_bits() -> None:
    quarters = FacilityQuarters(epoch_ms(START), np.full((3, 2, 96), 2**60, dtype=np.int64))

    (day,) = energy_by_interval([quarters.total()], Resolution.DAY)

    assert day.energy.import_uj == 2**60 * 192


@given(
    seed=st.integers(0, 2**32),
    borders=st.lists(st.integers(0, COUNT), min_size=2, max_size=2),
    own=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, COUNT), st.integers(0, COUNT)), max_size=4
    ),
)
def test_what_does_not_count_is_nothing(
    seed: int, borders: list[int], own: list[tuple[int, int, int]]
) -> None:
    quarters = amounts(seed, 2)
    first, last = sorted(borders)
    counted = [
        (column, Period(START + min(a, b) * QUARTER, START + max(a, b) * QUARTER))
        for column, a, b in own
    ]

    found = quarters.within(Period(START + first * QUARTER, START + last * QUARTER), counted)

    expected = np.zeros_like(quarters.amounts)
    for column, a, b in own:
        part = slice(min(a, b), max(a, b))
        expected[:, column, part] = quarters.amounts[:, column, part]
    assert found.start_ms == epoch_ms(START + first * QUARTER)
    assert np.array_equal(found.amounts, expected[:, :, first:last])


def test_hours_are_four_quarter_hours() -> None:
    quarters = amounts(7, 3)

    hours = quarters.by_hour()

    assert hours.shape == (3, COUNT // 4, 3)
    assert np.array_equal(hours[1, 24], quarters.amounts[1, :, 96:100].sum(axis=1))

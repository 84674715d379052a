"""A facility's part from a day's sums, against everybody's parts from everybody's energy."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.impact.part_of_day import part_of_day
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_day import shared_days
from services.energy.domain.sharing.shared_energy import (
    shared_by_consumer,
    shared_by_producer,
    shared_energy,
)
from services.energy.tests.unit.sharing.communities import facility_hours

MIDNIGHT = datetime(2026, 10, 24, 22, tzinfo=UTC)
"""In Rome, of a day of 25 hours; a day of 24 follows."""
HOURS = 49


@st.composite
def two_days(draw: st.DrawFn) -> FacilityHours:
    columns = draw(st.integers(1, 4))
    energy = st.one_of(st.just(0), st.integers(0, 5), st.integers(0, 10**15))
    rows = st.lists(
        st.lists(energy, min_size=columns, max_size=columns), min_size=HOURS, max_size=HOURS
    )
    return facility_hours(draw(rows), draw(rows), start=MIDNIGHT)


def alone(hours: FacilityHours, column: int) -> FacilityHours:
    only = slice(column, column + 1)
    return FacilityHours(
        hours.first_hour_ms,
        hours.facility_ids[only],
        hours.withdrawn_uj[:, only],
        hours.fed_in_uj[:, only],
        hours.coverage_ms[:, only],
        hours.member_ms[:, only],
    )


@given(two_days(), st.data())
def test_it_is_within_a_microjoule_an_hour_of_what_it_is_among_all(
    hours: FacilityHours, data: st.DataObject
) -> None:
    efficiencies = [data.draw(st.sampled_from([None, 0.87])) for _ in hours.facility_ids]
    column = data.draw(st.integers(0, len(hours.facility_ids) - 1))
    everybody = shared_energy(hours, efficiencies)
    own = shared_energy(alone(hours, column), [efficiencies[column]])

    first, second = (part_of_day(own, day) for day in shared_days(everybody))

    produced = shared_by_producer(everybody)[:, column]
    consumed = shared_by_consumer(everybody)[:, column]
    for part, rows in ((first, slice(0, 25)), (second, slice(25, HOURS))):
        assert 0 <= int(produced[rows].sum()) - part.as_producer_uj <= 25
        assert 0 <= int(consumed[rows].sum()) - part.as_consumer_uj <= 25


def test_a_day_within_longer_hours() -> None:
    """Of the second day, in which one feeds in 3 and another withdraws 2: 2."""
    energy = np.zeros((HOURS, 2), dtype=np.int64)
    energy[30] = [0, 2]
    fed_in = np.zeros((HOURS, 2), dtype=np.int64)
    fed_in[30] = [3, 0]
    hours = facility_hours(energy.tolist(), fed_in.tolist(), start=MIDNIGHT)
    everybody = shared_energy(hours, [None, None])
    _, day = shared_days(everybody)

    assert day.start == MIDNIGHT + timedelta(hours=25)
    assert part_of_day(shared_energy(alone(hours, 0), [None]), day) == (2, 0)
    assert part_of_day(shared_energy(alone(hours, 1), [None]), day) == (0, 2)

"""R5: shared energy, against an oracle in pandas that knows only quarter-hours and clocks."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_energy import (
    SharedEnergy,
    shared_by_consumer,
    shared_by_plant,
    shared_by_producer,
    shared_energy,
)
from services.energy.tests.unit.sharing.communities import (
    DAYS,
    communities,
    facility_hours,
    quarters_table,
)


def shared_of(hours: FacilityHours) -> SharedEnergy:
    return shared_energy(hours, [None] * len(hours.facility_ids))


def oracle(table: pd.DataFrame) -> "pd.Series[Any]":
    """By clock hour of Rome; the offset tells apart two that a clock shows as one."""
    local = table["start"].dt.tz_convert("Europe/Rome")
    hour = local.dt.strftime("%Y-%m-%d %H %z")
    sums = table.groupby(hour, sort=False)[["withdrawn", "fed_in"]].sum()
    return sums.min(axis=1)


@given(communities(), st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
def test_shared_energy_is_the_oracles_to_the_microjoule(
    hours: FacilityHours, parts: list[int]
) -> None:
    expected = oracle(quarters_table(hours, parts))

    assert shared_of(hours).shared_uj.tolist() == expected.tolist()


@given(communities())
def test_the_minimum_is_one_of_both_sums_and_above_neither(hours: FacilityHours) -> None:
    shared = shared_of(hours)

    assert (shared.shared_uj <= shared.fed_in_uj).all()
    assert (shared.shared_uj <= shared.withdrawn_uj).all()
    assert (
        (shared.shared_uj == shared.fed_in_uj) | (shared.shared_uj == shared.withdrawn_uj)
    ).all()


@given(communities(), st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
def test_the_minimum_of_the_hour_is_not_below_the_sum_of_quarter_minima(
    hours: FacilityHours, parts: list[int]
) -> None:
    table = quarters_table(hours, parts)
    by_quarter = table.groupby("start")[["withdrawn", "fed_in"]].sum().min(axis=1).sum()

    assert int(shared_of(hours).shared_uj.sum()) >= by_quarter


@given(communities(), st.data())
def test_the_order_of_facilities_changes_nothing(hours: FacilityHours, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(hours.facility_ids))))
    other = facility_hours(
        hours.withdrawn_uj[:, order].tolist(), hours.fed_in_uj[:, order].tolist()
    )

    assert shared_of(other).shared_uj.tolist() == shared_of(hours).shared_uj.tolist()


def test_the_two_hours_that_clocks_call_two_are_two_hours() -> None:
    """25 October 2026 has 02:00-03:00 twice: one fed in, the other withdrew, nothing is shared."""
    first = datetime(2026, 10, 25, 0, tzinfo=UTC)
    hours = facility_hours([[0, 0], [0, 1_000]], [[1_000, 0], [0, 0]], start=first)

    assert shared_of(hours).shared_uj.tolist() == [0, 0]


def test_withdrawal_that_charges_a_storage_counts_times_its_efficiency() -> None:
    hours = facility_hours([[1_000, 999]], [[0, 5_000]])

    shared = shared_energy(hours, [0.9, None])

    assert (shared.counted_uj.tolist(), shared.shared_uj.tolist()) == ([[900, 999]], [1_899])


class TestByPlant:
    """Where less is shared than was fed in, the oldest plant comes first."""

    @pytest.mark.parametrize(
        ("withdrawn", "expected"),
        [(50, [50, 0, 0]), (150, [100, 50, 0]), (310, [100, 200, 10]), (900, [100, 200, 300])],
    )
    def test_oldest_first(self, withdrawn: int, expected: list[int]) -> None:
        hours = facility_hours([[withdrawn, 0, 0]], [[100, 200, 300]])
        started = [date(2021, 12, 16), date(2023, 1, 1), date(2024, 1, 1)]

        assert shared_by_plant(shared_of(hours), started).tolist() == [expected]

    def test_of_one_day_in_proportion_and_of_an_unknown_one_last(self) -> None:
        hours = facility_hours([[400, 0, 0]], [[300, 100, 200]])
        started = [date(2023, 1, 1), None, date(2023, 1, 1)]

        assert shared_by_plant(shared_of(hours), started).tolist() == [[240, 0, 160]]

    @given(communities())
    def test_every_hour_is_attributed_whole_and_nobody_gets_more_than_it_fed_in(
        self, hours: FacilityHours
    ) -> None:
        shared = shared_of(hours)
        started = DAYS[: len(hours.facility_ids)]

        attributed = shared_by_plant(shared, started)

        assert attributed.sum(axis=1).tolist() == shared.shared_uj.tolist()
        assert (attributed <= hours.fed_in_uj).all()
        assert (attributed >= 0).all()
        order = [d or date.max for d in started]
        for older in range(len(order)):
            for younger in range(len(order)):
                if order[older] < order[younger]:
                    has_some = attributed[:, younger] > 0
                    assert (attributed[has_some, older] == hours.fed_in_uj[has_some, older]).all()


@given(communities())
def test_shares_sum_to_the_whole_and_are_fair_but_for_a_microjoule(hours: FacilityHours) -> None:
    shared = shared_of(hours)

    for shares, own in [
        (shared_by_consumer(shared), shared.counted_uj),
        (shared_by_producer(shared), hours.fed_in_uj),
    ]:
        assert shares.sum(axis=1).tolist() == shared.shared_uj.tolist()
        for hour in range(hours.count):
            total = int(own[hour].sum())
            for column in range(len(hours.facility_ids)):
                fair = Fraction(int(shared.shared_uj[hour]) * int(own[hour, column]), max(total, 1))
                assert abs(int(shares[hour, column]) - fair) < 1


def test_a_community_of_nobody_shares_nothing() -> None:
    nobody = facility_hours([[], []], [[], []])

    assert shared_of(nobody).shared_uj.tolist() == [0, 0]
    assert shared_by_plant(shared_of(nobody), []).shape == (2, 0)
    assert np.array_equal(shared_by_consumer(shared_of(nobody)), np.zeros((2, 0)))

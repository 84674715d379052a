"""Every euro of a facility is traceable to hours, grounds and weights."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.distribution.distribution import distribute
from services.energy.domain.distribution.explanation import (
    ExplainedHour,
    ExplainedPart,
    Ground,
    SumsSeen,
    explain_facility,
    explained_hours,
)
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.unit.distribution.earnings import earned, earnings, policies, to_divide

FIRST, SECOND, THIRD, FOURTH = (UUID(int=number) for number in range(1, 5))


@given(earnings(), st.data())
def test_the_hours_are_what_was_given_and_each_can_be_computed_again(
    result: Incentives, data: st.DataObject
) -> None:
    facility_ids = result.shared.hours.facility_ids
    policy = data.draw(policies(facility_ids))
    count = len(facility_ids)
    enterprises = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    excess_ppb = data.draw(st.integers(0, WHOLE))
    hours = to_divide(result, enterprises)
    distribution = distribute(hours, policy, excess_ppb)

    for column, facility_id in enumerate(facility_ids):
        told = explain_facility(hours, distribution, policy, excess_ppb, facility_id=facility_id)
        explained = list(explained_hours(told, SumsSeen.whole(hours)))

        for each in explained:
            for part in each.parts:
                assert part.amount_neur is not None
                assert part.weights is not None
                exact, rest = divmod(part.amount_neur * part.weight, part.weights)
                assert part.given_neur in {exact, exact + (rest > 0)}
        by_hour = [each.given_neur for each in explained]
        assert by_hour == distribution.to_facilities_neur[:, column].tolist()
        assert told.total_neur == sum(by_hour)
        whole = result.premium_neur.sum(axis=1) + result.valorization_neur.sum(axis=1)
        assert [each.earned_neur for each in explained] == whole.tolist()
        assert [each.shared_uj for each in explained] == result.shared.shared_uj.tolist()


HOURS = earned([[3, 1], [0, 0]], [[0, 2], [0, 0]], premium=[1_000, 0], valorization=[100, 0])
POLICY = DistributionPolicy(
    parts_ppb={Criterion.EQUAL: WHOLE * 4 // 10, Criterion.CONSUMPTION: WHOLE * 6 // 10},
    excess_to=ExcessTo.NOT_ENTERPRISES,
)


def test_an_hour_by_hand() -> None:
    """0.6 to consumption: 3 of 4 parts; 0.4 to everybody: a half; a tenth of the premium bound."""
    hours = to_divide(HOURS)
    distribution = distribute(hours, POLICY, WHOLE // 10)

    told = explain_facility(hours, distribution, POLICY, WHOLE // 10, facility_id=FIRST)

    start_ms = hours.first_hour_ms
    assert list(explained_hours(told, SumsSeen.whole(hours))) == [
        ExplainedHour(
            start_ms,
            2,
            1_100,
            (
                ExplainedPart(Ground.EQUAL, 400, 1, 2, 200),
                ExplainedPart(Ground.CONSUMPTION, 600, 3, 4, 450),
                ExplainedPart(Ground.EXCESS, 100, 3, 4, 75),
            ),
        ),
        ExplainedHour(start_ms + HOUR_MS, 0, 0, ()),
    ]
    assert {ground: each.total_neur for ground, each in told.by_ground.items()} == {
        Ground.EQUAL: 200,
        Ground.CONSUMPTION: 450,
        Ground.EXCESS: 75,
    }
    other = explain_facility(hours, distribution, POLICY, WHOLE // 10, facility_id=SECOND)
    assert told.total_neur + other.total_neur == 1_100


def test_of_two_neither_sees_what_would_tell_of_the_other() -> None:
    hours = to_divide(HOURS)
    distribution = distribute(hours, POLICY, WHOLE // 10)
    told = explain_facility(hours, distribution, POLICY, WHOLE // 10, facility_id=FIRST)

    first, second = explained_hours(told, SumsSeen.of_member(hours, {FIRST}))

    assert (first.shared_uj, first.earned_neur, first.given_neur) == (None, None, 725)
    assert {(part.amount_neur, part.weights) for part in first.parts} == {(None, None)}
    assert [part.weight for part in first.parts] == [1, 3, 3]
    assert second.shared_uj is None
    both = explained_hours(told, SumsSeen.of_member(hours, {FIRST, SECOND}))
    assert [each.shared_uj for each in both] == [2, 0], "all of them are the reader's"


@pytest.mark.parametrize(
    ("enterprises", "own", "seen"),
    [
        ([False, False, False, False], {FIRST}, True),
        ([True, False, False, False], {SECOND}, False),
        ([True, False, False, False], {FIRST}, True),
        ([True, True, False, False], {FIRST, SECOND}, False),
        ([True, True, True, True], {FIRST}, True),
        ([True, True, True, False], {FOURTH}, True),
    ],
)
def test_sums_without_enterprises_would_tell_of_few(
    enterprises: list[bool], own: set[UUID], seen: bool
) -> None:
    """Who sees the sum of all and of those that are no enterprises knows that of enterprises."""
    hours = to_divide(
        earned([[1, 1, 1, 1]], [[1, 1, 1, 1]], premium=[1], valorization=[0]), enterprises
    )

    sums = SumsSeen.of_member(hours, own)

    assert sums.community.tolist() == [True]
    assert sums.of(Ground.EXCESS).tolist() == [seen]
    assert sums.of(Ground.CONSUMPTION).tolist() == [True]


def test_a_facility_that_is_not_there_has_no_explanation() -> None:
    hours = to_divide(earned([[1]], [[1]], premium=[1], valorization=[0]))
    policy = DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE})
    distribution = distribute(hours, policy, 0)

    with pytest.raises(ValueError, match="not in tuple"):
        explain_facility(hours, distribution, policy, 0, facility_id=UUID(int=404))


def test_every_criterion_is_a_ground() -> None:
    assert {criterion.value for criterion in Criterion} < {ground.value for ground in Ground}


def test_what_nobody_may_see_of_an_hour_is_seen_of_others() -> None:
    """A third one joins for the second hour, for all of it."""
    hours = to_divide(
        earned(
            [[1, 1, 0], [1, 1, 1]],
            [[1, 1, 0], [1, 1, 1]],
            premium=[1, 1],
            valorization=[0, 0],
            member=[[1, 1, 0], [1, 1, 1]],
        )
    )

    assert SumsSeen.of_member(hours, {FIRST}).community.tolist() == [False, True]
    hours.member_ms[1, 2] = HOUR_MS - 900_000
    assert SumsSeen.of_member(hours, {FIRST}).community.tolist() == [False, False]
    assert np.all(SumsSeen.whole(hours).community)

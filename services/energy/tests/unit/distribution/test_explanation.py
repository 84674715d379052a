"""Every euro of a facility is traceable to hours, grounds and weights."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.distribution.distribution import distribute
from services.energy.domain.distribution.explanation import (
    ExplainedHour,
    Ground,
    explain_facility,
    explained_hours,
)
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.unit.distribution.earnings import earned, earnings, policies


@given(earnings(), st.data())
def test_the_lines_are_what_was_given_and_each_can_be_computed_again(
    result: Incentives, data: st.DataObject
) -> None:
    hours = result.shared.hours
    policy = data.draw(policies(hours.facility_ids))
    count = len(hours.facility_ids)
    enterprises = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    excess_ppb = data.draw(st.integers(0, WHOLE))
    distribution = distribute(result, policy, enterprises, excess_ppb)

    for column, facility_id in enumerate(hours.facility_ids):
        told = explain_facility(
            result, distribution, policy, enterprises, excess_ppb, facility_id=facility_id
        )
        lines = list(explained_hours(told))

        by_hour = [0] * hours.count
        for line in lines:
            by_hour[(line.start_ms - hours.first_hour_ms) // HOUR_MS] += line.given_neur
            exact, rest = divmod(line.amount_neur * line.weight, line.weights)
            assert line.given_neur in {exact, exact + (rest > 0)}
        assert by_hour == distribution.to_facilities_neur[:, column].tolist()
        assert told.total_neur == sum(by_hour)


def test_an_hour_by_hand() -> None:
    """0.6 to consumption: 3 of 4 parts; 0.4 to everybody: a half; a tenth of the premium bound."""
    result = earned([[3, 1], [0, 0]], [[0, 2], [0, 0]], premium=[1_000, 0], valorization=[100, 0])
    policy = DistributionPolicy(
        parts_ppb={Criterion.EQUAL: WHOLE * 4 // 10, Criterion.CONSUMPTION: WHOLE * 6 // 10},
        excess_to=ExcessTo.NOT_ENTERPRISES,
    )
    enterprises, excess_ppb = [False, False], WHOLE // 10
    distribution = distribute(result, policy, enterprises, excess_ppb)
    first, second = result.shared.hours.facility_ids

    told = explain_facility(
        result, distribution, policy, enterprises, excess_ppb, facility_id=first
    )

    start_ms = result.shared.hours.first_hour_ms
    assert list(explained_hours(told)) == [
        ExplainedHour(start_ms, Ground.EQUAL, 2, 400, 1, 2, 200),
        ExplainedHour(start_ms, Ground.CONSUMPTION, 2, 600, 3, 4, 450),
        ExplainedHour(start_ms, Ground.EXCESS, 2, 100, 3, 4, 75),
    ]
    assert told.earned_neur.tolist() == [1_100, 0]
    assert {ground: given.total_neur for ground, given in told.by_ground.items()} == {
        Ground.EQUAL: 200,
        Ground.CONSUMPTION: 450,
        Ground.EXCESS: 75,
    }
    other = explain_facility(
        result, distribution, policy, enterprises, excess_ppb, facility_id=second
    )
    assert told.total_neur + other.total_neur == 1_100


def test_a_facility_that_is_not_there_has_no_explanation() -> None:
    result = earned([[1]], [[1]], premium=[1], valorization=[0])
    policy = DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE})
    distribution = distribute(result, policy, [False], 0)

    with pytest.raises(ValueError, match="not in tuple"):
        explain_facility(result, distribution, policy, [False], 0, facility_id=UUID(int=404))


def test_every_criterion_is_a_ground() -> None:
    assert {criterion.value for criterion in Criterion} < {ground.value for ground in Ground}

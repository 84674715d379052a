"""Every hour's money is given away whole, and to whom the policy says: against fractions."""

from fractions import Fraction
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.distribution.distribution import distribute, hour_amounts
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.unit.distribution.earnings import (
    earned,
    earnings,
    of,
    policies,
    to_divide,
)

EURO = 1_000_000_000
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))


def rows(data: st.DataObject, result: Incentives) -> list[bool]:
    count = len(result.shared.hours.facility_ids)
    return data.draw(st.lists(st.booleans(), min_size=count, max_size=count))


@given(earnings(), st.data())
def test_every_hour_is_given_away_whole(result: Incentives, data: st.DataObject) -> None:
    policy = data.draw(policies(result.shared.hours.facility_ids))
    excess_ppb = data.draw(st.integers(0, WHOLE))

    given_away = distribute(to_divide(result, rows(data, result)), policy, excess_ppb)

    whole = result.premium_neur.sum(axis=1) + result.valorization_neur.sum(axis=1)
    facilities = given_away.to_facilities_neur
    sums = facilities.sum(axis=1) + given_away.funds_neur + given_away.social_neur
    assert sums.tolist() == whole.tolist()
    assert (facilities >= 0).all()
    assert (given_away.funds_neur >= 0).all()
    assert (given_away.social_neur >= 0).all()
    assert (facilities[result.shared.hours.member_ms == 0] == 0).all()


@given(earnings(), st.data())
def test_the_cuts_of_an_hour_are_the_policys_fractions(
    result: Incentives, data: st.DataObject
) -> None:
    policy = data.draw(policies(result.shared.hours.facility_ids))
    excess_ppb = data.draw(st.integers(0, WHOLE))

    amounts = hour_amounts(to_divide(result), policy, excess_ppb)

    left = Fraction(WHOLE - policy.funds_ppb - policy.social_ppb, WHOLE)
    shares = {c: left * Fraction(policy.parts_ppb[c], WHOLE) for c in amounts.parts_neur}
    for hour in range(result.shared.hours.count):
        premium = int(result.premium_neur[hour].sum())
        bound = int(amounts.bound_neur[hour])
        assert bound == premium * excess_ppb // WHOLE
        free = premium - bound + int(result.valorization_neur[hour].sum())
        assert int(amounts.free_neur[hour]) == free
        # A weight is cut to 1e-15: of the million euro that an hour may have here, a nano-euro.
        near = 1 + Fraction(free, 10**15)
        assert abs(int(amounts.funds_neur[hour]) - free * Fraction(policy.funds_ppb, WHOLE)) < near
        for criterion, share in shares.items():
            assert abs(int(amounts.parts_neur[criterion][hour]) - free * share) < near


def oracle_weights(result: Incentives, policy: DistributionPolicy, criterion: Criterion, hour: int):  # type: ignore[no-untyped-def]
    """What the law of each criterion says, one facility after the other."""
    hours = result.shared.hours
    for column, facility_id in enumerate(hours.facility_ids):
        member = bool(hours.member_ms[hour, column])
        yield {
            Criterion.EQUAL: int(member),
            Criterion.CONSUMPTION: int(hours.withdrawn_uj[hour, column]),
            Criterion.PRODUCTION: int(hours.fed_in_uj[hour, column]),
            Criterion.COEFFICIENTS: policy.coefficients.get(facility_id, 0) if member else 0,
        }[criterion]


@given(earnings(), st.data())
def test_each_criterion_is_its_fraction_within_a_nano_euro(
    result: Incentives, data: st.DataObject
) -> None:
    policy = data.draw(policies(result.shared.hours.facility_ids))

    given_away = distribute(to_divide(result, rows(data, result)), policy, 0)

    amounts = hour_amounts(to_divide(result), policy, 0)
    for criterion, parts in given_away.parts_neur.items():
        for hour in range(result.shared.hours.count):
            weights = list(oracle_weights(result, policy, criterion, hour))
            amount = int(amounts.parts_neur[criterion][hour])
            for part, weight in zip(parts[hour].tolist(), weights, strict=True):
                fair = Fraction(amount * weight, sum(weights)) if sum(weights) else Fraction(0)
                assert abs(part - fair) < 1


@given(earnings(), st.data())
def test_the_excess_goes_to_no_enterprise(result: Incentives, data: st.DataObject) -> None:
    policy = data.draw(policies(result.shared.hours.facility_ids))
    enterprises = rows(data, result)
    excess_ppb = data.draw(st.integers(0, WHOLE))

    excess = distribute(to_divide(result, enterprises), policy, excess_ppb).excess_neur

    assert (excess[:, np.array(enterprises)] == 0).all()
    if policy.excess_to is ExcessTo.SOCIAL:
        assert not excess.any()
        return
    for hour, bound in enumerate(
        hour_amounts(to_divide(result), policy, excess_ppb).bound_neur.tolist()
    ):
        withdrawn = [
            0 if enterprise else int(energy)
            for energy, enterprise in zip(
                result.shared.hours.withdrawn_uj[hour], enterprises, strict=True
            )
        ]
        for part, weight in zip(excess[hour].tolist(), withdrawn, strict=True):
            fair = Fraction(bound * weight, sum(withdrawn)) if sum(withdrawn) else Fraction(0)
            assert abs(part - fair) < 1


@given(earnings(), st.data())
def test_how_a_policy_is_written_changes_nothing(result: Incentives, data: st.DataObject) -> None:
    policy = data.draw(policies(result.shared.hours.facility_ids))
    backwards = DistributionPolicy(
        parts_ppb=dict(reversed([*policy.parts_ppb.items()])),
        funds_ppb=policy.funds_ppb,
        social_ppb=policy.social_ppb,
        coefficients=policy.coefficients,
        excess_to=policy.excess_to,
    )
    enterprises = rows(data, result)

    one, other = (
        distribute(to_divide(result, enterprises), each, 7) for each in (policy, backwards)
    )

    assert one.to_facilities_neur.tolist() == other.to_facilities_neur.tolist()
    assert one.funds_neur.tolist() == other.funds_neur.tolist()


class TestByHand:
    """One hour: 1 withdraws 3 kWh, 2 withdraws 1 kWh, 3 feeds in 2 kWh; 0.20 + 0.02 EUR."""

    HOUR = earned(
        [[3_000, 1_000, 0]],
        [[0, 0, 2_000]],
        premium=[EURO * 20 // 100],
        valorization=[EURO * 2 // 100],
    )

    @pytest.mark.parametrize(
        ("policy", "cents"),
        [
            (of(Criterion.CONSUMPTION), [16.5, 5.5, 0]),
            (of(Criterion.PRODUCTION), [0, 0, 22]),
            (of(Criterion.EQUAL), [22 / 3, 22 / 3, 22 / 3]),
            (of(Criterion.COEFFICIENTS, coefficients={FIRST: 1, THIRD: 10}), [2, 0, 20]),
        ],
    )
    def test_each_criterion(self, policy: DistributionPolicy, cents: list[float]) -> None:
        given_away = distribute(to_divide(self.HOUR, [False] * 3), policy, 0)

        assert given_away.to_facilities_neur[0].tolist() == pytest.approx(
            [cent * EURO / 100 for cent in cents], abs=1
        )

    def test_funds_and_social_purposes_come_first(self) -> None:
        policy = of(Criterion.PRODUCTION, funds_ppb=WHOLE // 10, social_ppb=WHOLE // 20)

        given_away = distribute(to_divide(self.HOUR, [False] * 3), policy, 0)

        assert given_away.funds_neur.tolist() == [EURO * 22 // 1_000]
        assert given_away.social_neur.tolist() == [EURO * 11 // 1_000]
        assert given_away.to_facilities_neur[0, 2] == EURO * 187 // 1_000

    def test_the_excess_is_of_the_premium_only(self) -> None:
        policy = of(Criterion.PRODUCTION, excess_to=ExcessTo.NOT_ENTERPRISES)

        given_away = distribute(to_divide(self.HOUR, [True, False, False]), policy, WHOLE // 4)

        assert given_away.excess_neur[0].tolist() == [0, EURO * 5 // 100, 0]
        assert given_away.to_facilities_neur[0].tolist() == [0, EURO * 5 // 100, EURO * 17 // 100]

    def test_an_excess_that_only_enterprises_could_get_is_social(self) -> None:
        policy = of(Criterion.PRODUCTION, excess_to=ExcessTo.NOT_ENTERPRISES)

        given_away = distribute(to_divide(self.HOUR, [True, True, True]), policy, WHOLE // 4)

        assert given_away.social_neur.tolist() == [EURO * 5 // 100]


def test_a_criterion_with_nobody_gives_to_the_funds() -> None:
    """In the first hour nobody is a member, in the second nobody has a coefficient."""
    result = earned(
        [[0, 0], [5, 5]],
        [[0, 0], [5, 5]],
        premium=[100, 100],
        valorization=[0, 0],
        member=[[0, 0], [0, 1]],
    )
    policy = DistributionPolicy(
        parts_ppb={Criterion.EQUAL: WHOLE // 2, Criterion.COEFFICIENTS: WHOLE // 2},
        coefficients={FIRST: 1},
    )

    given_away = distribute(to_divide(result, [False, False]), policy, 0)

    assert given_away.funds_neur.tolist() == [100, 50]
    assert given_away.to_facilities_neur.tolist() == [[0, 0], [0, 50]]


def test_who_leaves_gets_nothing_of_later_hours() -> None:
    result = earned(
        [[1, 1], [0, 1]],
        [[1, 1], [0, 1]],
        premium=[100, 100],
        valorization=[0, 0],
        member=[[1, 1], [0, 1]],
    )
    policy = DistributionPolicy(
        parts_ppb=dict.fromkeys(Criterion, WHOLE // 4),
        coefficients={FIRST: 3, SECOND: 1},
    )

    given_away = distribute(to_divide(result, [False, False]), policy, 0)

    assert given_away.to_facilities_neur[1].tolist() == [0, 100]


def test_a_community_of_nobody_keeps_it_all() -> None:
    nobody = earned([[0]], [[0]], premium=[10], valorization=[1], member=[[0]])

    given_away = distribute(to_divide(nobody, [False]), of(Criterion.CONSUMPTION), 0)

    assert given_away.funds_neur.tolist() == [11]

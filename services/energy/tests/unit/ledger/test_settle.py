"""A month becomes a settlement: everything sums, every nano-euro has an hour, equal is equal."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from services.energy.domain.distribution.distribution import distribute
from services.energy.domain.distribution.explanation import (
    SumsSeen,
    explain_facility,
    explained_hours,
)
from services.energy.domain.distribution.simulation import Tally
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.ledger.hourly_detail import shared_by_day
from services.energy.domain.ledger.settle import MonthResult, YearKnown
from services.energy.domain.ledger.settlement import holds
from services.energy.outbound.ledger.detail_file import read, written
from services.energy.tests.unit.ledger.months import (
    EURO,
    HOUSE,
    KWH,
    LATER,
    ROOF,
    SHOP,
    START,
    a_policy,
    a_result,
    a_year,
    an_example,
    hours_later,
    months,
    settled,
)
from services.energy.tests.unit.sharing.communities import facility_hours

CENT = 10_000_000


@settings(deadline=None, max_examples=10)
@given(months())
def test_everything_sums(case: tuple[MonthResult, PolicyVersion, YearKnown]) -> None:
    month, policy, year = case
    settlement, detail = settled(*case)
    result = month.result

    earned = int(result.premium_neur.sum() + result.valorization_neur.sum())
    assert settlement.total_neur == earned
    assert settlement.premium_neur + settlement.valorization_neur == earned
    assert abs(settlement.cents.total * CENT - earned) <= CENT // 2
    amounts = [*settlement.cents.lines.values(), settlement.cents.funds, settlement.cents.social]
    for exact, cents in zip(settlement.amounts_neur(), amounts, strict=True):
        assert abs(cents * CENT - exact) < CENT

    for kind in ("consumer", "producer", "plant"):
        name = f"shared_as_{kind}_uj"
        assert sum(getattr(line, name) for line in settlement.lines) == settlement.shared_uj
        assert int(getattr(detail, name).sum()) == settlement.shared_uj
    assert detail.amount_neur.sum(axis=0).tolist() == [x.amount_neur for x in settlement.lines]
    by_hour = detail.amount_neur.sum(axis=1) + detail.funds_neur + detail.social_neur
    assert np.array_equal(by_hour, detail.earned_neur.sum(axis=1))
    days = shared_by_day(detail)
    assert sum(day.consumer_uj for day in days) == settlement.shared_uj
    assert sum(day.producer_uj for day in days) == settlement.shared_uj
    assert (policy.number, year.is_whole) == (settlement.policy_number, False)


@settings(deadline=None, max_examples=10)
@given(months())
def test_what_is_settled_is_what_is_explained(
    case: tuple[MonthResult, PolicyVersion, YearKnown],
) -> None:
    """From the file that is kept: every line, ground and cent; and computed again the same."""
    settlement, detail = settled(*case)
    policy, excess_ppb = case[1].policy, settlement.excess_ppb
    divided = read(written(detail)).divided()
    assert divided is not None
    hours, distribution = divided

    for line in settlement.lines:
        told = explain_facility(
            hours, distribution, policy, excess_ppb, facility_id=line.facility_id
        )
        explained = list(explained_hours(told, SumsSeen.whole(hours)))
        assert sum(hour.given_neur for hour in explained) == line.amount_neur
        by_ground = {ground.value: each.total_neur for ground, each in told.by_ground.items()}
        stated = {criterion.value: neur for criterion, neur in line.parts_neur.items()}
        assert by_ground == stated | {"excess": line.excess_neur}
        assert sum(hour.earned_neur or 0 for hour in explained) == settlement.total_neur
        assert sum(hour.shared_uj or 0 for hour in explained) == settlement.shared_uj
    tally = Tally()
    tally.add(hours.facility_ids, distribution)
    assert tally.cents().facilities == settlement.cents.lines
    again = distribute(hours, policy, excess_ppb)
    assert np.array_equal(again.to_facilities_neur, distribution.to_facilities_neur)
    assert np.array_equal(again.funds_neur, distribution.funds_neur)


def test_hours_that_were_kept_without_weights_can_be_read() -> None:
    _, detail = an_example()

    kept = read(written(replace(detail, grounds=None)))

    assert (kept.grounds, kept.divided()) == (None, None)
    assert np.array_equal(kept.amount_neur, detail.amount_neur)


def test_by_hand() -> None:
    """60 kWh at 130 EUR/MWh and V, then 10 kWh: half to who uses it, half to who makes it."""
    settlement, detail = an_example()

    house, shop, roof = settlement.lines
    assert settlement.shared_uj == 70 * KWH
    assert roof.premium_neur == round(70 * 0.130 * EURO)
    total = settlement.total_neur
    assert roof.amount_neur == total // 2
    assert house.amount_neur + shop.amount_neur == total - total // 2
    assert house.shared_as_consumer_uj == 30 * KWH
    assert [len(part) for part in (detail.facility_ids, shared_by_day(detail))] == [3, 1]


def test_the_years_excess_is_bound() -> None:
    """The year shares all it feeds in: 45 points above 55 %, 45 % of the premium is bound."""
    hours = facility_hours([[50 * KWH, 50 * KWH, 0]], [[0, 0, 100 * KWH]], start=START)
    settlement, _ = settled(a_result(hours, [HOUSE, SHOP, ROOF]))

    assert settlement.excess_ppb == 450_000_000
    assert settlement.social_neur == round(100 * 0.130 * 0.45 * EURO)


def test_equal_inputs_have_equal_fingerprints() -> None:
    hours = facility_hours([[20 * KWH, 0]], [[0, 100 * KWH]], start=START)
    month = a_result(hours, [HOUSE, ROOF])
    first, _ = settled(month)
    again, _ = settled(month, at=hours_later(5))

    others = [
        settled(a_result(hours, [HOUSE, ROOF], fingerprint="others")),
        settled(month, a_policy(2)),
        settled(month, a_policy(1, replace(a_policy().policy, funds_ppb=1))),
        settled(month, year=a_year(is_whole=True)),
        settled(replace(month, provisional=[Provisional.NOT_OVER])),
    ]
    assert first.fingerprint == again.fingerprint
    assert len({first.fingerprint, *(s.fingerprint for s, _ in others)}) == 6
    assert holds(again, first)
    assert not holds(first, others[1][0])
    assert holds(others[1][0], replace(first, computed_at=hours_later(-1))), "computed earlier"
    assert first.computed_at == LATER


def test_a_year_that_is_not_over_may_change_the_premium() -> None:
    settlement, _ = an_example()
    hours = facility_hours([[20 * KWH]], [[0]], start=START)

    assert Provisional.YEAR_NOT_OVER in settlement.provisional
    assert Provisional.YEAR_NOT_OVER not in settled(a_result(hours, [HOUSE]))[0].provisional

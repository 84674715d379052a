"""What changed between versions, and what GSE's statement says beside them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.ledger.difference import Change, difference
from services.energy.domain.ledger.due import Check, due_months, first_seen, state_of
from services.energy.domain.ledger.errors import InvalidGseStatementError
from services.energy.domain.ledger.gse_statement import GseLine, GseStatement, require_consistent
from services.energy.domain.ledger.reconciliation import Cause, paid_cents, reconcile
from services.energy.domain.ledger.settle import MonthResult, YearKnown
from services.energy.tests.unit.ledger.months import (
    COMMUNITY,
    EURO,
    JUNE,
    KEY,
    KWH,
    LATER,
    an_example,
    months,
    settled,
)

ROOF = UUID(int=3)


def statement(*lines: GseLine) -> GseStatement:
    return GseStatement(
        community_id=COMMUNITY, month=JUNE, brought_by=ROOF, brought_at=LATER, lines=lines
    )


def paid(
    euro: float, kwh: int | None = 70, facility: UUID | None = ROOF, v: int | None = None
) -> GseLine:
    return GseLine(
        facility_id=facility,
        shared_uj=None if kwh is None else kwh * KWH,
        premium_neur=round(euro * EURO),
        valorization_neur=v,
    )


@settings(deadline=None, max_examples=8)
@given(months(), months())
def test_lines_differ_by_what_the_totals_do(
    one: tuple[MonthResult, PolicyVersion, YearKnown],
    two: tuple[MonthResult, PolicyVersion, YearKnown],
) -> None:
    before, after = settled(*one)[0], settled(*two)[0]
    found = difference(before, after)

    kept = [s.cents.funds + s.cents.social for s in (before, after)]
    assert sum(line.cents for line in found.lines) + kept[1] - kept[0] == found.total_cents
    assert difference(after, before).total_cents == -found.total_cents
    same = difference(before, before)
    assert (same.changes, same.total_cents) == ([], 0)
    assert not any(line.is_changed for line in same.lines)


def test_what_changed_is_named() -> None:
    before, _ = an_example()
    more_energy, _ = an_example(shop_kwh=30)
    no_price, _ = an_example(price=None)

    assert difference(before, more_energy).changes == [Change.ENERGY]
    assert difference(before, no_price).changes == [Change.TARIFF, Change.PROVISIONAL]
    other = replace(before, key=replace(KEY, basis=Basis.OFFICIAL), policy_number=2)
    assert difference(before, other).changes == [Change.BASIS, Change.POLICY]
    left = replace(before, lines=before.lines[1:])
    (gone, *_) = difference(before, left).lines
    assert (gone.after, gone.after_cents, gone.is_changed) == (None, 0, True)


@settings(deadline=None, max_examples=8)
@given(months(), st.integers(-(10**15), 10**15))
def test_what_is_paid_is_distributed_by_the_same_shares(
    case: tuple[MonthResult, PolicyVersion, YearKnown], neur: int
) -> None:
    settlement, _ = settled(*case)
    line = GseLine(facility_id=None, shared_uj=None, premium_neur=neur, valorization_neur=None)
    cents = paid_cents(settlement, statement(line))

    assert abs(cents.total * 10_000_000 - neur) <= 5_000_000
    whole = settlement.total_neur
    for exact, part in zip(
        settlement.amounts_neur(), [*cents.lines.values(), cents.funds, cents.social], strict=True
    ):
        if whole:
            assert abs(part - cents.total * exact / whole) <= 1.001


def test_nothing_computed_goes_to_the_funds() -> None:
    settlement, _ = an_example()
    nothing = replace(settlement, lines=(), funds_neur=0, social_neur=0)
    assert paid_cents(nothing, statement(paid(5))).funds == 500


@pytest.mark.parametrize(
    ("line", "causes"),
    [
        (paid(9.1), []),
        (paid(9.105), []),
        (paid(6, kwh=50), [Cause.BASIS, Cause.ADVANCE]),
        (paid(6), [Cause.TARIFF, Cause.ADVANCE]),
        (paid(6, kwh=None), [Cause.BASIS, Cause.ADVANCE]),
        (paid(1, facility=UUID(int=9)), [Cause.NOT_COMPUTED]),
    ],
)
def test_differences_have_causes(line: GseLine, causes: list[Cause]) -> None:
    """9.10 EUR were computed for 70 kWh."""
    settlement = replace(an_example()[0], provisional=())
    found = {one.facility_id: one for one in reconcile(settlement, statement(line)).lines}

    assert found[line.facility_id].causes == causes
    if line.facility_id != ROOF:
        assert found[ROOF].causes == [Cause.NOT_PAID]
        assert found[ROOF].difference_neur < 0


def test_missing_prices_and_energy_are_causes() -> None:
    settlement = an_example(price=None)[0]
    (line,) = reconcile(settlement, statement(paid(9.1))).lines
    assert line.causes == [Cause.PRICES, Cause.RULES, Cause.ADVANCE]
    (whole,) = reconcile(settlement, statement(paid(9.1, facility=None, v=0))).lines
    assert whole.computed_shared_uj == 70 * KWH
    assert whole.difference_neur == round(9.1 * EURO) - settlement.total_neur


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [paid(1), paid(2)],
        [paid(1, facility=None), paid(2)],
        [GseLine(facility_id=ROOF, shared_uj=1, premium_neur=None, valorization_neur=None)],
    ],
)
def test_statements_that_contradict_themselves(lines: list[GseLine]) -> None:
    with pytest.raises(InvalidGseStatementError):
        require_consistent(lines)


class TestDue:
    OWN = state_of(["a"], [0])

    def test_a_month_is_settled_once_it_is_quiet(self) -> None:
        seen = first_seen(self.OWN, LATER)
        half = seen.seen(state_of(["b"], [0]), LATER + timedelta(minutes=59))

        def due(check: Check, minutes: int) -> bool:
            now = LATER + timedelta(minutes=minutes)
            return due_months({0: check}, lambda _: 2026, now) == [0]

        assert [due(seen, 0), due(seen, 59), due(seen, 60)] == [False, False, True]
        assert [due(half, 60), due(half, 118), due(half, 119)] == [False, False, True]
        assert not due(half.settled(), 999)

    def test_a_year_that_changed_waits_for_its_months(self) -> None:
        year_changed = first_seen(self.OWN, LATER).settled().seen(state_of(["a"], [1]), LATER)
        new = first_seen(self.OWN, LATER)
        now = LATER + timedelta(hours=1)

        assert due_months({1: year_changed, 2: new}, lambda _: 2026, now) == [2]
        assert due_months({1: year_changed, 2: new}, lambda month: month, now) == [1, 2]
        assert due_months({1: year_changed, 2: new.settled()}, lambda _: 2026, now) == [1]

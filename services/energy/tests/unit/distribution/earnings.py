"""Communities whose hours have earned something, and policies of every kind."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np
from hypothesis import strategies as st

from services.energy.domain.distribution.hours import HoursToDivide, hours_to_divide
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.incentives.incentives import ConstantHours, Incentives
from services.energy.domain.incentives.model import IncentiveFacts
from services.energy.domain.sharing.facility_hours import HOUR_MS, FacilityHours
from services.energy.domain.sharing.shared_energy import shared_by_plant, shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.unit.sharing.communities import communities, facility_hours
from services.energy.tests.unit.tariffs.plants import IN_2026

Rows = Sequence[Sequence[int]]
_MOST_NEUR = 10**15
"""A million euro in an hour."""


def earned(
    withdrawn: Rows,
    fed_in: Rows,
    *,
    premium: Sequence[int],
    valorization: Sequence[int],
    member: Rows | None = None,
) -> Incentives:
    """Rows are hours, columns facilities; microjoules and nano-euro.

    `member`: 1 where a facility is a member in the hour (all are when it is not given). An hour's
    money is put on its first facility: whose plant earned it is of no interest here.
    """
    hours = facility_hours(withdrawn, fed_in)
    if member is not None:
        hours.member_ms[:] = np.array(member, dtype=np.int64) * HOUR_MS
    return _incentives(hours, premium, valorization)


@st.composite
def earnings(draw: st.DrawFn) -> Incentives:
    """One to five facilities over up to 30 hours; who is no member in an hour has no energy."""
    hours = draw(communities())
    row = st.lists(
        st.booleans(), min_size=len(hours.facility_ids), max_size=len(hours.facility_ids)
    )
    member = draw(st.lists(row, min_size=hours.count, max_size=hours.count))
    mask = np.array(member, dtype=np.int64)
    for array in (hours.withdrawn_uj, hours.fed_in_uj, hours.member_ms, hours.coverage_ms):
        array[:] = array * mask
    money = st.lists(
        st.one_of(st.just(0), st.integers(0, 9), st.integers(0, _MOST_NEUR)),
        min_size=hours.count,
        max_size=hours.count,
    )
    return _incentives(hours, draw(money), draw(money))


@st.composite
def policies(draw: st.DrawFn, facility_ids: Sequence[UUID]) -> DistributionPolicy:
    """Any; coefficients of some of the facilities, and of one that is none of them."""
    weights = draw(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
    cuts = [sum(weights[:i]) * WHOLE // sum(weights) for i in range(5)]
    parts = {c: cuts[i + 1] - cuts[i] for i, c in enumerate(Criterion)}
    funds = draw(st.integers(0, WHOLE))
    known = st.sampled_from([*facility_ids, UUID(int=404)])
    coefficients = draw(st.dictionaries(known, st.integers(0, 1_000_000), max_size=6))
    order = draw(st.permutations(list(parts)))
    return DistributionPolicy(
        parts_ppb={c: parts[c] for c in order},
        funds_ppb=funds,
        social_ppb=draw(st.integers(0, WHOLE - funds)),
        coefficients=coefficients if any(coefficients.values()) else {UUID(int=404): 1},
        excess_to=draw(st.sampled_from(ExcessTo)),
    )


def to_divide(result: Incentives, enterprises: Sequence[bool] | None = None) -> HoursToDivide:
    """`enterprises`: of each facility, whether its owner is one; none of them by default."""
    hours = hours_to_divide(result)
    if enterprises is None:
        return hours
    all_hours = np.repeat(np.array([enterprises], dtype=np.bool_), len(hours.shared_uj), axis=0)
    return replace(hours, is_enterprise=all_hours)


def of(criterion: Criterion, **others: object) -> DistributionPolicy:
    """All by one criterion."""
    return DistributionPolicy(parts_ppb={criterion: WHOLE}, **others)  # type: ignore[arg-type]


def _incentives(
    hours: FacilityHours, premium: Sequence[int], valorization: Sequence[int]
) -> Incentives:
    columns = len(hours.facility_ids)
    shared = shared_energy(hours, [None] * columns)
    attributed = shared_by_plant(shared, [None] * columns)
    money = [np.zeros((hours.count, columns), dtype=np.int64) for _ in range(2)]
    for array, amounts in zip(money, (premium, valorization), strict=True):
        array[:, 0] = amounts
    facts = [IncentiveFacts(plant=None, owner_kind="natural-person")] * columns
    part = ConstantHours(slice(0, hours.count), IN_2026, facts, [None] * columns)
    return Incentives(shared, attributed, money[0], money[1], [part], frozenset())

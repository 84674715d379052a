"""Settled months for tests: random ones, and one that can be followed by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np
from hypothesis import strategies as st

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.policy import (
    DEFAULT_POLICY,
    Criterion,
    DistributionPolicy,
    ExcessTo,
)
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.incentives.excess import NO_PREMIUM_YET, YearOfPremium
from services.energy.domain.incentives.incentives import incentives
from services.energy.domain.incentives.model import IncentiveFacts, Model, Provisional
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settle import MonthResult, YearKnown, settle
from services.energy.domain.ledger.settlement import Settlement, SettlementKey
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.tests.unit.sharing.communities import communities, facility_hours
from services.energy.tests.unit.tariffs.plants import IN_2026, RULES, a_plant, eur

JUNE: Final = date(2026, 6, 1)
START: Final = datetime(2026, 5, 31, 22, tzinfo=UTC)
"""Of June, in Rome."""
LATER: Final = datetime(2026, 7, 3, tzinfo=UTC)
COMMUNITY: Final = UUID(int=77)
KEY: Final = SettlementKey(COMMUNITY, JUNE, Basis.MEASURED, Model.TIP)
KWH: Final = 3_600_000_000_000
EURO: Final = 1_000_000_000
HOUSE: Final = IncentiveFacts(plant=None, owner_kind="natural-person")
SHOP: Final = IncentiveFacts(plant=None, owner_kind="small-company")
ROOF: Final = IncentiveFacts(
    plant=a_plant(commissioned_on=date(2023, 5, 1)), owner_kind="natural-person"
)


def a_policy(number: int = 1, policy: DistributionPolicy = DEFAULT_POLICY) -> PolicyVersion:
    return PolicyVersion(
        number=number, policy=policy, valid_from=JUNE, decided_by=None, decided_at=None
    )


def a_year(others: YearOfPremium = NO_PREMIUM_YET, *, is_whole: bool = False) -> YearKnown:
    return YearKnown(others=others, is_whole=is_whole, rule=IN_2026.excess.edition)


def a_result(
    hours: FacilityHours,
    facts: list[IncentiveFacts],
    *,
    price: float | None = 130,
    fingerprint: str = "inputs",
) -> MonthResult:
    known = np.full(hours.count, price is not None)
    prices = HourlyPrices(np.full(hours.count, eur(price or 0), dtype=np.int64), known)
    shared = shared_energy(hours, [None] * len(facts))
    result = incentives(shared, facts, prices, RULES, Model.TIP)
    told = [reason for reason in Provisional if reason in result.provisional]
    return MonthResult(result=result, provisional=told, fingerprint=fingerprint)


def settled(
    month: MonthResult,
    policy: PolicyVersion | None = None,
    year: YearKnown | None = None,
    *,
    key: SettlementKey = KEY,
    at: datetime = LATER,
) -> tuple[Settlement, HourlyDetail]:
    return settle(key, month, policy or a_policy(), year or a_year(), at=at)


def an_example(*, shop_kwh: int = 40, price: float | None = 130) -> tuple[Settlement, HourlyDetail]:
    """Two hours: 200 kWh are fed in, 20 and 40 kWh withdrawn; then 10 kWh and 30 kWh."""
    hours = facility_hours(
        [[20 * KWH, shop_kwh * KWH, 0], [30 * KWH, 0, 0]],
        [[0, 0, 200 * KWH], [0, 0, 10 * KWH]],
        start=START,
    )
    return settled(a_result(hours, [HOUSE, SHOP, ROOF], price=price))


@st.composite
def months(draw: st.DrawFn) -> tuple[MonthResult, PolicyVersion, YearKnown]:
    """Random energies, plants and policies; about half have an excess."""
    hours = draw(communities(largest_uj=1_000 * KWH))
    facts = [draw(st.sampled_from([HOUSE, SHOP, ROOF])) for _ in range(len(hours.facility_ids))]
    parts = draw(st.lists(st.integers(0, WHOLE), min_size=2, max_size=2).map(sorted))
    kept = draw(st.lists(st.integers(0, WHOLE // 2), min_size=2, max_size=2))
    policy = DistributionPolicy(
        parts_ppb={
            Criterion.EQUAL: parts[0],
            Criterion.CONSUMPTION: parts[1] - parts[0],
            Criterion.PRODUCTION: WHOLE - parts[1],
        },
        funds_ppb=kept[0],
        social_ppb=kept[1],
        excess_to=draw(st.sampled_from(ExcessTo)),
    )
    others = YearOfPremium(draw(st.integers(0, 10**9)) * KWH, 10**9 * KWH, has_grant=False)
    month = a_result(hours, facts, price=draw(st.sampled_from([None, 20.0, 130.0])))
    return month, a_policy(3, policy), a_year(others)


def hours_later(count: int) -> datetime:
    return LATER + timedelta(hours=count)

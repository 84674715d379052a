"""What shared energy earns: by hand, and against plain fractions on random communities."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.incentives.excess import (
    YearOfPremium,
    enterprise_hours,
    year_of_premium,
)
from services.energy.domain.incentives.incentives import (
    Exclusion,
    Incentives,
    exclusions,
    incentives,
)
from services.energy.domain.incentives.model import FormerFacts, IncentiveFacts, Model, Provisional
from services.energy.domain.sharing.facility_hours import HOUR_MS, FacilityHours
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.premium import NoPremium, Plant
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.domain.tariffs.rules import RuleTable
from services.energy.tests.unit.sharing.communities import communities, facility_hours
from services.energy.tests.unit.tariffs.plants import RULES, a_plant, eur

MWH = 3_600_000_000_000_000
KWH = MWH // 1_000
EURO = 1_000_000_000
JUNE_2026 = datetime(2026, 6, 1, tzinfo=UTC)
HOUSE = IncentiveFacts(plant=None, owner_kind="natural-person")
SHOP = IncentiveFacts(plant=None, owner_kind="small-company")


def prices(*eur_mwh: float | None) -> HourlyPrices:
    return HourlyPrices(
        np.array([eur(p) if p is not None else 0 for p in eur_mwh], dtype=np.int64),
        np.array([p is not None for p in eur_mwh], dtype=np.bool_),
    )


def result_of(
    hours: FacilityHours,
    facts: list[IncentiveFacts],
    known: HourlyPrices,
    model: Model = Model.TIP,
) -> Incentives:
    shared = shared_energy(hours, [None] * len(hours.facility_ids))
    return incentives(shared, facts, known, RULES, model)


def roof(**changes: Any) -> IncentiveFacts:
    """A plant of 100 kW in Lombardia, of a natural person."""
    return IncentiveFacts(plant=a_plant(**changes), owner_kind="natural-person")


class TestByHand:
    """100 kWh are fed in, 60 kWh withdrawn: 60 kWh are shared."""

    HOURS = facility_hours([[60 * KWH, 0]], [[0, 100 * KWH]], start=JUNE_2026)

    def test_premium_and_valorization(self) -> None:
        """min(120; 80 + 180 - 130) + 10 = 130 EUR/MWh, times 0.06 MWh."""
        plant = roof(commissioned_on=date(2023, 5, 1))

        result = result_of(self.HOURS, [HOUSE, plant], prices(130))

        assert result.premium_neur.tolist() == [[0, round(7.8 * EURO)]]
        unit = RULES.on(date(2026, 6, 1)).valorization.edition.unit_value_ueur_mwh
        assert result.valorization_neur.tolist() == [[0, 60 * unit]]

    def test_the_grant_reduces_what_enterprises_withdraw(self) -> None:
        """F = 0.5; a person withdrew 20 of 60 kWh: 130 x (20 + 40 x 0.5) / 1000 = 5.20 EUR."""
        hours = facility_hours([[20 * KWH, 40 * KWH, 0]], [[0, 0, 100 * KWH]], start=JUNE_2026)
        plant = roof(
            commissioned_on=date(2023, 5, 1),
            reduction_ppb=WHOLE // 2,
        )

        result = result_of(hours, [HOUSE, SHOP, plant], prices(130))

        assert result.premium_neur.tolist() == [[0, 0, round(5.2 * EURO)]]

    def test_an_older_plant_earns_the_valorization_and_comes_first(self) -> None:
        hours = facility_hours([[60 * KWH, 0, 0]], [[0, 50 * KWH, 50 * KWH]], start=JUNE_2026)
        older = roof(commissioned_on=date(2021, 12, 15))
        newer = roof(commissioned_on=date(2021, 12, 16))

        result = result_of(hours, [HOUSE, older, newer], prices(130))

        assert result.attributed_uj.tolist() == [[0, 50 * KWH, 10 * KWH]]
        assert result.premium_neur.tolist() == [[0, 0, round(1.3 * EURO)]]
        assert (result.valorization_neur[0, 1:] > 0).all()
        reasons = [[each.reason for each in exclusions(result, column)] for column in range(3)]
        assert reasons == [[], [NoPremium.OLDER_PLANT], []]

    def test_without_a_price_it_is_what_is_due_whatever_the_price(self) -> None:
        plant = roof(region="Lazio", commissioned_on=date(2023, 5, 1))

        result = result_of(self.HOURS, [HOUSE, plant], prices(None))

        assert result.premium_neur.tolist() == [[0, round(0.06 * (80 + 4) * EURO)]]
        assert Provisional.PRICES_MISSING in result.provisional

    def test_the_simplified_form_has_the_valorization_within(self) -> None:
        """(80 + 40) * 1 + 10, and V beside it, is (T_fix + T_var) * C + B + V."""
        plant = roof(commissioned_on=date(2023, 5, 1))

        result = result_of(self.HOURS, [HOUSE, plant], prices(100), Model.SIMPLIFIED)

        assert result.premium_neur.tolist() == [[0, round(0.06 * 130 * EURO)]]

    def test_rules_change_at_midnight_in_rome(self) -> None:
        """Natural persons are spared F from 25 June 2025 on."""
        start = datetime(2025, 6, 24, 21, tzinfo=UTC)
        hours = facility_hours(
            [[60 * KWH, 0], [60 * KWH, 0]], [[0, 60 * KWH], [0, 60 * KWH]], start=start
        )
        plant = roof(
            commissioned_on=date(2023, 5, 1),
            reduction_ppb=WHOLE // 2,
        )

        result = result_of(hours, [HOUSE, plant], prices(130, 130))

        before, after = result.premium_neur[:, 1].tolist()
        assert (before, after) == (round(3.9 * EURO), round(7.8 * EURO))
        assert len(result.rules_versions) == 2

    def test_why_there_is_no_premium_is_told_with_its_time(self) -> None:
        """From midnight on a rule wants newer plants; the second plant is too old for both."""
        known = RULES.eligibility.editions[-1]
        later = replace(
            known,
            version="later",
            valid_from=date(2026, 6, 10),
            earliest_commissioning=date(2024, 1, 1),
        )
        rules = replace(RULES, eligibility=RuleTable((*RULES.eligibility.editions, later)))
        start = datetime(2026, 6, 9, 21, tzinfo=UTC)
        fed_in = [[0, 100 * KWH, 1], [0, 100 * KWH, 1]]
        hours = facility_hours([[60 * KWH, 0, 0]] * 2, fed_in, start=start)
        facts = [
            HOUSE,
            roof(commissioned_on=date(2023, 5, 1)),
            roof(commissioned_on=date(2020, 5, 1)),
        ]
        shared = shared_energy(hours, [None] * 3)

        result = incentives(shared, facts, prices(130, 130), rules, Model.TIP)

        first_ms = hours.first_hour_ms
        older = NoPremium.OLDER_PLANT
        assert exclusions(result, 0) == []
        assert exclusions(result, 1) == [
            Exclusion(older, first_ms + HOUR_MS, first_ms + 2 * HOUR_MS)
        ]
        assert exclusions(result, 2) == [Exclusion(older, first_ms, first_ms + 2 * HOUR_MS)]
        assert (result.premium_neur[:, 1] > 0).tolist() == [True, False]
        attributed, fed = int(result.attributed_uj[0, 1]), int(hours.fed_in_uj[0, 1])
        assert year_of_premium(result) == YearOfPremium(attributed, fed, has_grant=False)

    def test_a_grant_counts_from_its_day_on(self) -> None:
        """F = 0.5 from the second hour on; a company withdraws until the third."""
        start = JUNE_2026
        hours = facility_hours([[60 * KWH, 0]] * 3, [[0, 60 * KWH]] * 3, start=start)
        first_ms = hours.first_hour_ms
        was_shop = FormerFacts(
            until_ms=first_ms + 2 * HOUR_MS, reduction_ppb=0, owner_kind="small-company"
        )
        house = replace(HOUSE, former=(was_shop,))
        plant = replace(
            roof(commissioned_on=date(2023, 5, 1), reduction_ppb=WHOLE // 2),
            former=(
                FormerFacts(
                    until_ms=first_ms + HOUR_MS, reduction_ppb=0, owner_kind="natural-person"
                ),
            ),
        )

        result = result_of(hours, [house, plant], prices(130, 130, 130))

        premium = [round(euro * EURO) for euro in (7.8, 3.9, 7.8)]
        assert result.premium_neur[:, 1].tolist() == premium
        assert enterprise_hours(result)[:, 0].tolist() == [True, True, False]
        assert [part.hours.start for part in result.parts] == [0, 1, 2]
        assert year_of_premium(result).has_grant
        before = facility_hours([[60 * KWH, 0]], [[0, 60 * KWH]], start=start)
        assert not year_of_premium(result_of(before, [house, plant], prices(130))).has_grant

    def test_what_is_fed_in_by_no_known_plant_is_told(self) -> None:
        result = result_of(self.HOURS, [HOUSE, HOUSE], prices(130))

        assert not result.premium_neur.any()
        assert Provisional.PLANT_UNKNOWN in result.provisional

    def test_missing_energy_makes_it_provisional(self) -> None:
        known = self.HOURS
        gap = replace(known, coverage_ms=known.coverage_ms - 1)

        told = result_of(gap, [HOUSE, roof()], prices(130)).provisional

        assert Provisional.ENERGY_INCOMPLETE in told
        complete = result_of(known, [HOUSE, roof()], prices(130)).provisional
        assert Provisional.ENERGY_INCOMPLETE not in complete


_NOTHING = Fraction(0)


def oracle(
    hours: FacilityHours, owned: list[tuple[Plant, str]], eur_mwh: list[int], hour: int
) -> list[Fraction]:
    """The premium of each facility's plant in an hour, EUR, by the formula of the decree."""
    withdrawn = [Fraction(int(v)) for v in hours.withdrawn_uj[hour]]
    fed_in = [Fraction(int(v)) for v in hours.fed_in_uj[hour]]
    left: Fraction = min(sum(withdrawn, _NOTHING), sum(fed_in, _NOTHING))
    spared = {"public-body", "association", "natural-person"}
    spared_share = (
        sum((w for w, (_, kind) in zip(withdrawn, owned, strict=True) if kind in spared), _NOTHING)
        / sum(withdrawn, _NOTHING)
        if any(withdrawn)
        else _NOTHING
    )
    premium = [_NOTHING] * len(owned)
    order = sorted(range(len(owned)), key=lambda i: owned[i][0].commissioned_on)
    for index in order:
        plant, _ = owned[index]
        own = min(left, fed_in[index])
        left -= own
        kw = plant.power_mw // 1_000_000
        base, cap = (80, 120) if kw <= 200 else (70, 110) if kw <= 600 else (60, 100)
        tip = min(Fraction(cap), Fraction(base + max(0, 180 - eur_mwh[hour])))
        tip += {"Lombardia": 10, "Lazio": 4, "Puglia": 0}[plant.region]
        kept: Fraction = spared_share + (1 - spared_share) * (
            1 - Fraction(plant.reduction_ppb, WHOLE)
        )
        premium[index] = own * tip * kept / MWH
    return premium


@st.composite
def paid_communities(draw: st.DrawFn) -> tuple[FacilityHours, list[tuple[Plant, str]], list[int]]:
    hours = draw(communities(largest_uj=MWH))
    hours = replace(hours, first_hour_ms=int(JUNE_2026.timestamp() * 1000))
    count = len(hours.facility_ids)
    days = draw(st.permutations([date(2022, month, 1) for month in range(1, 6)]))
    owned = [
        (
            a_plant(
                power_kw=draw(st.sampled_from([3, 200, 201, 600, 601, 1000])),
                region=draw(st.sampled_from(["Lombardia", "Lazio", "Puglia"])),
                commissioned_on=days[column],
                reduction_ppb=draw(st.sampled_from([0, WHOLE // 4, WHOLE // 2])),
            ),
            draw(st.sampled_from(["natural-person", "small-company", "public-body"])),
        )
        for column in range(count)
    ]
    return (
        hours,
        owned,
        draw(st.lists(st.integers(-20, 400), min_size=hours.count, max_size=hours.count)),
    )


@given(paid_communities())
def test_every_hour_and_plant_is_the_formulas(
    case: tuple[FacilityHours, list[tuple[Plant, str]], list[int]],
) -> None:
    hours, owned, eur_mwh = case
    facts = [IncentiveFacts(plant=plant, owner_kind=kind) for plant, kind in owned]

    result = result_of(hours, facts, prices(*eur_mwh))

    for hour in range(hours.count):
        for column, expected in enumerate(oracle(hours, owned, eur_mwh, hour)):
            difference = Fraction(int(result.premium_neur[hour, column]), EURO) - expected
            # Two roundings to a nano-euro, and exempt energy to a microjoule.
            assert abs(difference) <= Fraction(2, EURO)


@pytest.mark.parametrize("model", Model)
def test_a_community_of_nobody_earns_nothing(model: Model) -> None:
    nobody = facility_hours([[], []], [[], []], start=JUNE_2026)

    result = result_of(nobody, [], prices(100, 100), model)

    assert (result.premium_neur.shape, len(result.parts)) == ((2, 0), 1)

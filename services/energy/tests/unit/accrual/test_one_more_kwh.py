"""What one more kilowatt-hour is worth: by hand, and as the difference that it makes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from services.energy.domain.accrual.one_more_kwh import KILOWATT_HOUR_UJ as KWH
from services.energy.domain.accrual.one_more_kwh import OneMoreKwh, WorthStep, one_more_kwh
from services.energy.domain.exact import apportion
from services.energy.domain.incentives.incentives import incentives
from services.energy.domain.incentives.model import IncentiveFacts, Model, Provisional
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.prices import HourlyPrices
from services.energy.tests.unit.sharing.communities import facility_hours
from services.energy.tests.unit.tariffs.plants import IN_2026, RULES, a_plant, eur

JUNE_2026 = datetime(2026, 6, 1, 10, tzinfo=UTC)
V = IN_2026.valorization.edition.unit_value_ueur_mwh
HOUSE = IncentiveFacts(plant=None, owner_kind="natural-person")
SHOP = IncentiveFacts(plant=None, owner_kind="small-company")
DAYS = [date(2020, 1, 1), date(2022, 5, 1), date(2024, 3, 9)]


def price(eur_mwh: float | None) -> HourlyPrices:
    return HourlyPrices(
        np.array([eur(eur_mwh or 0)]), np.array([eur_mwh is not None], dtype=np.bool_)
    )


def roof(day: date = DAYS[1], *, grant: float = 0, power_kw: float = 100) -> IncentiveFacts:
    """A plant in Lombardia, of a natural person."""
    plant = a_plant(power_kw, commissioned_on=day, reduction_ppb=round(grant * WHOLE))
    return IncentiveFacts(plant=plant, owner_kind="natural-person")


def worth(
    withdrawn: list[int],
    fed_in: list[int],
    facts: list[IncentiveFacts],
    known: HourlyPrices | None = None,
) -> OneMoreKwh:
    hours = facility_hours([withdrawn], [fed_in], start=JUNE_2026)
    shared = shared_energy(hours, [None] * len(facts))
    return one_more_kwh(shared, facts, known or price(130), IN_2026)


class TestByHand:
    """min(120; 80 + 180 - 130) + 10 = 130 EUR/MWh, that is 0.13 EUR a kilowatt-hour, and V."""

    def test_while_more_is_fed_in_each_kilowatt_hour_earns_the_tariff(self) -> None:
        found = worth([3 * KWH, 0], [0, 5 * KWH], [HOUSE, roof()])

        assert found.steps == (WorthStep(eur(130) + V, 2 * KWH),)
        assert (found.worth_neur_kwh, found.available_uj) == (eur(130) + V, 2 * KWH)

    def test_otherwise_it_is_worth_nothing(self) -> None:
        for fed_in in (0, 2 * KWH, 3 * KWH):
            found = worth([3 * KWH, 0], [0, fed_in], [HOUSE, roof()])
            assert (found.steps, found.worth_neur_kwh, found.available_uj) == ((), 0, 0)

    def test_the_oldest_plant_of_which_something_is_left_comes_first(self) -> None:
        """Of 2020: V only. Of 2022 above 600 kW: min(100; 60 + 50) + 10. Of 2024: 130."""
        facts = [HOUSE, roof(DAYS[2]), roof(DAYS[1], power_kw=700), roof(DAYS[0])]

        found = worth([KWH, 0, 0, 0], [0, 4 * KWH, 3 * KWH, 2 * KWH], facts)

        assert found.steps == (
            WorthStep(V, KWH),
            WorthStep(eur(110) + V, 3 * KWH),
            WorthStep(eur(130) + V, 4 * KWH),
        )

    def test_plants_of_one_day_by_what_they_feed_in(self) -> None:
        """One part in four of 110, three of 130."""
        found = worth([0, 0], [KWH, 3 * KWH], [roof(power_kw=700), roof()])

        assert found.steps == (WorthStep(eur(125) + V, 4 * KWH),)

    def test_a_grant_reduces_what_is_not_withdrawn_by_who_is_exempt(self) -> None:
        """F = 0.5, a person withdraws a third: 130 x (1/3 + 2/3 x 0.5); of nobody, each a third."""
        facts = [HOUSE, SHOP, replace(roof(grant=0.5), owner_kind="small-company")]
        expected = round(eur(130) * 2 / 3) + V

        for withdrawn in ([KWH, 2 * KWH, 0], [0, 0, 0]):
            found = worth(withdrawn, [0, 0, 9 * KWH], facts)
            assert abs(found.worth_neur_kwh - expected) <= 1

    def test_a_plant_that_nobody_knows_earns_nothing(self) -> None:
        found = worth([0, 0], [KWH, KWH], [HOUSE, roof()])

        assert [step.worth_neur_kwh for step in found.steps] == [eur(130) + V, 0]
        assert Provisional.PLANT_UNKNOWN in found.provisional

    def test_without_a_price_what_is_due_whatever_it_is(self) -> None:
        found = worth([0, 0], [0, KWH], [HOUSE, roof()], price(None))

        assert found.worth_neur_kwh == eur(90) + V
        assert Provisional.PRICES_MISSING in found.provisional

    def test_what_charges_a_storage_counts_with_its_losses(self) -> None:
        hours = facility_hours([[2 * KWH, 0]], [[0, 2 * KWH]], start=JUNE_2026)
        shared = shared_energy(hours, [0.75, None])

        found = one_more_kwh(shared, [HOUSE, roof()], price(130), IN_2026)

        assert found.available_uj == KWH // 2


@st.composite
def hours_of_communities(draw: st.DrawFn) -> tuple[FacilityHours, list[IncentiveFacts]]:
    """One to five facilities, with plants of all kinds, some exempt from F."""
    count = draw(st.integers(1, 5))
    energy = st.one_of(st.just(0), st.integers(0, 3_000 * KWH))
    row = st.lists(energy, min_size=count, max_size=count)
    kinds = st.sampled_from(["natural-person", "small-company", "religious-body"])
    plants = st.builds(
        roof,
        st.sampled_from(DAYS),
        grant=st.sampled_from([0.0, 0.3, 0.5, 0.9]),
        power_kw=st.sampled_from([100.0, 500.0, 900.0, 1_500.0]),
    )
    facts = [
        replace(draw(st.one_of(st.just(HOUSE), plants)), owner_kind=draw(kinds))
        for _ in range(count)
    ]
    return facility_hours([draw(row)], [draw(row)], start=JUNE_2026), facts


def earned(hours: FacilityHours, facts: list[IncentiveFacts], known: HourlyPrices) -> int:
    """The hour's incentives, nano-euro."""
    shared = shared_energy(hours, [None] * len(facts))
    result = incentives(shared, facts, known, RULES, Model.TIP)
    return int(result.premium_neur.sum() + result.valorization_neur.sum())


def with_more(hours: FacilityHours, energy_uj: int) -> FacilityHours:
    """So much more withdrawn, in the proportions of the hour; equal parts where nobody does."""
    more = apportion(energy_uj, hours.withdrawn_uj[0].tolist())
    return replace(hours, withdrawn_uj=hours.withdrawn_uj + np.array([more]))


def slack(facts: list[IncentiveFacts], energy_uj: int) -> int:
    """Nano-euro: each plant's amounts are rounded four times, a tariff once, exempt energy too."""
    return 6 * len(facts) + energy_uj // KWH + 1


@given(
    hours_of_communities(),
    st.sampled_from([None, 20.0, 130.0, 400.0]),
    st.integers(1, 10**9),
)
def test_it_is_the_difference_that_a_small_amount_makes(
    community: tuple[FacilityHours, list[IncentiveFacts]], eur_mwh: float | None, part_ppb: int
) -> None:
    """Against the hour's incentives computed again with some more withdrawn."""
    (hours, facts), known = community, price(eur_mwh)
    found = one_more_kwh(shared_energy(hours, [None] * len(facts)), facts, known, IN_2026)
    assume(found.steps)
    amount_uj = found.steps[0].available_uj * part_ppb // 10**9

    difference = earned(with_more(hours, amount_uj), facts, known) - earned(hours, facts, known)

    expected = found.worth_neur_kwh * amount_uj / KWH
    assert abs(difference - expected) <= slack(facts, amount_uj)


@given(hours_of_communities(), st.integers(1, 10**13))
def test_all_steps_together_are_the_whole_difference_and_beyond_them_is_nothing(
    community: tuple[FacilityHours, list[IncentiveFacts]], beyond_uj: int
) -> None:
    (hours, facts), known = community, price(130)
    found = one_more_kwh(shared_energy(hours, [None] * len(facts)), facts, known, IN_2026)
    shared = shared_energy(hours, [None] * len(facts))

    assert found.available_uj == max(0, int(shared.fed_in_uj[0] - shared.withdrawn_uj[0]))
    whole = with_more(hours, found.available_uj)
    difference = earned(whole, facts, known) - earned(hours, facts, known)
    expected = sum(step.worth_neur_kwh * step.available_uj / KWH for step in found.steps)
    assert abs(difference - expected) <= slack(facts, found.available_uj)
    assert all(step.available_uj > 0 for step in found.steps)

    assert one_more_kwh(shared_energy(whole, [None] * len(facts)), facts, known, IN_2026) == (
        OneMoreKwh((), frozenset())
    )
    more = earned(with_more(whole, beyond_uj), facts, known) - earned(whole, facts, known)
    assert abs(more) <= slack(facts, 0)

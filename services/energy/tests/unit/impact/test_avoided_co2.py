"""Avoided CO2: by hand, with factors that change, and against plain fractions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import Period, midnight
from services.energy.domain.impact.avoided_co2 import (
    Avoided,
    DayOfEnergy,
    Impact,
    factors_of,
    impact_by_month,
    reasons,
    total,
)
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.months import month_period
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR as WH
from services.energy.domain.tariffs.editions import GridCo2Edition, Source
from services.energy.domain.tariffs.rules import RuleTable

DAY_MS = 86_400_000
KG = 1_000_000
"""Milligrams."""


def edition(first: date, grams_per_kwh: int, *, until: date | None = None) -> GridCo2Edition:
    return GridCo2Edition(
        version=str(first.year),
        valid_from=first,
        valid_to=until,
        source=Source("ISPRA", "table"),
        provisional=False,
        grams_per_mwh=grams_per_kwh * 1_000,
    )


TABLE = RuleTable((edition(date(2025, 1, 1), 300), edition(date(2026, 1, 1), 250)))


def day(on: date, fed_in_wh: int, shared_wh: int = 0, *, coverage_ms: int = DAY_MS) -> DayOfEnergy:
    return DayOfEnergy(
        start=midnight(on),
        fed_in_uj=fed_in_wh * WH,
        shared_uj=shared_wh * WH,
        withdrawn_shared_uj=shared_wh * WH,
        coverage_ms=coverage_ms,
    )


def test_energy_fed_in_avoids_what_the_grid_emits() -> None:
    """10 kWh at 250 g/kWh are 2.5 kg; the 4 kWh of them that were shared, 1 kg."""
    (june,) = impact_by_month([day(date(2026, 6, 21), 10_000, 4_000)], TABLE)

    assert june.period == month_period(date(2026, 6, 1))
    assert june.fed_in == Avoided(10_000 * WH, 5 * KG // 2)
    assert june.shared == june.withdrawn_shared == Avoided(4_000 * WH, KG)


def test_each_day_counts_with_its_own_factor() -> None:
    """Midnight in Rome is the border: 31 December with 300, 1 January with 250."""
    days = [day(date(2025, 12, 31), 1_000), day(date(2026, 1, 1), 1_000)]

    december, january = impact_by_month(days, TABLE)

    assert (december.fed_in.co2_mg, january.fed_in.co2_mg) == (300_000, 250_000)
    assert total(
        Period(midnight(date(2025, 12, 1)), midnight(date(2026, 2, 1))), [december, january]
    ).fed_in == Avoided(2_000 * WH, 550_000)


def test_a_factor_that_changes_within_a_month_counts_from_its_day() -> None:
    table = RuleTable((*TABLE.editions, edition(date(2026, 6, 16), 100)))
    days = [day(date(2026, 6, 15), 1_000), day(date(2026, 6, 16), 1_000)]

    (june,) = impact_by_month(days, table)

    assert june.fed_in.co2_mg == 350_000
    found = factors_of(month_period(date(2026, 6, 1)), table)
    assert [(f.period.start, f.factor.edition.grams_per_mwh) for f in found] == [
        (midnight(date(2026, 6, 1)), 250_000),
        (midnight(date(2026, 6, 16)), 100_000),
    ]
    assert found[0].period.end == found[1].period.start
    assert found[1].period.end == midnight(date(2026, 7, 1))


def test_a_factor_of_another_year_stands_in_and_is_told_apart() -> None:
    table = RuleTable((edition(date(2026, 1, 1), 250, until=date(2026, 6, 1)),))
    period = Period(midnight(date(2025, 12, 1)), midnight(date(2026, 7, 1)))

    found = factors_of(period, table)

    assert [f.factor.stands_in for f in found] == [True, False, True]
    assert reasons(period, period.end, [], found) == (Provisional.RULES_PROVISIONAL,)
    known = factors_of(month_period(date(2026, 3, 1)), table)
    assert reasons(month_period(date(2026, 3, 1)), period.end, [], known) == ()


class TestWhatMayStillChange:
    """June 2026, measured from the 10th on."""

    JUNE = month_period(date(2026, 6, 1))
    DAYS = tuple(day(date(2026, 6, number), 1_000) for number in range(10, 31))

    def told(
        self, days: Sequence[DayOfEnergy], newest: datetime = JUNE.end
    ) -> tuple[Provisional, ...]:
        return reasons(self.JUNE, newest, days, factors_of(self.JUNE, TABLE))

    def test_nothing_of_a_month_that_is_known(self) -> None:
        assert self.told(self.DAYS) == ()
        first_half = replace(self.DAYS[0], coverage_ms=DAY_MS // 2)
        assert self.told([first_half, *self.DAYS[1:]]) == ()

    def test_a_day_that_is_missing_or_not_known_whole(self) -> None:
        without = [*self.DAYS[:5], *self.DAYS[6:]]
        part = [*self.DAYS[:5], replace(self.DAYS[5], coverage_ms=1), *self.DAYS[6:]]
        for days in (without, part, self.DAYS[:-1]):
            assert self.told(days) == (Provisional.ENERGY_INCOMPLETE,)

    def test_while_the_month_goes_on_its_last_day_need_not_be_known(self) -> None:
        newest = datetime(2026, 6, 20, 12, tzinfo=UTC)
        part = replace(self.DAYS[10], coverage_ms=1)
        assert self.told([*self.DAYS[:10], part], newest) == (Provisional.NOT_OVER,)


def test_a_day_of_23_hours_can_be_complete() -> None:
    short = day(date(2026, 3, 29), 1_000, coverage_ms=23 * 3_600_000)

    assert short.is_complete
    assert not day(date(2026, 10, 25), 1_000, coverage_ms=DAY_MS).is_complete  # 25 hours


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 10**16), st.integers(0, 10**16)),
        max_size=40,
        unique_by=lambda item: item[0],
    )
)
def test_months_add_up_to_the_exact_sum(items: list[tuple[int, int, int]]) -> None:
    """Every day times its factor, as fractions: within half a milligram a month."""
    first = date(2025, 6, 1)
    days = [
        DayOfEnergy(
            start=midnight(first + timedelta(days=number)),
            fed_in_uj=fed_in,
            shared_uj=shared,
            withdrawn_shared_uj=0,
            coverage_ms=DAY_MS,
        )
        for number, fed_in, shared in sorted(items)
    ]
    months = impact_by_month(days, TABLE)
    whole: Impact = total(Period(midnight(first), midnight(date(2027, 1, 1))), months)

    for kind in ("fed_in", "shared"):
        exact = Fraction(0)
        for d in days:
            grams_per_mwh = 300_000 if d.day < date(2026, 1, 1) else 250_000
            exact += Fraction(getattr(d, f"{kind}_uj") * grams_per_mwh, 3_600_000_000_000)
        found: Avoided = getattr(whole, kind)
        assert found.energy_uj == sum(getattr(d, f"{kind}_uj") for d in days)
        assert abs(found.co2_mg - exact) <= Fraction(len(months), 2)
        assert found.co2_mg == sum(getattr(month, kind).co2_mg for month in months)

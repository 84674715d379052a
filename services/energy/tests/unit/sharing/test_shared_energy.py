"""R5: hourly shared energy, against an oracle that knows only readings and fractions."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import Period, Resolution, interval_start
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.sharing.shared_energy import shared_hours
from services.energy.tests.samples import recount
from services.energy.tests.strategies import reading_sets

HOUR = timedelta(hours=1)
ENERGIES = st.builds(
    Energy, st.integers(0, 10**15), st.integers(0, 10**15), st.integers(0, 900_000)
)


def by_hour(quarters: dict[Quarter, Energy]) -> list[IntervalEnergy]:
    sums: dict[datetime, Energy] = {}
    for quarter, energy in quarters.items():
        hour = interval_start(instant(quarter.start_ms), Resolution.HOUR)
        sums[hour] = sums.get(hour, NO_ENERGY).plus(energy)
    return [IntervalEnergy(Period(hour, hour + HOUR), sums[hour]) for hour in sorted(sums)]


@st.composite
def quarters(draw: st.DrawFn) -> dict[Quarter, Energy]:
    start = epoch_ms(datetime(2026, 10, 24, 22, tzinfo=UTC))
    keys = st.builds(
        lambda facility, number: Quarter(UUID(int=facility), start + number * 900_000),
        st.integers(1, 4),
        st.integers(0, 99),
    )
    return draw(st.dictionaries(keys, ENERGIES, max_size=60))


@given(quarters())
def test_the_minimum_is_never_above_either_sum(books: dict[Quarter, Energy]) -> None:
    for hour in shared_hours(by_hour(books)):
        assert hour.shared_uj <= hour.fed_in_uj
        assert hour.shared_uj <= hour.withdrawn_uj
        assert hour.shared_uj in (hour.fed_in_uj, hour.withdrawn_uj)


@given(quarters())
def test_the_minimum_of_the_hour_is_not_below_the_sum_of_quarter_minima(
    books: dict[Quarter, Energy],
) -> None:
    hourly = sum(hour.shared_uj for hour in shared_hours(by_hour(books)))
    sums: dict[int, Energy] = {}
    for quarter, energy in books.items():
        sums[quarter.start_ms] = sums.get(quarter.start_ms, NO_ENERGY).plus(energy)

    assert hourly >= sum(min(e.import_uj, e.export_uj) for e in sums.values())


@settings(deadline=None)
@given(reading_sets(max_size=40))
def test_shared_energy_is_that_of_a_recount_from_the_readings(readings: list[Reading]) -> None:
    fed_in: dict[int, int] = defaultdict(int)
    withdrawn: dict[int, int] = defaultdict(int)
    for quarter, (import_uj, export_uj, _) in recount(readings).items():
        hour = quarter.start_ms // 3_600_000
        withdrawn[hour] += import_uj
        fed_in[hour] += export_uj
    books = {quarter: Energy(*amounts) for quarter, amounts in recount(readings).items()}

    hours = shared_hours(by_hour(books))

    assert {epoch_ms(hour.period.start) // 3_600_000: hour.shared_uj for hour in hours} == {
        hour: min(fed_in[hour], withdrawn[hour]) for hour in withdrawn
    }


def test_the_two_hours_that_clocks_call_two_are_two_hours() -> None:
    """25 October 2026 has 02:00-03:00 twice: one fed in, the other withdrew, nothing is shared."""
    first = epoch_ms(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    books = {
        Quarter(UUID(int=1), first): Energy(0, 1_000, 900_000),
        Quarter(UUID(int=2), first + 3_600_000): Energy(1_000, 0, 900_000),
    }

    assert [hour.shared_uj for hour in shared_hours(by_hour(books))] == [0, 0]

"""FR3.3, R1: histories of whoever had a facility when; gaps stay visible."""

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import QUARTER_MS, Quarter
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.interval_energies import averaged_coverage
from services.energy.domain.history.interval_energy import (
    MINUTE_MS,
    IntervalEnergy,
    counted_periods,
    device_ids_within,
    minutes,
    neighbourhood,
)
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import DevicePeriod, FacilityPeriod
from services.energy.tests.samples import HOME, QUARTER, ROOF, at, reading, recount
from services.energy.tests.strategies import reading_sets

DAY = Period(at(-43_200), at(43_200))
SECONDS = st.one_of(st.integers(-50_000, 50_000), st.floats(-50_000, 50_000, allow_nan=False))


def had(facility: UUID, start: datetime, end: datetime) -> FacilityPeriod:
    return FacilityPeriod(facility, Period(start, end))


@given(st.lists(SECONDS, min_size=1, max_size=6, unique=True))
def test_every_quarter_hour_counts_for_exactly_one_of_successive_owners(
    changes: list[float],
) -> None:
    borders = [EARLIEST, *(at(seconds) for seconds in sorted(changes)), LATEST]
    owners = [had(HOME, a, b) for a, b in pairwise(borders)]

    counted = counted_periods(owners, DAY)

    starts = [item.period.start for item in counted]
    ends = [item.period.end for item in counted]
    assert starts[0] == DAY.start
    assert ends[-1] == DAY.end
    assert starts[1:] == ends[:-1]
    assert all(epoch_ms(border) % QUARTER_MS == 0 for border in starts + ends)


def test_a_quarter_hour_counts_for_whoever_had_the_facility_when_it_began() -> None:
    def counted(seconds: float) -> datetime:
        return counted_periods([had(HOME, at(seconds), LATEST)], DAY)[0].period.start

    assert counted(0) == at(0)
    assert counted(0.000001) == at(900)
    assert counted(899.999999) == at(900)


def test_nothing_counts_outside_the_period_asked_for() -> None:
    assert (
        counted_periods([had(HOME, at(50_000), LATEST), had(ROOF, EARLIEST, at(-50_000))], DAY)
        == []
    )


def test_coverage_of_a_community_is_the_average_over_its_facilities() -> None:
    interval = Period(at(0), at(900))
    energy = IntervalEnergy(interval, Energy(1, 2, 900_000))
    both = [had(HOME, EARLIEST, LATEST), had(ROOF, EARLIEST, LATEST)]

    assert averaged_coverage([energy], both[:1])[0].energy == Energy(1, 2, 900_000)
    assert averaged_coverage([energy], both)[0].energy == Energy(1, 2, 450_000)


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=8))
def test_coverage_is_full_when_every_facility_is_covered(spans: list[tuple[float, float]]) -> None:
    owners = [had(UUID(int=i), at(min(s)), at(max(s))) for i, s in enumerate(spans)]
    counted = counted_periods(owners, DAY)
    hours = [Period(at(3_600 * i), at(3_600 * (i + 1))) for i in range(-12, 12)]
    known = []
    for hour in hours:
        overlaps = [item.period.overlap(hour) for item in counted]
        covered = sum((o.end - o.start for o in overlaps if o), timedelta())
        known.append(IntervalEnergy(hour, Energy(0, 0, covered // timedelta(milliseconds=1))))

    averaged = averaged_coverage(known, counted)

    assert {item.energy.coverage_ms for item in averaged} <= {0, 3_600_000}
    assert all(
        bool(after.energy.coverage_ms) == bool(before.energy.coverage_ms)
        for before, after in zip(known, averaged, strict=True)
    )


@settings(deadline=None)
@given(reading_sets())
def test_minutes_add_up_to_the_books(readings: list[Reading]) -> None:
    everything = [had(HOME, EARLIEST, LATEST)]
    by_quarter: dict[Quarter, list[int]] = {}
    for item in minutes(readings, everything):
        start = epoch_ms(item.period.start)
        assert item.period.end - item.period.start == timedelta(minutes=1)
        amounts = by_quarter.setdefault(Quarter(HOME, start - start % QUARTER_MS), [0, 0, 0])
        amounts[0] += item.energy.import_uj
        amounts[1] += item.energy.export_uj
        amounts[2] += item.energy.coverage_ms

    books = {q: a for q, a in recount(readings).items() if q.facility_id == HOME}
    assert {q: tuple(a) for q, a in by_quarter.items() if any(a)} == books


def test_minutes_are_only_of_the_time_that_counts() -> None:
    readings = [reading(0, 0), reading(180, 60)]
    counted = counted_periods(
        [had(HOME, at(30), at(90))], Period(at(0), at(600)), step_ms=MINUTE_MS
    )

    known = minutes(readings, counted)

    assert [item.period.start for item in known] == [at(60)]


def test_the_neighbourhood_holds_the_far_ends_of_every_interval() -> None:
    around = neighbourhood(Period(at(0), at(900)))

    assert around.start < at(-3_600)
    assert around.end > at(900 + 3_600)


def test_devices_are_those_that_measured_in_the_period() -> None:
    devices = [
        DevicePeriod("former", HOME, Period(EARLIEST, at(0))),
        DevicePeriod("present", HOME, Period(at(0), LATEST)),
        DevicePeriod("next", HOME, Period(at(0) + QUARTER, LATEST)),
    ]

    assert device_ids_within(devices, Period(at(0), at(900))) == ["present"]

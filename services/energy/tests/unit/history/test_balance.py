"""FR3.1, FR3.2: present power in event time."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.energy.domain.books.readings import NewestReading
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.balance import (
    community_power,
    newest_by_facility,
    newest_of,
    power_of,
)
from services.energy.domain.registry import Membership
from services.energy.tests.samples import HOME, NOON, ROOF, at, reading

COMMUNITY = UUID(int=77)
ALWAYS = Period(EARLIEST, LATEST)


def newest(
    seconds: float,
    power_w: float,
    facility: UUID | None,
    *,
    interval_s: float | None = 10,
    device: str = "meter-1",
) -> NewestReading:
    interval_ms = None if interval_s is None else round(interval_s * 1000)
    return NewestReading(reading(seconds, power_w, facility=facility, device=device), interval_ms)


def member(facility: UUID, period: Period = ALWAYS) -> Membership:
    return Membership(COMMUNITY, facility, period)


def test_positive_power_is_consumed_and_negative_produced() -> None:
    assert power_of(newest(0, 500, HOME)).consumed_mw == 500_000
    assert power_of(newest(0, 500, HOME)).produced_mw == 0
    assert power_of(newest(0, -500, HOME)).produced_mw == 500_000
    assert power_of(None).as_of is None


def test_a_community_adds_up_its_fresh_facilities() -> None:
    power = community_power(
        [member(HOME), member(ROOF), member(UUID(int=3))],
        {HOME: newest(0, 400, HOME), ROOF: newest(5, -1_500, ROOF)},
    )

    assert power.power.as_of == at(5)
    assert (power.power.consumed_mw, power.power.produced_mw) == (400_000, 1_500_000)
    assert (power.facilities_fresh, power.facilities_total) == (2, 3)


@pytest.mark.parametrize(
    ("age_s", "interval_s", "fresh"),
    [
        (900, 10, 2),
        (900.1, 10, 1),
        (900.1, None, 1),
        (2_250, 900, 2),
        (2_250.1, 900, 1),
    ],
)
def test_a_reading_is_fresh_for_15_minutes_or_two_and_a_half_of_its_intervals(
    age_s: float, interval_s: float | None, fresh: int
) -> None:
    power = community_power(
        [member(HOME), member(ROOF)],
        {
            HOME: newest(-age_s, 400, HOME, interval_s=interval_s),
            ROOF: newest(0, -1_500, ROOF),
        },
    )

    assert power.facilities_fresh == fresh


def test_only_what_was_measured_as_a_member_counts() -> None:
    left = Period(EARLIEST, at(-1))
    joins = Period(at(1), LATEST)
    readings = {HOME: newest(0, 400, HOME), ROOF: newest(0, -1_500, ROOF)}

    assert community_power([member(HOME, left), member(ROOF)], readings).facilities_fresh == 1
    assert community_power([member(HOME, joins), member(ROOF)], readings).facilities_fresh == 1


def test_a_facility_that_left_is_out_although_its_last_reading_was_a_members() -> None:
    power = community_power(
        [member(HOME, Period(EARLIEST, at(-1))), member(ROOF)],
        {HOME: newest(-2, 400, HOME), ROOF: newest(0, -1_500, ROOF)},
    )

    assert (power.facilities_fresh, power.facilities_total) == (1, 1)


def test_a_community_without_readings_has_its_lasting_members() -> None:
    power = community_power([member(HOME), member(ROOF, Period(EARLIEST, NOON))], {})

    assert power.power.as_of is None
    assert (power.facilities_fresh, power.facilities_total) == (0, 1)


def test_the_newest_reading_of_a_facility_is_over_all_its_devices() -> None:
    old, young = newest(0, 1, HOME, device="old"), newest(5, 2, HOME, device="young")

    assert newest_by_facility([young, old, newest(9, 3, None)]) == {HOME: young}
    assert newest_of([old, young]) == young
    assert newest_of([]) is None


def test_freshness_is_event_time_however_long_ago() -> None:
    """A replay of 2014 has a live balance too."""
    long_ago = -timedelta(days=4_000).total_seconds()
    power = community_power([member(HOME)], {HOME: newest(long_ago, 400, HOME)})

    assert power.facilities_fresh == 1

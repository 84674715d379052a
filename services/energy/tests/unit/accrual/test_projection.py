"""How the hour under way ends, by the present power of those who were heard."""

from uuid import UUID

from services.energy.domain.accrual.projection import projected_hour
from services.energy.domain.books.readings import NewestReading
from services.energy.domain.calendar import Period
from services.energy.domain.history.balance import FreshReadings
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR as WH
from services.energy.domain.registry import FacilityPeriod
from services.energy.tests.samples import at, reading
from services.energy.tests.unit.sharing.communities import facility_hours, facility_ids

FIRST, SECOND = facility_ids(2)
HOUR = Period(at(0), at(3_600))
WHOLE_HOUR = [FacilityPeriod(FIRST, HOUR), FacilityPeriod(SECOND, HOUR)]


def newest(seconds: float, power_w: float, facility: UUID = FIRST) -> NewestReading:
    return NewestReading(reading(seconds, power_w, facility=facility), 60_000)


def projected(
    *readings: NewestReading,
    counted: list[FacilityPeriod] = WHOLE_HOUR,
) -> list[list[float]]:
    """Both' withdrawn and fed in, Wh. Known: 100 and 0 of the first, 0 and 40 of the second."""
    so_far = facility_hours([[100 * WH, 0]], [[0, 40 * WH]], start=at(0))
    hour = projected_hour(so_far, FreshReadings(at(1_800), readings, 2), counted)
    return [(array[0] / WH).tolist() for array in (hour.withdrawn_uj, hour.fed_in_uj)]


def test_from_its_own_newest_reading_each_goes_on_until_the_end() -> None:
    assert projected(newest(1_800, 200), newest(900, -400, SECOND)) == [[200, 0], [0, 340]]


def test_who_was_heard_before_the_hour_began_goes_on_through_all_of_it() -> None:
    assert projected(newest(-300, 200)) == [[300, 0], [0, 40]]


def test_the_power_of_the_silent_is_not_guessed() -> None:
    assert projected() == [[100, 0], [0, 40]]


def test_what_a_facility_does_after_it_left_is_not_the_communitys() -> None:
    until_half_past = [FacilityPeriod(FIRST, Period(at(0), at(1_800)))]

    assert projected(newest(900, 400), counted=until_half_past) == [[200, 0], [0, 40]]

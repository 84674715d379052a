"""Days that are over are kept in a row each, once, until their past changes."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.readings import Reading, reading_of
from services.energy.domain.calendar import Period, Resolution, midnight
from services.energy.domain.curves.comparison import CurveChange
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.tests.contract.days.conftest import MORNING, Shelf
from services.energy.tests.samples import HOME, ROOF
from services.energy.tests.stage import storing

LONG_DAY = Period(midnight(date(2025, 10, 26)), midnight(date(2025, 10, 27)))
AROUND = Period(LONG_DAY.start - timedelta(days=3), LONG_DAY.end + timedelta(days=3))
HOUR_S = 3_600


def at(moment: datetime, power_w: float, facility_id: UUID = HOME) -> Reading:
    return reading_of(
        device_id=f"meter-{facility_id.int}",
        measured_at=moment,
        facility_id=facility_id,
        power_w=power_w,
        received_at=moment,
    )


def steady(power_w: float, facility_id: UUID = HOME) -> list[Reading]:
    """A reading each half an hour of the long day, from its beginning to its end."""
    half_hours = range(51)
    return [
        at(LONG_DAY.start + n * timedelta(minutes=30), power_w, facility_id) for n in half_hours
    ]


async def consumed_wh(shelf: Shelf, basis: Basis = Basis.MEASURED) -> float:
    found = await shelf.history.energy([FacilityPeriod(HOME, AROUND)], Resolution.DAY, basis)
    return sum(item.energy.import_uj for item in found) / 3.6e9


async def fill(shelf: Shelf, basis: Basis = Basis.MEASURED) -> int:
    return await shelf.days.fill([HOME, ROOF], AROUND, basis)


async def test_a_day_is_kept_once_and_again_when_it_changed(shelf: Shelf) -> None:
    await storing(shelf.books, now=MORNING)([*steady(1_000), *steady(-500, ROOF)])

    assert await fill(shelf) == 2
    assert await fill(shelf) == 0
    assert await consumed_wh(shelf) == 25_000

    late = at(LONG_DAY.start + timedelta(minutes=45), 3_000)
    await storing(shelf.books, now=MORNING)([late])

    assert await consumed_wh(shelf) == 25_000 + 500, "at once"
    assert await fill(shelf) == (0 if isinstance(shelf.days, PostgresFacilityDays) else 1)
    assert await fill(shelf) == 0


async def test_a_day_is_kept_two_hours_after_its_end(shelf: Shelf) -> None:
    """A change of its last quarter-hour is counted as one from then on, and not before."""
    shelf.clock.advance(seconds=-7 * HOUR_S - 1)
    assert shelf.clock.now() == LONG_DAY.end + timedelta(hours=1, seconds=-1)
    await storing(shelf.books, now=shelf.clock.now())(steady(1_000))

    assert await fill(shelf) == 0
    assert await consumed_wh(shelf) == 25_000

    shelf.clock.advance(seconds=HOUR_S + 1)
    assert await fill(shelf) == 1


async def test_what_was_read_is_kept(in_postgres: Shelf) -> None:
    shelf = in_postgres
    await storing(shelf.books, now=MORNING)([*steady(1_000), *steady(-500, ROOF)])

    assert await consumed_wh(shelf) == 25_000

    assert await shelf.days.fill([HOME], AROUND, Basis.MEASURED) == 0
    assert await shelf.days.fill([ROOF], AROUND, Basis.MEASURED) == 1


async def test_official_values_are_kept_apart_and_can_go(shelf: Shelf) -> None:
    await storing(shelf.books, now=MORNING)(steady(1_000))
    first = epoch_ms(LONG_DAY.start)
    async with shelf.curves.open(HOME) as curve:
        await curve.change(CurveChange({first: OfficialEnergy(3_600_000_000, None)}))

    assert await fill(shelf, Basis.OFFICIAL) == 1
    assert await fill(shelf, Basis.MEASURED) == 1
    assert await consumed_wh(shelf, Basis.OFFICIAL) == 1
    found = await shelf.history.energy(
        [FacilityPeriod(HOME, AROUND)], Resolution.MONTH, Basis.OFFICIAL
    )
    assert [item.energy for item in found] == [Energy(3_600_000_000, 0, 900_000)]

    async with shelf.curves.open(HOME) as curve:
        await curve.change(CurveChange({first: None}))

    assert await consumed_wh(shelf, Basis.OFFICIAL) == 0
    assert await fill(shelf, Basis.OFFICIAL) == 0, "there is nothing"
    assert await consumed_wh(shelf) == 25_000


@pytest.mark.parametrize("basis", Basis)
async def test_the_oldest_quarter_hour_is_found(shelf: Shelf, basis: Basis) -> None:
    assert await shelf.days.first_quarter([HOME, ROOF], basis) is None
    await storing(shelf.books, now=MORNING)([*steady(1), *steady(-1, ROOF)[5:]])
    async with shelf.curves.open(ROOF) as curve:
        later = epoch_ms(LONG_DAY.end)
        await curve.change(CurveChange({later: OfficialEnergy(None, 1)}))

    expected = {
        (Basis.MEASURED, HOME): LONG_DAY.start,
        (Basis.MEASURED, ROOF): LONG_DAY.start + timedelta(hours=2, minutes=30),
        (Basis.OFFICIAL, HOME): None,
        (Basis.OFFICIAL, ROOF): LONG_DAY.end,
    }
    for facility_id in (HOME, ROOF):
        found = await shelf.days.first_quarter([facility_id], basis)
        assert found == expected[basis, facility_id]


async def test_one_has_the_turn(shelf: Shelf) -> None:
    async with shelf.days.turn() as first, shelf.days.turn() as second:
        assert (first, second) == (True, False)
    async with shelf.days.turn() as again:
        assert again

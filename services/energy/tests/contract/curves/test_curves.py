"""What holds is, of each quarter-hour and direction, the newest import's that is not undone."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.quarter_hours import FacilityDay
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.curves.comparison import (
    Values,
    difference,
    period_of_values,
    with_file,
)
from services.energy.domain.curves.mapping import Direction
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.curves.official_import import OfficialImport
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod
from services.energy.tests.contract.curves.conftest import Shelf
from services.energy.tests.samples import HOME, ROOF

QUARTER = 900_000
MIDNIGHT = datetime(2026, 5, 31, 22, tzinfo=UTC)
"""June's first instant in Rome."""
START = epoch_ms(MIDNIGHT)
AROUND = Period(MIDNIGHT - timedelta(days=40), MIDNIGHT + timedelta(days=40))
ALICE = UUID(int=900)
DAY = date(2026, 5, 31)
"""In UTC; June began in it in Rome."""
WHOLE = {Resolution.QUARTER, Resolution.HOUR, Resolution.DAY, Resolution.MONTH}


def at(hour: int) -> datetime:
    return datetime(2026, 7, 1, hour, tzinfo=UTC)


def values(**quarters: tuple[int | None, int | None]) -> dict[int, OfficialEnergy]:
    """By how many quarter-hours after June began: q0, q1; b1 is one before."""
    return {
        START + (-int(k[1:]) if k[0] == "b" else int(k[1:])) * QUARTER: OfficialEnergy(*v)
        for k, v in quarters.items()
    }


def an_import(number: int, said: Values, facility_id: UUID = HOME) -> OfficialImport:
    consumed = any(energy.import_uj is not None for energy in said.values())
    produced = any(energy.export_uj is not None for energy in said.values())
    told = {Direction.CONSUMED: consumed, Direction.PRODUCED: produced}
    return OfficialImport(
        import_id=UUID(int=5_000 + number),
        facility_id=facility_id,
        imported_by=ALICE,
        imported_at=at(number),
        file_name=f"curva {number}.csv",
        sha256=bytes([number]) * 32,
        quarter_hour_count=len(said),
        period=period_of_values(said),
        directions=frozenset(direction for direction, is_told in told.items() if is_told),
    )


async def bring(
    shelf: Shelf, number: int, said: Values, facility_id: UUID = HOME
) -> OfficialImport:
    made = an_import(number, said, facility_id)
    async with shelf.curves.open(facility_id) as opened:
        stored = await opened.values(made.period)
        made = await opened.add(made, said)
        await opened.change(with_file(stored, said))
    return made


async def undo(shelf: Shelf, made: OfficialImport, hour: int) -> None:
    async with shelf.curves.open(made.facility_id) as opened:
        before = await opened.values(made.period)
        after = await opened.values_without(made)
        await opened.undo(made.import_id, by=ALICE, at=at(hour))
        await opened.change(difference(before, after))


async def held(shelf: Shelf, facility_id: UUID = HOME) -> Mapping[int, OfficialEnergy]:
    async with shelf.curves.open(facility_id) as opened:
        return await opened.values(AROUND)


async def test_a_curve_is_kept_and_told(shelf: Shelf) -> None:
    said = values(b1=(1, None), q0=(2, None), q5=(3, None))

    made = await bring(shelf, 1, said)

    assert await held(shelf) == said
    assert await held(shelf, ROOF) == {}
    assert await shelf.curves.imports(HOME, before=None, limit=9) == [made]
    assert await shelf.restated() == {FacilityDay(HOME, DAY): 1}


async def test_a_direction_that_a_file_lacks_keeps_its_values(shelf: Shelf) -> None:
    await bring(shelf, 1, values(q0=(1, None), q1=(2, None)))
    await bring(shelf, 2, values(q1=(None, 7), q2=(None, 8)))

    assert await held(shelf) == values(q0=(1, None), q1=(2, 7), q2=(None, 8))


async def test_undoing_brings_back_what_was_before(shelf: Shelf) -> None:
    first = await bring(shelf, 1, values(q0=(1, None), q1=(2, None)))
    second = await bring(shelf, 2, values(q1=(5, 6), q2=(7, 8)))

    await undo(shelf, second, 3)

    assert await held(shelf) == values(q0=(1, None), q1=(2, None))
    newest, oldest = await shelf.curves.imports(HOME, before=None, limit=9)
    assert oldest == first
    assert (newest.import_id, newest.undone_by, newest.undone_at) == (
        second.import_id,
        ALICE,
        at(3),
    )


async def test_undoing_what_a_later_import_replaced_changes_nothing(shelf: Shelf) -> None:
    first = await bring(shelf, 1, values(q0=(1, 1)))
    await bring(shelf, 2, values(q0=(2, 2)))
    restated = await shelf.restated()

    await undo(shelf, first, 9)

    assert await held(shelf) == values(q0=(2, 2))
    assert await shelf.restated() == restated


async def test_the_past_counts_as_changed_only_when_a_value_changes(shelf: Shelf) -> None:
    await bring(shelf, 1, values(b1=(1, None), q0=(2, None)))

    await bring(shelf, 2, values(b1=(1, None), q0=(2, None), q95=(9, None)))
    await bring(shelf, 3, values(q0=(3, None)))
    await bring(shelf, 4, values(b1=(4, None)), ROOF)

    assert await shelf.restated() == {
        FacilityDay(HOME, DAY): 2,
        FacilityDay(HOME, DAY + timedelta(days=1)): 1,
        FacilityDay(ROOF, DAY): 1,
    }


async def test_a_failure_leaves_everything_as_it_was(shelf: Shelf) -> None:
    await bring(shelf, 1, values(q0=(1, None)))
    said = values(q0=(2, None))
    made = an_import(2, said)

    async def half_way() -> None:
        async with shelf.curves.open(HOME) as opened:
            await opened.add(made, said)
            await opened.change(with_file({}, said))
            raise RuntimeError("the process dies")

    with pytest.raises(RuntimeError):
        await half_way()

    assert await held(shelf) == values(q0=(1, None))
    assert len(await shelf.curves.imports(HOME, before=None, limit=9)) == 1
    assert await shelf.restated() == {FacilityDay(HOME, DAY): 1}


async def test_imports_are_found_and_counted_by_facility(shelf: Shelf) -> None:
    made = [await bring(shelf, n, values(q0=(n, None))) for n in (1, 2, 3)]
    await bring(shelf, 4, values(q0=(4, None)), ROOF)

    assert await shelf.curves.imports(HOME, before=made[2].number, limit=1) == [made[1]]
    async with shelf.curves.open(HOME) as opened:
        assert await opened.count() == 3
        assert await opened.find(made[0].import_id) == made[0]
        assert await opened.find(UUID(int=5_004)) is None
        assert await opened.applied(an_import(2, values(q7=(1, None)))) == made[1]
        assert await opened.applied(an_import(2, values(q7=(1, 1)))) is None
        assert await opened.applied(an_import(9, values(q7=(1, None)))) is None
    await undo(shelf, made[1], 9)
    async with shelf.curves.open(HOME) as opened:
        assert await opened.applied(an_import(2, values(q7=(1, None)))) is None


@pytest.mark.parametrize("seed", range(4))
async def test_any_imports_and_undoings_leave_the_newest_word(shelf: Shelf, seed: int) -> None:
    random = Random(seed)
    said: dict[UUID, tuple[OfficialImport, Values, bool]] = {}
    for number in range(1, 12):
        standing = [made for made, _, is_undone in said.values() if not is_undone]
        if standing and random.random() < 0.4:
            made = random.choice(standing)
            await undo(shelf, made, number)
            said[made.import_id] = (made, said[made.import_id][1], True)
            continue
        new: Values = {
            START + i * QUARTER: OfficialEnergy(*pair)
            for i in random.sample(range(8), 5)
            if (pair := random.choice([(number, None), (None, number), (number, 0)]))
        }
        made = await bring(shelf, number, new)
        said[made.import_id] = (made, new, False)

    expected: dict[int, OfficialEnergy] = {}
    for _, new, is_undone in said.values():
        if not is_undone:
            change = with_file(expected, new)
            expected |= {k: v for k, v in change.values.items() if v is not None}
    assert await held(shelf) == dict(sorted(expected.items()))


async def test_two_at_once_come_one_after_the_other(shelf: Shelf) -> None:
    files = [values(q0=(n, n), q1=(n, None)) for n in range(1, 6)]

    await asyncio.gather(*(bring(shelf, n, said) for n, said in enumerate(files, 1)))

    newest, *_ = await shelf.curves.imports(HOME, before=None, limit=9)
    n = newest.imported_at.hour
    assert await held(shelf) == values(q0=(n, n), q1=(n, None))


@pytest.mark.parametrize("resolution", sorted(WHOLE))
async def test_sums_by_interval(shelf: Shelf, resolution: Resolution) -> None:
    """On the official basis, too; what no file says is unknown, and nothing in a history."""
    await bring(shelf, 1, values(b1=(1, None), q0=(2, None), q1=(4, None), q5=(8, 16)))
    await bring(shelf, 2, values(q0=(32, None)), ROOF)
    june = FacilityPeriod(HOME, Period(MIDNIGHT, AROUND.end))
    counted = [june, FacilityPeriod(ROOF, AROUND)]

    found = await shelf.curves.intervals(counted, resolution)
    history = await shelf.history.energy(counted, resolution, Basis.OFFICIAL)

    sums = {
        Resolution.QUARTER: [(34, None), (4, None), (8, 16)],
        Resolution.HOUR: [(38, None), (8, 16)],
        Resolution.DAY: [(46, 16)],
        Resolution.MONTH: [(46, 16)],
    }[resolution]
    assert [item.energy for item in found] == sums
    assert sum(item.import_known_ms for item in found) == 4 * QUARTER
    assert sum(item.export_known_ms for item in found) == QUARTER
    assert [item.period for item in history] == [item.period for item in found]
    assert [item.energy for item in history] == [
        Energy(item.energy.import_uj or 0, item.energy.export_uj or 0, item.import_known_ms)
        for item in found
    ]
    assert await shelf.history.energy(counted, resolution) == []

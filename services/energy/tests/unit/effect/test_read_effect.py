"""The representative reads what a call changed: from readings to the effect."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from libs.chassis.errors import NotRepresentativeError
from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import EARLIEST, LATEST, InvalidPeriodError, Period
from services.energy.domain.effect.call import Call
from services.energy.domain.effect.response import ComparedWith
from services.energy.domain.registry import Community, DevicePeriod, Facility, Membership
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.effect.memory import MemoryCalls
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import NOON, reading
from services.energy.tests.stage import storing
from services.energy.usecases.effect.read_effect import EffectRead, ReadEffect

COMMUNITY, CAROL, ALICE = UUID(int=77), UUID(int=902), UUID(int=900)
HOUSES = [UUID(int=number) for number in range(1, 7)]
ALWAYS = Period(EARLIEST, LATEST)
DAYS = 10
QUARTER = 900
WH = 3_600_000_000
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Stage:
    """Six houses with ten noons; the first four are told on the last day."""

    def __init__(self) -> None:
        self.books = MemoryBooks()
        self.calls = MemoryCalls(self.books)
        self.registry = RegistryProjection()
        history = MemoryHistory(self.books)
        self.read = ReadEffect(self.registry, history, self.calls, FakeClock(self.called_at))
        self.registry.put_community(
            Community(COMMUNITY, version=1, removed=False, representative_id=CAROL)
        )
        for house in HOUSES:
            self.registry.put_facility(_house(house))

    @property
    def called_at(self) -> datetime:
        """Wednesday, a minute after noon."""
        return NOON + timedelta(days=DAYS, seconds=60)

    async def measure(self, told_w: int, others_w: int) -> None:
        """Every noon 200 W; on the last day those told draw `told_w` and the others `others_w`."""
        readings: list[Reading] = []
        for day in range(DAYS + 1):
            for number, house in enumerate(HOUSES):
                last_w = told_w + number if number < 4 else others_w + number
                power_w = last_w if day == DAYS else 200
                readings += [
                    reading(
                        day * 86_400 + quarter * QUARTER,
                        power_w,
                        device=f"meter-{house.int}",
                        facility=house,
                    )
                    for quarter in range(-1, 7)
                ]
        await storing(self.books, now=self.called_at + timedelta(days=1))(readings)

    async def call(self, *, held_out: int = 2) -> None:
        await self.calls.add(
            [
                Call(
                    episode_id=UUID(int=1),
                    community_id=COMMUNITY,
                    called_at=self.called_at,
                    excess_mw=2_000_000,
                    told=tuple(HOUSES[:4]),
                    held_out=tuple(HOUSES[4 : 4 + held_out]),
                )
            ]
        )

    async def effect(self) -> EffectRead:
        return await self.read(COMMUNITY, user_id=CAROL, start=None, end=None)


def _house(house: UUID) -> Facility:
    return Facility(
        house,
        version=1,
        removed=False,
        users=frozenset(),
        devices=(DevicePeriod(f"meter-{house.int}", house, ALWAYS),),
        memberships=(Membership(COMMUNITY, house, ALWAYS),),
    )


async def test_told_members_drew_more_than_those_held_out() -> None:
    stage = Stage()
    await stage.measure(1_200, 300)
    await stage.call()
    read = await stage.effect()
    (call,) = read.calls
    assert call.effect.compared_with is ComparedWith.HELD_OUT
    assert call.effect.change_uj == pytest.approx(((1_201.5 - 200) - (304.5 - 200)) * WH)
    assert call.effect.is_conclusive
    assert read.total.change_uj == call.effect.change_uj


async def test_without_a_hold_out_it_is_compared_with_usual_days() -> None:
    stage = Stage()
    await stage.measure(200, 200)
    await stage.call(held_out=0)
    (call,) = (await stage.effect()).calls
    assert call.effect.compared_with is ComparedWith.USUAL_DAYS
    assert call.effect.change_uj == pytest.approx(1.5 * WH)


async def test_days_on_which_a_house_was_told_are_not_its_usual_days() -> None:
    stage = Stage()
    await stage.measure(1_200, 200)
    await stage.call(held_out=0)
    earlier = [
        Call(
            episode_id=UUID(int=10 + back),
            community_id=COMMUNITY,
            called_at=stage.called_at - timedelta(days=back),
            excess_mw=1,
            told=(HOUSES[0],),
            held_out=(),
        )
        for back in (1, 2, 5, 6, 7)
    ]
    await stage.calls.add(earlier)
    read = await stage.effect()
    told = read.calls[-1].effect.told
    assert told is not None
    assert told.facilities == 3  # two usual days are left for the first one: too few


async def test_an_hour_that_is_not_over_says_nothing() -> None:
    stage = Stage()
    await stage.measure(1_200, 300)
    await stage.calls.add(
        [
            Call(
                episode_id=UUID(int=1),
                community_id=COMMUNITY,
                called_at=NOON + timedelta(days=DAYS, seconds=5 * QUARTER),
                excess_mw=1,
                told=tuple(HOUSES),
                held_out=(),
            )
        ]
    )
    read = await stage.effect()
    assert (list(read.calls), read.total.compared_with) == ([], ComparedWith.NOTHING)


async def test_it_is_for_the_representative_and_a_period_of_some_months() -> None:
    stage = Stage()
    with pytest.raises(NotRepresentativeError):
        await stage.read(COMMUNITY, user_id=ALICE, start=None, end=None)
    with pytest.raises(InvalidPeriodError):
        await stage.read(COMMUNITY, user_id=CAROL, start=NOON, end=NOON + timedelta(days=94))
    for start, end in ((NOON, NOON), (None, FIRST), (None, LAST), (FIRST, None), (LAST, None)):
        with pytest.raises(InvalidPeriodError):
            await stage.read(COMMUNITY, user_id=CAROL, start=start, end=end)

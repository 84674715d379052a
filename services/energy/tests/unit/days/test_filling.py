"""Days are kept before anybody asks: all of them at first, then what is new."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.registry import Community
from services.energy.inbound.rounds.days import (
    BUSY_PAUSE_S,
    LOOK_PAUSE_S,
    NO_TURN_PAUSE_S,
    NOBODY_PAUSE_S,
    PASS_PAUSE_S,
    FillingRounds,
)
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME, NOON, ROOF
from services.energy.tests.unit.edge import ALICE, COMMUNITY, put_facility
from services.energy.usecases.days.fill_days import FILLED_BACK, RECENT, WHOLE_EVERY, FillDays

DAY = timedelta(days=1)


class Days:
    """Measured energy since `first`; each day is not kept the first time it is asked for."""

    def __init__(self, first: datetime | None) -> None:
        self.first = first
        self.asked: list[tuple[Sequence[UUID], Period, Basis]] = []
        self.has_turn = True
        self.is_away = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[bool]:
        yield self.has_turn

    async def fill(self, facility_ids: Sequence[UUID], period: Period, basis: Basis) -> int:
        if self.is_away:
            raise ConnectionError
        is_new = all(period.start != asked.start for _, asked, _ in self.asked)
        self.asked.append((facility_ids, period, basis))
        return len(facility_ids) if is_new else 0

    async def first_quarter(self, facility_ids: Sequence[UUID], basis: Basis) -> datetime | None:
        return self.first if basis is Basis.MEASURED else None


class Scene:
    def __init__(self, first: datetime | None) -> None:
        self.clock, self.days, self.registry = FakeClock(NOON), Days(first), RegistryProjection()
        self.rounds = FillingRounds(FillDays(self.registry, self.days, self.clock), self.days)

    async def one_pass(self) -> list[float]:
        pauses = [await self.rounds()]
        while pauses[-1] not in {PASS_PAUSE_S, NOBODY_PAUSE_S, NO_TURN_PAUSE_S}:
            pauses.append(await self.rounds())
        return pauses


@pytest.fixture
def scene() -> Scene:
    scene = Scene(NOON - 10 * DAY)
    for facility_id in (HOME, ROOF):
        put_facility(scene.registry, facility_id, ALICE, {})
    scene.registry.put_community(Community(COMMUNITY, 1, removed=False, representative_id=ALICE))
    return scene


async def test_all_of_the_past_at_first_then_the_newest_days(scene: Scene) -> None:
    assert await scene.one_pass() == [BUSY_PAUSE_S, BUSY_PAUSE_S, PASS_PAUSE_S]
    periods = [period for _, period, _ in scene.days.asked]
    assert periods[0].end == NOON
    assert periods[-1].start == NOON - 10 * DAY
    assert all(a.start == b.end for a, b in pairwise(periods)), "newest first"
    assert {tuple(ids) for ids, _, _ in scene.days.asked} == {(HOME, ROOF)}

    scene.days.asked.clear()
    await scene.one_pass()
    assert min(period.start for _, period, _ in scene.days.asked) >= NOON - RECENT - DAY

    scene.days.asked.clear()
    scene.clock.advance(seconds=WHOLE_EVERY.total_seconds())
    await scene.one_pass()
    assert min(period.start for _, period, _ in scene.days.asked) == NOON - 10 * DAY


async def test_what_is_kept_is_passed_quickly(scene: Scene) -> None:
    await scene.one_pass()
    scene.clock.advance(seconds=WHOLE_EVERY.total_seconds())

    assert await scene.one_pass() == [LOOK_PAUSE_S, LOOK_PAUSE_S, PASS_PAUSE_S]


async def test_years_ago_is_kept_when_it_is_read(scene: Scene) -> None:
    scene.days.first = NOON - 4_000 * DAY

    await scene.one_pass()

    oldest = min(period.start for _, period, _ in scene.days.asked)
    assert NOON - FILLED_BACK - DAY < oldest <= NOON - FILLED_BACK


async def test_a_round_that_failed_is_taken_again(scene: Scene) -> None:
    scene.days.is_away = True
    with pytest.raises(ConnectionError):
        await scene.rounds()
    scene.days.is_away = False

    await scene.one_pass()

    assert scene.days.asked[0][1].end == NOON


async def test_nothing_is_asked_without_a_turn_members_or_energy(scene: Scene) -> None:
    scene.days.has_turn = False
    assert await scene.one_pass() == [NO_TURN_PAUSE_S]
    assert await Scene(NOON).one_pass() == [NOBODY_PAUSE_S]
    scene.days.has_turn, scene.days.first = True, None
    assert await scene.one_pass() == [PASS_PAUSE_S]
    assert scene.days.asked == []

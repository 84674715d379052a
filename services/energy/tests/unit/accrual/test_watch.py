"""Today on screens: at once, when it has changed, to whom may see it."""

from contextlib import AsyncExitStack

import pytest

from libs.chassis.errors import NoAccessError, TooManyStreamsError
from services.energy.domain.accrual.today import Today
from services.energy.domain.calendar import EARLIEST, Period
from services.energy.domain.errors import TooFewFacilitiesError
from services.energy.tests.samples import at, reading
from services.energy.tests.unit.accrual.stage import Stage
from services.energy.tests.unit.edge import (
    ALICE,
    ALWAYS,
    BOB,
    CAROL,
    COMMUNITY,
    DAVE,
    EVE,
    SHED,
    put_facility,
)

NO_TIME = 0.001


async def refreshed(stage: Stage) -> None:
    stage.edge.clock.advance(seconds=5)
    await stage.watch.refresh()


async def test_the_newest_at_once_and_then_what_changes(stage: Stage) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    async with stage.watch(COMMUNITY, user_id=CAROL) as screen:
        first = await screen.next_value(NO_TIME)
        await refreshed(stage)
        unchanged = await screen.next_value(NO_TIME)
        await stage.measure(660, 660, home_w=1_000, roof_w=-2_000)
        await stage.watch.refresh()
        too_early = await screen.next_value(NO_TIME)
        await refreshed(stage)
        second = await screen.next_value(NO_TIME)

    assert isinstance(first, Today)
    assert first.as_of == at(600)
    assert (unchanged, too_early) == (None, None)
    assert isinstance(second, Today)
    assert second.as_of == at(660)


async def test_a_correction_of_the_same_moment_is_a_change(stage: Stage) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    async with stage.watch(COMMUNITY, user_id=CAROL) as screen:
        await screen.next_value(NO_TIME)
        await stage.price(150)
        await refreshed(stage)

        assert await screen.next_value(NO_TIME) is not None


async def test_a_community_that_was_never_measured_is_shown_when_it_is(stage: Stage) -> None:
    async with stage.watch(COMMUNITY, user_id=CAROL) as screen:
        await refreshed(stage)
        assert await screen.next_value(NO_TIME) is None
        await stage.measure(0, 60, home_w=1_000, roof_w=-2_000)
        await refreshed(stage)

        assert await screen.next_value(NO_TIME) is not None


async def test_whose_reading_was_the_newest_may_leave(stage: Stage) -> None:
    """SHED is read at 720 s, and then it has not been a member since 660 s."""
    stage.edge.add_shed()
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    await stage.edge.store([reading(720, 100, device="meter-3", facility=SHED)])
    async with stage.watch(COMMUNITY, user_id=CAROL) as screen:
        before = await screen.next_value(NO_TIME)
        until = Period(EARLIEST, at(660))
        devices = {"meter-3": ALWAYS}
        put_facility(stage.edge.registry, SHED, DAVE, devices, version=2, member=until)
        await refreshed(stage)
        after = await screen.next_value(NO_TIME)

    assert isinstance(before, Today)
    assert isinstance(after, Today)
    assert (before.as_of, after.as_of) == (at(720), at(600))


async def test_who_may_not_see_gets_no_screen(stage: Stage) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    for user, error in ((EVE, NoAccessError), (ALICE, TooFewFacilitiesError)):
        with pytest.raises(error):
            async with stage.watch(COMMUNITY, user_id=user):
                pass
    assert stage.watch.limits.open_count == 0


async def test_a_sum_that_gives_a_household_away_ends_the_members_screens(stage: Stage) -> None:
    """SHED leaves at 660 s: what is told of the day from then on is for the representative."""
    stage.edge.add_shed()
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    async with (
        stage.watch(COMMUNITY, user_id=ALICE) as members,
        stage.watch(COMMUNITY, user_id=CAROL) as representatives,
    ):
        assert await members.next_value(NO_TIME) == await representatives.next_value(NO_TIME)
        assert stage.watch.may_still_see(COMMUNITY, user_id=ALICE)
        until = Period(EARLIEST, at(660))
        put_facility(stage.edge.registry, SHED, DAVE, {}, version=2, member=until)
        await stage.measure(660, 720, home_w=1_000, roof_w=-2_000)
        await refreshed(stage)

        assert members.is_closed
        assert await members.next_value(NO_TIME) is None
        assert await representatives.next_value(NO_TIME) is not None
        assert not stage.watch.may_still_see(COMMUNITY, user_id=ALICE)


async def test_screens_are_limited_and_end_with_the_process(stage: Stage) -> None:
    stage.edge.add_shed()
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    async with AsyncExitStack() as open_screens:
        screens = [
            await open_screens.enter_async_context(stage.watch(COMMUNITY, user_id=ALICE))
            for _ in range(2)
        ]
        with pytest.raises(TooManyStreamsError):
            await open_screens.enter_async_context(stage.watch(COMMUNITY, user_id=ALICE))
        await open_screens.enter_async_context(stage.watch(COMMUNITY, user_id=BOB))
        stage.watch.close()
        assert all(screen.is_closed for screen in screens)
    assert stage.watch.limits.open_count == 0

"""kill -9 of every part while devices send: nothing is lost, nothing is told twice.

`make faults ARGS="--fault-seeds 10"`; one of them again, its logs kept:
`make faults ARGS="-k kill --first-fault-seed 7 --fault-seeds 1 --keep-state"`.
"""

import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial

import pytest

from devstack.people.engagement import Balance
from devstack.people.person import people_at
from devstack.supervisor.events import PartEvent, PartState
from devstack.supervisor.stack import SERVICES, Stack
from tests.faults.aftermath import (
    balances_add_up,
    books_add_up,
    everybody_told_once,
    nothing_refused,
    settled,
)
from tests.faults.errands import Errand, LettingIn, SigningUp
from tests.faults.ordeal import Ordeal, Survived
from tests.faults.plan import Plan
from tests.faults.scene import Scene, set_up
from tests.faults.strikes import Strike, by_day, by_night
from tests.figures import Figures
from tests.screen import Screen, screen_of
from tests.stage import fresh_stack
from tests.village import a_device_id


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_kill_of_every_part_in_a_day(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    await _endure(request, figures, seed=0, days=1)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_kills_by_day_and_night(
    request: pytest.FixtureRequest, figures: Figures, seed: int
) -> None:
    await _endure(request, figures, seed=seed, days=2)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_parts_that_are_asked_to_stop_finish_what_they_have(
    request: pytest.FixtureRequest, figures: Figures
) -> None:
    events = await _endure(request, figures, seed=0, days=1, politely=True)
    ended = {event.part: event.detail for event in events if event.state is PartState.RESTARTING}
    assert {service: ended.get(service) for service in SERVICES} == dict.fromkeys(
        SERVICES, "ended with code 0"
    )


async def _endure(
    request: pytest.FixtureRequest,
    figures: Figures,
    *,
    seed: int,
    days: int,
    politely: bool = False,
) -> Sequence[PartEvent]:
    began_s, options = time.monotonic(), request.config.option
    events: list[PartEvent] = []
    async with (
        fresh_stack(mqtt=options.mqtt, keep=options.keep_state, tell=events.append) as stack,
        people_at(stack.url, stack.mail_folder, stack.code_on_label) as people,
    ):
        plan = Plan(seed, days=days, device_prefix=a_device_id())
        scene = await set_up(people, plan)
        errands: dict[str, Errand] = {
            "user": SigningUp(stack, people),
            "community": LettingIn(scene),
        }
        parts = list(stack.supervisor.parts)
        strikes = [*by_day(seed, plan, parts, politely=politely)]
        strikes += [] if politely else by_night(seed, plan, parts)
        ordeal = Ordeal(stack, plan, scene, strikes=strikes, errands=errands)
        survived = await _watched(stack, plan, scene, ordeal)
        await _restarted_as_often_as_hit(stack, survived.hits)
    figures.add(
        f"seed {seed}: {survived.readings_sent:,} readings, {len(survived.hits)} times "
        f"{'asked to stop' if politely else 'kill -9'}, {survived.resent:,} sent again, "
        f"{time.monotonic() - began_s:.0f} s"
    )
    return events


async def _watched(stack: Stack, plan: Plan, scene: Scene, ordeal: Ordeal) -> Survived:
    """The ordeal, in front of a live screen of each community, and whether all adds up."""
    async with AsyncExitStack() as open_now:
        screens: list[Screen[Balance]] = [
            await open_now.enter_async_context(
                screen_of(
                    partial(village.representative.engagement.watch_balance, village.community_id)
                )
            )
            for village in scene.villages
        ]
        survived = await ordeal.run()
        await settled(stack, plan, scene)
        checks = [
            *await books_add_up(stack, plan, scene),
            *await balances_add_up(plan, scene, screens),
            *await everybody_told_once(stack, plan, scene),
            await nothing_refused(stack),
        ]
    assert [check for check in checks if not check.passed] == []
    return survived


async def _restarted_as_often_as_hit(stack: Stack, hits: Sequence[Strike]) -> None:
    """No part died of another's death."""
    struck = [strike.part for strike in hits]
    await stack.supervisor.wait_until_ready()
    assert {name: part.restarts for name, part in stack.supervisor.parts.items()} == {
        name: struck.count(name) for name in stack.supervisor.parts
    }

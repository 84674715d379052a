"""A day of three communities, played in parts, between which an operator has something to do."""

from asyncio import gather
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Final

import pytest

from devstack.devices.fleet import Fleet
from devstack.people.engagement import Balance
from devstack.people.person import People, people_at
from devstack.supervisor.stack import Stack
from tests.faults.aftermath import (
    balances_add_up,
    books_add_up,
    everybody_told_once,
    nothing_refused,
    settled,
)
from tests.faults.ordeal import SETTINGS, shown
from tests.faults.plan import Plan
from tests.faults.scene import Scene, let_in, set_up
from tests.persistence import persistently
from tests.screen import Screen, screen_of
from tests.stage import fresh_stack
from tests.village import a_device_id

_ACKNOWLEDGED_WITHIN_S: Final = 120.0
BEFORE_THE_SUN: Final = 2
IN_THE_SUN: Final = 5
"""Numbers of bursts; a surplus has begun and is not told yet, or is told again, in the second."""


class Day:
    """Devices that go on sending, live screens, and what has been played of the plan."""

    def __init__(
        self,
        stack: Stack,
        plan: Plan,
        scene: Scene,
        fleet: Fleet,
        screens: Sequence[Screen[Balance]],
    ) -> None:
        self.stack = stack
        self.plan = plan
        self.scene = scene
        self.fleet = fleet
        self._screens = screens
        self._played = 0

    async def play_until(self, burst: int | None = None) -> None:
        """The next bursts up to that one (not included), or all; each acknowledged and shown."""
        for one in self.plan.bursts[self._played : burst]:
            self.measure_next()
            await self.acknowledged()
            if one.waits_for_screens:
                await shown(self.plan, self.scene, one)

    def measure_next(self) -> None:
        """Every device measures the next burst, and sends it when it can."""
        for sent in self.plan.bursts[self._played].sent:
            self.fleet.measure(sent.device_id, sent.stamp_ms, sent.power_w)
        self._played += 1

    async def acknowledged(self) -> None:
        """Everything that was measured."""
        await self.fleet.drained(_ACKNOWLEDGED_WITHIN_S)

    async def booked(self) -> None:
        """Everything that was acknowledged is in the books, and everybody told."""
        await settled(self.stack, self.plan, self.scene)

    async def let_the_latecomer_in(self) -> None:
        """A change of the registry, which decides who is told of the surplus."""
        await persistently(partial(let_in, self.scene, 0, self.scene.latecomer))

    async def stop(self, *parts: str) -> None:
        """All at once, as an operator would, until `start`."""
        await gather(*(self.stack.supervisor.parts[name].stop() for name in parts))

    async def start(self, *parts: str) -> None:
        """All at once; ready when it returns."""
        await gather(*(self.stack.supervisor.parts[name].start() for name in parts))

    async def adds_up(self) -> None:
        """Books, balances by every way, and who was told, equal what follows from the plan."""
        await self.booked()
        checks = [
            *await books_add_up(self.stack, self.plan, self.scene),
            *await balances_add_up(self.plan, self.scene, self._screens),
            *await everybody_told_once(self.stack, self.plan, self.scene),
            await nothing_refused(self.stack),
        ]
        failed = [check for check in checks if not check.passed]
        assert not failed, failed


@asynccontextmanager
async def a_day(request: pytest.FixtureRequest) -> AsyncIterator[Day]:
    """A stack of its own, with the plan's communities registered and its devices connected."""
    options = request.config.option
    async with AsyncExitStack() as open_now:
        stack = await open_now.enter_async_context(
            fresh_stack(mqtt=options.mqtt, keep=options.keep_state)
        )
        people: People = await open_now.enter_async_context(
            people_at(stack.url, stack.mail_folder, stack.code_on_label)
        )
        plan = Plan(0, days=1, device_prefix=a_device_id())
        scene = await set_up(people, plan)
        screens = [
            await open_now.enter_async_context(
                screen_of(
                    partial(village.representative.engagement.watch_balance, village.community_id)
                )
            )
            for village in scene.villages
        ]
        ids = [device.device_id for device in plan.devices]
        fleet = await open_now.enter_async_context(Fleet(stack.mqtt, ids, settings=SETTINGS))
        yield Day(stack, plan, scene, fleet, screens)

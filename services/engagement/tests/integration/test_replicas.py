"""Replicas that divide the communities, come, die and go while readings flow (NF3, NF7, FR4.2)."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest

from libs.chassis.telemetry import get_logger
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from services.engagement.tests.integration.event_stream import events
from services.engagement.tests.integration.world import World, kill, service_process

COMMUNITIES = 16
TICK_S = 0.2
TICK = timedelta(seconds=15)
"""Of event time: what nobody watches for 15 minutes of it counts as unseen, 12 s here."""
STAGGER = timedelta(minutes=1)
"""So that at any moment some are candidates, some have an episode and some have nothing."""


@dataclass
class Feed:
    """Every community's plant measures, until it is told to be calm and beyond."""

    worlds: Sequence[World]
    elapsed: timedelta = timedelta(0)
    is_calm: bool = False

    @contextmanager
    def flowing(self) -> Iterator[None]:
        task = asyncio.create_task(self._flow())
        try:
            yield
            assert not task.done()
        finally:
            task.cancel()

    async def _flow(self) -> None:
        while True:
            for number, world in enumerate(self.worlds):
                has_begun = self.elapsed >= number * STAGGER
                power_w = -2500 if has_begun and not self.is_calm else 0
                await world.measure(0, self.elapsed / timedelta(minutes=1), power_w)
            self.elapsed += TICK
            await asyncio.sleep(TICK_S)


@dataclass
class Screens:
    """One replica's view of every community."""

    port: int
    shown: dict[int, datetime] = field(default_factory=dict)
    """By the community's number: as of when the balance on screen is."""

    @asynccontextmanager
    async def open(self, worlds: Sequence[World]) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened, asyncio.TaskGroup() as group:
            tasks = []
            for number, world in enumerate(worlds):
                client = await opened.enter_async_context(world.client(self.port, 0))
                tasks.append(group.create_task(self._watch(number, client, world)))
            yield
            for task in tasks:
                task.cancel()

    async def _watch(self, number: int, client: httpx.AsyncClient, world: World) -> None:
        async with events(client, f"/live/community/{world.community_id}") as balances:
            async for _, balance in balances:
                self.shown[number] = datetime.fromisoformat(balance["asOf"])

    async def go_on(self, after: Feed) -> float:
        """Wait until every community shows what was measured from now on; how long, in s."""
        began_s, now = time.monotonic(), after.worlds[0].start + after.elapsed

        def is_later() -> bool:
            return all(self.shown.get(n, now) > now for n in range(len(after.worlds)))

        await eventually(is_later, timeout_s=60)
        return time.monotonic() - began_s


async def _communities(world: World) -> list[World]:
    worlds = [replace(world, community_id=uuid4()) for _ in range(COMMUNITIES)]
    for each in worlds:
        await each.register(facilities=1)
    return worlds


async def _told(world: World, at_least: int) -> None:
    await eventually(lambda: len(world.lines()) >= at_least, timeout_s=60)


async def _ended(connection: asyncpg.Connection) -> bool:
    statement = "select count(*) from engagement.episode where ended_at is not null"
    return int(await connection.fetchval(statement)) >= COMMUNITIES


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_communities_go_on_when_replicas_come_die_and_go_and_nobody_is_told_twice(
    world: World, unused_tcp_port_factory: Callable[[], int]
) -> None:
    worlds = await _communities(world)
    feed, ports = Feed(worlds), [unused_tcp_port_factory() for _ in range(3)]
    screens = Screens(ports[0])
    connection = await asyncpg.connect(world.postgres_dsn)
    async with AsyncExitStack() as running:
        processes = []
        for port in ports:
            settings = world.settings(port, replica_team="a")
            processes.append(await running.enter_async_context(service_process(settings)))
            if port == ports[0]:
                running.enter_context(feed.flowing())
                await running.enter_async_context(screens.open(worlds))
        await _told(world, 3)
        await kill(processes[1])
        taken_over_s = await screens.go_on(feed)
        await _told(world, 10)
        processes[2].send_signal(signal.SIGTERM)
        handed_over_s = await screens.go_on(feed)
        assert await processes[2].wait() == 0
        await _told(world, COMMUNITIES)
        feed.is_calm = True
        await eventually(lambda: _ended(connection), timeout_s=60)
    get_logger().info("went_on", after_kill_s=taken_over_s, after_stop_s=handed_over_s)
    await connection.close()
    assert Counter(line["userId"] for line in world.lines()) == {
        str(each.user_id(0)): 1 for each in worlds
    }
    assert Counter(await world.surplus_events()) == {
        "SurplusDetected": COMMUNITIES,
        "MembersCalled": COMMUNITIES,
        "SurplusEnded": COMMUNITIES,
    }


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_balances_are_taken_over_while_the_database_is_away_and_episodes_go_on_afterwards(
    world: World, unused_tcp_port_factory: Callable[[], int]
) -> None:
    worlds = await _communities(world)
    feed, ports = Feed(worlds), [unused_tcp_port_factory() for _ in range(2)]
    screens = Screens(ports[1])
    database = urlsplit(world.postgres_dsn)
    async with AsyncExitStack() as running:
        proxy = await running.enter_async_context(
            fault_proxy(database.hostname or "", database.port or 5432)
        )
        dying, heir = (
            world.settings(port, replica_team="a", postgres_dsn=dsn)
            for port, dsn in zip(
                ports, (world.postgres_dsn, proxy.url(world.postgres_dsn)), strict=True
            )
        )
        process = await running.enter_async_context(service_process(dying))
        await running.enter_async_context(service_process(heir))
        running.enter_context(feed.flowing())
        await running.enter_async_context(screens.open(worlds))
        await _told(world, 2)
        proxy.refuse()
        await kill(process)
        await screens.go_on(feed)
        told = len(world.lines())
        proxy.refuse(False)
        await _told(world, COMMUNITIES)
    assert told < COMMUNITIES
    assert Counter(line["userId"] for line in world.lines()) == {
        str(each.user_id(0)): 1 for each in worlds
    }

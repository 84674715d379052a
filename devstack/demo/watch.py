"""Watches a community while it is played: as a member, and as who runs the services."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Final

import httpx

from devstack.demo.figures import Figures, counted
from devstack.demo.memory import FoundedCommunity
from devstack.demo.metrics import ServiceMetrics
from devstack.demo.news import NewsReader
from devstack.demo.system import System
from devstack.devices.played_fleet import PlayedFleet
from devstack.people.connection import ApiProblem
from devstack.people.person import Person

_COUNTING_SERVICES: Final = ("device_gateway", "energy", "engagement")
_RATE_OVER_S: Final = 5.0
_RATE_EVERY_S: Final = 0.5
_SCRAPE_EVERY_S: Final = 2.0
_EPISODES_EVERY_S: Final = 1.0
_NEWS_EVERY_S: Final = 0.25
_WATCH_AGAIN_S: Final = 0.5
_SHOWN_EPISODES: Final = 50


class CommunityWatch:
    """Keeps `figures` up to date. What does not answer for a while is shown as last seen."""

    def __init__(
        self, stack: System, fleet: PlayedFleet, member: Person, community: FoundedCommunity
    ) -> None:
        self.community = community
        self._fleet = fleet
        self._member = member
        self._figures = Figures(tally=fleet.tally())
        self._metrics = ServiceMetrics(
            {name: stack.service_url(name) for name in _COUNTING_SERVICES}
        )
        self._news = NewsReader(stack.notification_log, community.community_id)
        self._acknowledged: deque[tuple[float, int]] = deque()

    @property
    def figures(self) -> Figures:
        """What is known now."""
        return replace(self._figures, tally=self._fleet.tally())

    async def refresh(self) -> None:
        """Ask for everything once more. Raises ApiProblem, httpx.TransportError, OSError."""
        await self._scrape()
        await self._read_episodes()
        await self._read_news()
        balance = await self._member.engagement.balance(self.community.community_id)
        self._figures = replace(self._figures, balance=balance)

    async def run(self) -> None:
        """Watch until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(_again_and_again(self._follow_balance, _WATCH_AGAIN_S))
            group.create_task(_again_and_again(self._read_episodes, _EPISODES_EVERY_S))
            group.create_task(_again_and_again(self._read_news, _NEWS_EVERY_S))
            group.create_task(_again_and_again(self._scrape, _SCRAPE_EVERY_S))
            group.create_task(_again_and_again(self._measure_rate, _RATE_EVERY_S))

    async def _follow_balance(self) -> None:
        async for balance in self._member.engagement.watch_balance(self.community.community_id):
            self._figures = replace(self._figures, balance=balance)

    async def _read_episodes(self) -> None:
        episodes = await self._member.engagement.episodes(
            self.community.community_id, limit=_SHOWN_EPISODES
        )
        self._figures = replace(self._figures, episodes=episodes)

    async def _read_news(self) -> None:
        self._figures = replace(self._figures, news=await asyncio.to_thread(self._news.read))

    async def _scrape(self) -> None:
        await self._metrics.scrape()
        seen = counted(self._metrics, self._fleet.tally())
        self._figures = replace(
            self._figures,
            stored=seen.stored,
            rejected=seen.rejected,
            duplicates=seen.duplicates,
            latencies=seen.latencies,
        )

    async def _measure_rate(self) -> None:
        now, acknowledged = time.monotonic(), self._fleet.tally().acknowledged
        self._acknowledged.append((now, acknowledged))
        while now - self._acknowledged[0][0] > _RATE_OVER_S:
            self._acknowledged.popleft()
        since, before = self._acknowledged[0]
        if now > since:
            rate = (acknowledged - before) / (now - since)
            self._figures = replace(self._figures, readings_per_s=rate)


@asynccontextmanager
async def alongside(work: Awaitable[None]) -> AsyncIterator[None]:
    """The work goes on while the block does, and is cancelled with its end."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again_and_again(look: Callable[[], Awaitable[None]], pause_s: float) -> None:
    """A part that is away for a moment is no reason to stop watching."""
    while True:
        with suppress(ApiProblem, httpx.TransportError, OSError):
            await look()
        await asyncio.sleep(pause_s)

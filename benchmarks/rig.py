"""The stack under load with its instruments: one observation after the other."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks.communities import Community, device_plans
from benchmarks.load.plan import LoadPlan, LoadReport
from benchmarks.load.process import LoadProcess, load_process
from benchmarks.measuring.arrival import Arrival, ArrivalWatch
from benchmarks.measuring.live_feed import LiveFeed, watched_feed
from benchmarks.measuring.processes import PartsMeter
from benchmarks.measuring.scrape import Scraper
from benchmarks.measuring.window import STORED, Mark, Window, mark_now, window_of
from benchmarks.registration import register
from benchmarks.search import BACKLOG_TOLERATED_S, Sample
from devstack.supervisor.stack import Stack
from libs.chassis.bus_connection import connect_bus

_LOAD: Final = "(load)"
_FOLDED: Final = "meriggio_engagement_readings_folded_total"
_SAMPLE_EVERY_S: Final = 0.75
_SAMPLES_AT_LEAST: Final = 8
"""In the shortest run. Each costs the services a few milliseconds."""
_HOPELESS: Final = 3 * BACKLOG_TOLERATED_S
_DRAIN_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One run. `missing`: readings that were not stored and folded in good time afterwards."""

    report: LoadReport
    samples: Sequence[Sample]
    window: Window
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    sent: int
    stored: int
    folded: int
    acknowledged: int


class Rig:
    """Runs loads on the stack and watches."""

    def __init__(
        self,
        *,
        stack: Stack,
        communities: tuple[Community, ...],
        load: LoadProcess,
        scraper: Scraper,
        meter: PartsMeter,
        feed: LiveFeed,
        connections: Arrival,
    ) -> None:
        self.connections = connections
        self.stack = stack
        self.communities = communities
        self.scraper = scraper
        self.feed = feed
        self._load = load
        self._meter = meter

    async def observe(self, plan: LoadPlan, *, settle_s: float) -> Observation:
        """Run the load; its first `settle_s` seconds are not measured. Raises LoadError."""
        before = await self._counts()
        running = asyncio.create_task(self._load.run(plan))
        try:
            samples, first = await self._sample(plan, before, settle_s)
            last = await mark_now(self.scraper, self._meter)
            window = window_of(first, last, self._meter.memory_bytes())
            report = await running
        finally:
            running.cancel()
            await asyncio.wait([running])
        missing = await self._drained(before, report.sent)
        return Observation(report=report, samples=samples, window=window, missing=missing)

    async def _sample(
        self, plan: LoadPlan, before: _Counts, settle_s: float
    ) -> tuple[list[Sample], Mark]:
        """Watch until the plan's time is over or the backlog is hopeless."""
        started_at = time.perf_counter()
        await asyncio.sleep(settle_s)
        first = await mark_now(self.scraper, self._meter)
        samples: list[Sample] = []
        pause_s = min(_SAMPLE_EVERY_S, plan.seconds / _SAMPLES_AT_LEAST)
        due_at = time.perf_counter()
        while (elapsed_s := time.perf_counter() - started_at) < plan.seconds:
            counts = await self._counts()
            samples.append(_sample(elapsed_s, before, counts))
            if samples[-1].backlog > _HOPELESS * plan.rate_per_s:
                self._load.stop_sending()
                break
            due_at += pause_s  # by the clock: where asking takes long, asking goes on
            until = min(due_at, started_at + plan.seconds)
            await asyncio.sleep(max(0.0, until - time.perf_counter()))
        return samples, first

    async def _drained(self, before: _Counts, sent: int) -> int:
        """Wait for the books and the balances; how many readings are still missing."""
        deadline = time.perf_counter() + _DRAIN_S
        while True:
            now = await self._counts()
            missing = sent - min(now.stored - before.stored, now.folded - before.folded)
            if missing <= 0 or time.perf_counter() > deadline:
                return max(0, missing)
            await asyncio.sleep(0.1)

    async def _counts(self) -> _Counts:
        energy, engagement = await asyncio.gather(
            self.scraper.read("energy"), self.scraper.read("engagement")
        )
        return _Counts(
            sent=self._load.sent,
            stored=int(energy.total(STORED)),
            folded=int(engagement.total(_FOLDED)),
            acknowledged=self._load.acknowledged,
        )


@asynccontextmanager
async def make_rig(stack: Stack, communities: tuple[Community, ...]) -> AsyncIterator[Rig]:
    """Register the communities, connect devices and instruments. Raises LoadError."""
    plans = [plan for community in communities for plan in device_plans(community)]
    urls = {name: stack.service_url(name) for name in stack.options.services}
    async with (
        connect_bus(stack.nats.url, name="benchmark") as bus,
        watched_feed(bus) as feed,
        Scraper(urls) as scraper,
    ):
        await register(bus, scraper, communities)
        parts, broker = stack.supervisor.pids(), stack.mqtt.kind
        watch = ArrivalWatch({broker: parts[broker]}, broker=broker)
        async with load_process(stack.mqtt, plans) as load:
            connecting = load.connecting
            connections = watch.over(
                count=connecting.connections,
                seconds=connecting.seconds,
                load=_LOAD,
                load_cpu_s=connecting.cpu_s,
            )
            pids = parts | {_LOAD: load.pid, "(benchmark)": os.getpid()}
            yield Rig(
                stack=stack,
                communities=communities,
                load=load,
                scraper=scraper,
                meter=PartsMeter(pids),
                feed=feed,
                connections=connections,
            )


def _sample(elapsed_s: float, before: _Counts, now: _Counts) -> Sample:
    done = min(
        now.stored - before.stored,
        now.folded - before.folded,
        now.acknowledged - before.acknowledged,
    )
    return Sample(elapsed_s, now.sent - before.sent, done)

"""The stack under load with its instruments: one observation after the other."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from benchmarks.certificates import with_certificates
from benchmarks.communities import Community, device_plans, states
from benchmarks.load.plan import LoadPlan, LoadReport
from benchmarks.load.process import LoadProcess, load_process
from benchmarks.measuring.live_feed import LiveFeed, watched_feed
from benchmarks.measuring.processes import CpuUsage, PartsMeter
from benchmarks.measuring.quantiles import Latency, between, bucketed_latency
from benchmarks.measuring.scrape import Scrape, Scraper
from benchmarks.results import Connections
from benchmarks.search import BACKLOG_TOLERATED_S, Sample
from devstack.supervisor.stack import Stack
from libs.chassis.bus import connect_bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.codec import encode

GATEWAY: Final = "device_gateway"
_BROKER: Final = "broker"
_STORED: Final = "meriggio_energy_readings_stored_total"
_FOLDED: Final = "meriggio_engagement_readings_folded_total"
_MEASURED_TO_STORED: Final = "meriggio_energy_measured_to_stored_seconds"
_MEASURED_TO_FOLDED: Final = "meriggio_engagement_measured_to_folded_seconds"
_SAMPLE_EVERY_S: Final = 0.75
_SAMPLES_AT_LEAST: Final = 8
"""In the shortest run. Each costs the services a few milliseconds."""
_HOPELESS: Final = 3 * BACKLOG_TOLERATED_S
_DRAIN_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What was measured while readings flowed evenly.

    `cpu_s`: by part, the load and this process too; `others_cpu_s`: kernel and other programs.
    """

    seconds: float
    stored: int
    cpu_s: Mapping[str, float]
    others_cpu_s: float
    memory_bytes: Mapping[str, int]
    to_stored: Latency | None
    to_folded: Latency | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    at_s: float
    cpu: CpuUsage
    energy: Scrape
    engagement: Scrape


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
        connections: Connections,
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
            window = _window(first, await self._mark(), self._meter.memory_bytes())
            report = await running
        finally:
            running.cancel()
            await asyncio.wait([running])
        missing = await self._drained(before, report.sent)
        return Observation(report=report, samples=samples, window=window, missing=missing)

    async def _sample(
        self, plan: LoadPlan, before: _Counts, settle_s: float
    ) -> tuple[list[Sample], _Mark]:
        """Watch until the plan's time is over or the backlog is hopeless."""
        started_at = time.perf_counter()
        await asyncio.sleep(settle_s)
        first = await self._mark()
        samples: list[Sample] = []
        pause_s = min(_SAMPLE_EVERY_S, plan.seconds / _SAMPLES_AT_LEAST)
        while (elapsed_s := time.perf_counter() - started_at) < plan.seconds:
            counts = await self._counts()
            samples.append(_sample(elapsed_s, before, counts))
            if samples[-1].backlog > _HOPELESS * plan.rate_per_s:
                self._load.stop_sending()
                break
            left_s = started_at + plan.seconds - time.perf_counter()
            await asyncio.sleep(max(0.0, min(pause_s, left_s)))
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
            stored=int(energy.total(_STORED)),
            folded=int(engagement.total(_FOLDED)),
            acknowledged=self._load.acknowledged,
        )

    async def _mark(self) -> _Mark:
        energy, engagement = await asyncio.gather(
            self.scraper.read("energy"), self.scraper.read("engagement")
        )
        return _Mark(
            at_s=time.perf_counter(),
            cpu=self._meter.cpu(),
            energy=energy,
            engagement=engagement,
        )


@asynccontextmanager
async def make_rig(
    stack: Stack, communities: tuple[Community, ...], *, certificates: bool
) -> AsyncIterator[Rig]:
    """Register the communities, connect devices and instruments. Raises LoadError."""
    plans = [plan for community in communities for plan in device_plans(community)]
    if certificates:
        folder = stack.folder / "load"
        plans = list(with_certificates(plans, stack.certificates, folder))
    urls = {name: stack.service_url(name) for name in stack.options.services}
    async with (
        connect_bus(stack.nats.url, name="benchmark") as bus,
        watched_feed(bus) as feed,
        Scraper(urls) as scraper,
    ):
        known_before = await _known(scraper)
        for subject, event in states(communities, datetime.now(UTC)):
            await bus.publish(subject, encode(event), message_id=subject)
        await eventually(lambda: _all_known(scraper, known_before, len(plans)), timeout_s=30)
        broker = PartsMeter({_BROKER: stack.supervisor.pids()[stack.mqtt.kind]})
        cpu_before, memory_before = broker.cpu(), broker.memory_bytes()
        async with load_process(stack.mqtt, plans) as load:
            connections = Connections(
                count=load.connecting.connections,
                with_certificates=certificates,
                per_s=load.connecting.connections / load.connecting.seconds,
                broker_bytes=(broker.memory_bytes()[_BROKER] - memory_before[_BROKER])
                / load.connecting.connections,
                broker_cpu_ms=broker.cpu().parts_s_since(cpu_before)[_BROKER]
                * 1000
                / load.connecting.connections,
            )
            pids = stack.supervisor.pids() | {"(load)": load.pid, "(benchmark)": os.getpid()}
            yield Rig(
                stack=stack,
                communities=communities,
                load=load,
                scraper=scraper,
                meter=PartsMeter(pids),
                feed=feed,
                connections=connections,
            )


async def _all_known(scraper: Scraper, before: tuple[int, int], device_count: int) -> bool:
    now = await _known(scraper)
    return all(there - was >= device_count for was, there in zip(before, now, strict=True))


async def _known(scraper: Scraper) -> tuple[int, int]:
    """How many devices the gateway knows, and facilities energy."""
    gateway, energy = await asyncio.gather(scraper.read(GATEWAY), scraper.read("energy"))
    return (
        int(gateway.total("meriggio_device_gateway_devices_known")),
        int(energy.total("meriggio_energy_facilities_known")),
    )


def _sample(elapsed_s: float, before: _Counts, now: _Counts) -> Sample:
    done = min(
        now.stored - before.stored,
        now.folded - before.folded,
        now.acknowledged - before.acknowledged,
    )
    return Sample(elapsed_s, now.sent - before.sent, done)


def _window(first: _Mark, last: _Mark, memory_bytes: Mapping[str, int]) -> Window:
    cpu_s = last.cpu.parts_s_since(first.cpu)
    stored = last.energy.total(_STORED) - first.energy.total(_STORED)
    return Window(
        seconds=last.at_s - first.at_s,
        stored=int(stored),
        cpu_s=cpu_s,
        others_cpu_s=last.cpu.busy_s - first.cpu.busy_s - sum(cpu_s.values()),
        memory_bytes=memory_bytes,
        to_stored=_latency(first.energy, last.energy, _MEASURED_TO_STORED),
        to_folded=_latency(first.engagement, last.engagement, _MEASURED_TO_FOLDED),
    )


def _latency(first: Scrape, last: Scrape, name: str) -> Latency | None:
    return bucketed_latency(between(first.buckets(name), last.buckets(name)))

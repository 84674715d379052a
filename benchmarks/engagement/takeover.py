"""Three replicas under readings: one is killed, then one is stopped; when every balance goes on."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import Final
from uuid import UUID

from benchmarks.backlog import backlog, fill
from benchmarks.communities import Community
from benchmarks.engagement.plan import EngagementPlan
from benchmarks.engagement.registry import publish_states
from benchmarks.engagement.results import TakeOver
from benchmarks.engagement.servers import EngagementServers
from benchmarks.measurement import Say
from benchmarks.measuring.quantiles import latency_of
from benchmarks.measuring.scrape import Scraper
from devstack.servers.process import ServerProcess
from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.bus_message import BusMessage
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.live import BALANCE_DECODER
from libs.contracts.v1.reading import ReadingReceived

REPLICAS: Final = 3
_TEAM: Final = "benchmark"
_PARTITIONS: Final = "meriggio_engagement_partitions"
_EVERY_S: Final = 0.1
_CALM_S: Final = 5.0
"""Each balance was seen by then, and the divisions before cost nothing any more."""
_WITHIN_S: Final = 60.0
_LOOK_EVERY_S: Final = 0.05
_NOT_YET: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Watcher:
    """When a balance of readings from after the moment in question was first told of, by wall."""

    since: datetime = _NOT_YET
    went_on_s: dict[UUID, float] = field(default_factory=dict)

    @asynccontextmanager
    async def listening(self, bus: Bus) -> AsyncIterator[None]:
        async with bus.subscribe_live(subjects.LIVE_COMMUNITIES) as messages:
            task = asyncio.create_task(self._listen(messages))
            try:
                yield
            finally:
                task.cancel()

    def begin(self) -> None:
        self.since = datetime.now(UTC)
        self.went_on_s = {}

    async def _listen(self, messages: AsyncIterator[BusMessage]) -> None:
        async for message in messages:
            community_id = UUID(message.subject.rpartition(".")[2])
            if community_id in self.went_on_s:
                continue
            now_s = time.time()
            if BALANCE_DECODER.decode(message.data).as_of > self.since:
                self.went_on_s[community_id] = now_s - self.since.timestamp()


async def measure_take_overs(
    servers: EngagementServers, plan: EngagementPlan, say: Say
) -> list[TakeOver]:
    """After kill -9, then after SIGTERM. Raises ServerError, PublishFailedError, TimeoutError."""
    communities, now, watcher = plan.starting(), datetime.now(UTC), _Watcher()
    async with servers.database("takeover") as dsn, servers.bus() as bus, AsyncExitStack() as stack:
        say(f"{plan.rebuilt:,} devices become known to {REPLICAS} replicas")
        await publish_states(bus, communities, now)
        await fill(bus, backlog(communities, plan.rebuilt, now))
        replicas = await _started(servers, dsn, stack)
        await stack.enter_async_context(_flowing(bus, communities, plan.rate_per_s))
        await stack.enter_async_context(watcher.listening(bus))
        found = []
        for how, end in (("killed", _kill), ("stopped", ServerProcess.stop)):
            held = await _divided(replicas)
            await asyncio.sleep(_CALM_S)
            say(f"one of {len(replicas)} replicas is {how}")
            url, replica = replicas.popitem()
            watcher.begin()
            ending = asyncio.create_task(end(replica))
            await _until_all(watcher, len(communities))
            await ending
            found.append(
                TakeOver(
                    how=how,
                    devices=plan.rebuilt,
                    partitions=held[url],
                    communities=len(communities),
                    went_on=len(watcher.went_on_s),
                    last_s=max(watcher.went_on_s.values(), default=0.0),
                    latency=latency_of(watcher.went_on_s.values()),
                )
            )
    return found


async def _kill(replica: ServerProcess) -> None:
    replica.process.kill()
    await asyncio.to_thread(replica.process.wait)


async def _started(
    servers: EngagementServers, dsn: str, stack: AsyncExitStack
) -> dict[str, ServerProcess]:
    """By URL."""
    replicas = {}
    for number in range(REPLICAS):
        process = servers.engagement(dsn, number, replica_team=_TEAM)
        replicas[servers.url_of(number)] = await stack.enter_async_context(process)
    return replicas


async def _divided(replicas: Mapping[str, ServerProcess]) -> dict[str, int]:
    """How many partitions each holds, once it is all and nearly equal. Raises TimeoutError."""
    held: dict[str, int] = {}
    async with Scraper({url: url for url in replicas}) as scraper:

        async def is_divided() -> bool:
            for url in replicas:
                held[url] = int((await scraper.read(url)).total(_PARTITIONS))
            return sum(held.values()) == subjects.PARTITION_COUNT and (
                max(held.values()) - min(held.values()) <= 1
            )

        await eventually(is_divided, timeout_s=_WITHIN_S, interval_s=_LOOK_EVERY_S)
    return held


async def _until_all(watcher: _Watcher, count: int) -> None:
    with contextlib.suppress(TimeoutError):  # the report says how many are missing
        await eventually(
            lambda: len(watcher.went_on_s) == count,
            timeout_s=_WITHIN_S,
            interval_s=_LOOK_EVERY_S,
        )


@asynccontextmanager
async def _flowing(
    bus: Bus, communities: Sequence[Community], rate_per_s: float
) -> AsyncIterator[None]:
    """One device after the other measures, until the end, however long the bus takes."""

    async def flow() -> None:
        publisher, size = AtomicBatchPublisher(bus), max(1, round(rate_per_s * _EVERY_S))
        devices = cycle(
            (community, place)
            for place in range(max(len(community.members) for community in communities))
            for community in communities
            if place < len(community.members)
        )
        due_s = time.perf_counter()
        while True:
            now = datetime.now(UTC)
            readings = [
                _reading(community, place, now) for community, place in islice(devices, size)
            ]
            with contextlib.suppress(PublishFailedError):  # the device's next one makes up for it
                await publisher.publish(readings)
            due_s += _EVERY_S
            await asyncio.sleep(max(0.0, due_s - time.perf_counter()))

    task = asyncio.create_task(flow())
    try:
        yield
        if task.done():
            task.result()  # it has none: it failed
    finally:
        task.cancel()


def _reading(community: Community, place: int, now: datetime) -> tuple[str, bytes]:
    member = community.members[place]
    reading = ReadingReceived(
        device_id=member.device_id,
        measured_at=now,
        received_at=now,
        power_w=300.0 + now.microsecond % 400,
        facility_id=member.facility_id,
        community_id=community.community_id,
    )
    return subjects.reading(community.community_id, member.device_id), encode(reading)

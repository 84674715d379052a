"""JetStream -> balances: the service's own consumer is held back, the stream filled, and let go."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx

from benchmarks.backlog import INTERVAL_S, backlog, fill
from benchmarks.baselines.timing import Stopwatch
from benchmarks.communities import Community, expected_power
from benchmarks.engagement.plan import EngagementPlan
from benchmarks.engagement.reading import read_only
from benchmarks.engagement.registry import publish_states
from benchmarks.engagement.results import Fold
from benchmarks.engagement.servers import NAME, EngagementServers
from benchmarks.measurement import Say
from benchmarks.measuring.scrape import Scraper
from benchmarks.profiling import profile
from benchmarks.results import Hotspot
from devstack.servers.process import ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams
from libs.contracts.v1.reading import ReadingReceived

_FOLDED: Final = "meriggio_engagement_readings_folded_total"
_FOLDED_WITHIN_S: Final = 300.0
_LOOK_EVERY_S: Final = 0.02
_ONE_CONSUMER_WITHIN_S: Final = 30.0
_HELD_BACK: Final = timedelta(hours=1)
_PROFILE_S: Final = 8.0
_TOKEN_S: Final = 3_600.0
_MILLIWATT: Final = 1e-3


@dataclass(frozen=True, slots=True)
class _Backlog:
    """Fills the stream, and remembers what each device said last."""

    communities: Sequence[Community]
    newest_w: dict[str, float] = field(default_factory=dict)

    async def fill(self, bus: Bus, count: int, until: datetime) -> None:
        await fill(bus, self._noted(count, until))

    def _noted(self, count: int, until: datetime) -> Iterator[tuple[str, ReadingReceived]]:
        for subject, reading in backlog(self.communities, count, until):
            self.newest_w[reading.device_id] = reading.power_w
            yield subject, reading


async def measure_fold(
    servers: EngagementServers, plan: EngagementPlan, profile_folder: Path | None, say: Say
) -> Fold:
    """Raises ServerError, LoadError, ProfileError, PublishFailedError, TimeoutError."""
    waiting = _Backlog(plan.folding())
    async with servers.database("fold") as dsn, servers.bus() as bus:
        await publish_states(bus, waiting.communities, datetime.now(UTC))
        async with servers.engagement(dsn) as process:
            until = datetime.now(UTC)
            consumer = await _held_back(bus)
            say(f"{plan.folded:,} readings of {plan.devices:,} devices into the stream")
            await waiting.fill(bus, plan.folded, until)
            say("the service folds them")
            watch, folded = await _let_go(servers, process, bus, consumer, plan.folded)
            wrong = await _wrong_balances(servers, waiting.communities, waiting.newest_w)
            hotspots: Sequence[Hotspot] = ()
            if profile_folder is not None:
                say(f"and as many again for a profile, into {profile_folder}")
                later = until + timedelta(seconds=INTERVAL_S * -(-plan.folded // plan.devices))
                await bus.js.pause_consumer(streams.READINGS.name, consumer, _later())
                await waiting.fill(bus, plan.folded, later)
                await bus.js.resume_consumer(streams.READINGS.name, consumer)
                found = await profile({"fold": process.pid}, profile_folder, seconds=_PROFILE_S)
                hotspots = found["fold"]
        say("the same messages, read only")
        readers = await read_only(servers, plan.folded)
    return Fold(
        readings=plan.folded,
        folded=folded,
        devices=plan.devices,
        communities=len(waiting.communities),
        seconds=watch.seconds,
        cpu_us={part: cpu_s * 1e6 / plan.folded for part, cpu_s in watch.cpu_s.items()},
        balances_wrong=wrong,
        readers=readers,
        hotspots=hotspots,
    )


async def _held_back(bus: Bus) -> str:
    """The service's consumer, which gets nothing more; its pulls and heartbeats go on.

    One of all partitions may take the place of others first. Raises TimeoutError.
    """
    stream = streams.READINGS.name

    async def is_one() -> bool:
        return len(await bus.js.consumers_info(stream)) == 1

    await eventually(is_one, timeout_s=_ONE_CONSUMER_WITHIN_S, interval_s=0.1)
    (consumer,) = await bus.js.consumers_info(stream)
    await bus.js.pause_consumer(stream, consumer.name, _later())
    return consumer.name


def _later() -> str:
    return (datetime.now(UTC) + _HELD_BACK).isoformat()


async def _let_go(
    servers: EngagementServers, process: ServerProcess, bus: Bus, consumer: str, count: int
) -> tuple[Stopwatch, int]:
    """From letting go to the last reading in a balance; how many were folded.

    The consumer is asked until it has sent all, the service only then: its answer takes its time.
    """
    stream = streams.READINGS.name

    async def all_sent() -> bool:
        return not (await bus.js.consumer_info(stream, consumer)).num_pending

    async with Scraper({NAME: servers.service_url}) as scraper:

        async def folded() -> int:
            return int((await scraper.read(NAME)).total(_FOLDED))

        async def all_folded() -> bool:
            return await folded() >= count

        with Stopwatch({NAME: process.pid, **servers.pids}) as watch:
            await bus.js.resume_consumer(stream, consumer)
            for done in (all_sent, all_folded):
                with contextlib.suppress(TimeoutError):  # the report says how many are missing
                    await eventually(done, timeout_s=_FOLDED_WITHIN_S, interval_s=_LOOK_EVERY_S)
        return watch, await folded()


async def _wrong_balances(
    servers: EngagementServers, communities: Sequence[Community], newest_w: Mapping[str, float]
) -> int:
    """How many communities' snapshots are not the sums by hand."""
    async with httpx.AsyncClient(base_url=servers.service_url, trust_env=False) as client:
        right = await asyncio.gather(
            *(_is_right(servers, client, community, newest_w) for community in communities)
        )
    return right.count(False)


async def _is_right(
    servers: EngagementServers,
    client: httpx.AsyncClient,
    community: Community,
    newest_w: Mapping[str, float],
) -> bool:
    representative = community.members[0].user_id
    answer = await client.get(
        f"/live/community/{community.community_id}/snapshot",
        headers={
            "Authorization": f"Bearer {servers.issuer.token(representative, expires_in_s=_TOKEN_S)}"
        },
    )
    if answer.status_code != httpx.codes.OK:
        return False
    seen, expected = answer.json(), expected_power(community, newest_w)
    differences_w = (
        seen["powerConsumedW"] - expected.consumed_w,
        seen["powerProducedW"] - expected.produced_w,
    )
    return all(abs(difference_w) < _MILLIWATT for difference_w in differences_w)

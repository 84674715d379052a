"""Balances that change once a second, to thousands of screens: of one community, and of many."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psutil

from benchmarks.baselines.timing import Stopwatch
from benchmarks.child import Child
from benchmarks.communities import Community
from benchmarks.engagement.bare import Listen, Send, bare_server
from benchmarks.engagement.plan import EngagementPlan
from benchmarks.engagement.registry import publish_states
from benchmarks.engagement.results import Streamed
from benchmarks.engagement.screens import Connect, Connected, Forget, Heard, Tell, Watch, screens
from benchmarks.engagement.servers import NAME, EngagementServers
from benchmarks.measurement import Say
from benchmarks.profiling import profile
from benchmarks.results import Hotspot
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.live import BalanceUpdated

_TOKEN_S: Final = 3_600.0
_EVERY_S: Final = 1.0
_HEARD_WITHIN_S: Final = 15.0
_LOOK_EVERY_S: Final = 0.25
_WARM_UP_ROUNDS: Final = 2

Publish = Callable[[int], Awaitable[set[float]]]
"""So many rounds, a second each; gives each community's last instant."""


@dataclass(frozen=True, slots=True)
class _Sender:
    """The process that sends, and where it listens."""

    name: str
    pid: int
    port: int


async def measure_streams(
    servers: EngagementServers, plan: EngagementPlan, profile_folder: Path | None, say: Say
) -> list[Streamed]:
    """Of one community, then of all. Raises ServerError, LoadError, ProfileError, TimeoutError."""
    communities = plan.folding()
    found = []
    async with servers.database("streams") as dsn, servers.bus() as bus:
        await publish_states(bus, communities, datetime.now(UTC))
        settings = {"streams_total": plan.clients, "streams_per_user": plan.clients}
        for watched in (communities[:1], communities):
            async with servers.engagement(dsn, **settings) as process:
                say(f"{plan.clients:,} live streams of {len(watched)} communities")
                found.append(
                    await _measured(
                        _Sender("the service", process.pid, servers.service_port),
                        _watches(servers, watched, plan.clients),
                        plan.rounds,
                        _publisher(bus, watched),
                        profile_folder,
                    )
                )
    return found


async def measure_bare(plan: EngagementPlan, say: Say) -> Streamed:
    """The same to as many sockets by a loop that does nothing else. Raises LoadError."""
    say(f"the same bytes to {plan.clients:,} sockets")
    async with bare_server() as server:
        port = await server.ask(Listen(), int)

        async def publish(rounds: int) -> set[float]:
            last = 0.0
            for due_at in _dues(rounds):
                await _sleep_until(due_at)
                last = await server.ask(Send(), float)
            return {last}

        watch = Watch("/", "", plan.clients)
        return await _measured(_Sender("bare", server.pid, port), [watch], plan.rounds, publish)


def _watches(
    servers: EngagementServers, communities: Sequence[Community], clients: int
) -> list[Watch]:
    """Clients in equal parts to communities, and to their members."""
    members = [(community, member) for community in communities for member in community.members]
    return [
        Watch(
            f"/live/community/{community.community_id}",
            servers.issuer.token(member.user_id, expires_in_s=_TOKEN_S),
            count,
        )
        for (community, member), count in zip(members, shared(clients, len(members)), strict=True)
        if count
    ]


def shared(count: int, among: int) -> list[int]:
    """As equal as whole numbers are; the first get the rest, spread over all."""
    return [(index + 1) * count // among - index * count // among for index in range(among)]


def _publisher(bus: Bus, communities: Sequence[Community]) -> Publish:
    """As another replica tells of its communities, evenly over each second."""

    async def publish(rounds: int) -> set[float]:
        last: dict[int, float] = {}
        for due_at in _dues(rounds):
            for index, community in enumerate(communities):
                await _sleep_until(due_at + _EVERY_S * index / len(communities))
                now = datetime.now(UTC)
                await bus.publish_live(
                    subjects.live_community(community.community_id),
                    encode(_balance(community, now)),
                )
                last[index] = now.timestamp()
        return set(last.values())

    return publish


def _balance(community: Community, now: datetime) -> BalanceUpdated:
    size = len(community.members)
    consumed_w = 500.0 * size + now.microsecond % 1000
    return BalanceUpdated(
        community_id=community.community_id,
        as_of=now,
        produced_w=0.0,
        consumed_w=consumed_w,
        excess_w=-consumed_w,
        facilities_fresh=size,
        facilities_total=size,
    )


async def _measured(
    sender: _Sender,
    watches: Sequence[Watch],
    rounds: int,
    publish: Publish,
    profile_folder: Path | None = None,
) -> Streamed:
    process, communities = psutil.Process(sender.pid), len({one.path for one in watches})
    async with screens() as audience:
        memory_bytes = process.memory_info().rss
        with Stopwatch({NAME: sender.pid}) as opening:
            connected = await audience.ask(Connect(sender.port, watches), Connected)
        await _all_have(audience, await publish(_WARM_UP_ROUNDS), connected.clients)
        await audience.ask(Forget(), Heard)
        with Stopwatch({NAME: sender.pid}) as watch:
            last = await publish(rounds)
            heard = await _all_have(audience, last, connected.clients)
        memory_bytes = process.memory_info().rss - memory_bytes
        hotspots: Sequence[Hotspot] = ()
        if profile_folder is not None:
            hotspots = await _profiled(
                f"streams-{communities}", sender.pid, profile_folder, rounds, publish
            )
    return Streamed(
        sender=sender.name,
        communities=communities,
        clients=connected.clients,
        refused=connected.refused,
        connected_s=connected.seconds,
        opening_cpu_us=opening.cpu_s[NAME] * 1e6 / max(1, connected.clients),
        expected=connected.clients * rounds,
        events=heard.events,
        uninformed=connected.clients - _informed(heard, last),
        cpu_us=watch.cpu_s[NAME] * 1e6 / max(1, heard.events),
        memory_bytes=memory_bytes,
        latency=heard.latency,
        hotspots=hotspots,
    )


async def _profiled(
    name: str, pid: int, folder: Path, rounds: int, publish: Publish
) -> Sequence[Hotspot]:
    """So many rounds more."""
    found, _ = await asyncio.gather(profile({name: pid}, folder, seconds=rounds), publish(rounds))
    return found[name]


async def _all_have(audience: Child, last: set[float], clients: int) -> Heard:
    """What was heard once every client has the last event, or is not going to get it."""
    found: list[Heard] = []

    async def all_have() -> bool:
        found.append(await audience.ask(Tell(), Heard))
        return _informed(found[-1], last) == clients

    with contextlib.suppress(TimeoutError):  # the report says how many did not
        await eventually(all_have, timeout_s=_HEARD_WITHIN_S, interval_s=_LOOK_EVERY_S)
    return found[-1]


def _informed(heard: Heard, last: set[float]) -> int:
    return sum(count for instant, count in heard.newest.items() if instant in last)


def _dues(rounds: int) -> list[float]:
    started_at = time.perf_counter()
    return [started_at + _EVERY_S * number for number in range(rounds)]


async def _sleep_until(due_at: float) -> None:
    await asyncio.sleep(max(0.0, due_at - time.perf_counter()))

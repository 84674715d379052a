"""NF3, NF7: replicas on real core NATS and their twin: who holds what, as they come and go."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Protocol

import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.membership import Rhythm
from libs.chassis.replicas import Alone, NatsReplicas, Replicas
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.replicas import ReplicaTeam

# A fifth of the true one: enough for a busy machine, and short.
_RHYTHM = Rhythm(beat_s=0.2, suspicion_s=0.4, patience_s=1.0, contact_s=0.5, hand_over_s=0.25)


class Team(Protocol):
    async def start(self, name: str, shares: int = 4) -> Replicas: ...

    async def stop(self, name: str) -> None: ...

    async def kill(self, name: str) -> None: ...


class NatsTeam:
    """Each with a connection of its own, as processes have."""

    def __init__(self, nats_url: str, stack: AsyncExitStack, rhythm: Rhythm = _RHYTHM) -> None:
        self._nats_url = nats_url
        self._rhythm = rhythm
        self._stack = stack
        self._subject = f"replica.v1.test.{uuid.uuid4().hex}"
        self._running: dict[str, tuple[asyncio.Task[None], asyncio.Event, Bus]] = {}

    async def start(self, name: str, shares: int = 4) -> Replicas:
        bus = await self._stack.enter_async_context(connect_bus(self._nats_url, name=name))
        replicas = NatsReplicas(
            bus,
            subject_of=lambda token: f"{self._subject}.{token}",
            replica_id=name,
            shares=shares,
            rhythm=self._rhythm,
        )
        stop = asyncio.Event()
        context = WorkerContext("replicas", stop, Readiness())
        (worker,) = replicas.workers()
        task = asyncio.ensure_future(worker.run(context))
        self._running[name] = task, stop, bus
        return replicas

    async def stop(self, name: str) -> None:
        task, stop, _ = self._running.pop(name)
        stop.set()
        await task

    async def kill(self, name: str) -> None:
        task, _, bus = self._running.pop(name)
        await bus.nc.close()  # before it can say goodbye
        task.cancel()
        await asyncio.wait([task])

    async def end(self) -> None:
        for name in list(self._running):
            await self.stop(name)

    async def say(self, payload: bytes) -> None:
        _, _, bus = next(iter(self._running.values()))
        await bus.publish_live(f"{self._subject}.stranger", payload)


class MemoryTeam:
    def __init__(self) -> None:
        self._team = ReplicaTeam()

    async def start(self, name: str, shares: int = 4) -> Replicas:
        return self._team.join(name, shares=shares)

    async def stop(self, name: str) -> None:
        self._team.leave(name)

    kill = stop


@pytest.fixture
async def nats_team(nats_url: str) -> AsyncIterator[NatsTeam]:
    async with AsyncExitStack() as stack:
        made = NatsTeam(nats_url, stack)
        yield made
        await made.end()


@pytest.fixture(params=["nats", "memory"])
def team(request: pytest.FixtureRequest) -> Team:
    if request.param == "memory":
        return MemoryTeam()
    on_nats: NatsTeam = request.getfixturevalue("nats_team")
    return on_nats


@pytest.fixture
async def patient_team(nats_url: str) -> AsyncIterator[NatsTeam]:
    """Nobody is dead for being silent."""
    rhythm = replace(_RHYTHM, patience_s=3_600.0)
    async with AsyncExitStack() as stack:
        made = NatsTeam(nats_url, stack, rhythm)
        yield made
        await made.end()


async def divided(*replicas: Replicas, shares: int = 4) -> None:
    """Wait until all of them know of exactly each other, and hold each share once."""

    def check() -> bool:
        held = [share for each in replicas for share in each.division.mine]
        assert sorted(held) == list(range(shares))
        return all(len(each.division.members) == len(replicas) for each in replicas)

    await eventually(check)


async def test_shares_follow_those_who_live(team: Team) -> None:
    first = await team.start("first")
    await divided(first)
    second = await team.start("second")
    third = await team.start("third")
    await divided(first, second, third)
    assert {len(each.division.mine) for each in (first, second, third)} == {1, 2}

    await team.kill("second")
    await divided(first, third)
    await team.stop("first")
    await divided(third)


async def test_whoever_waits_is_told_of_each_change(team: Team) -> None:
    first = await team.start("first")
    await divided(first)
    before = first.division
    waiting = asyncio.ensure_future(first.other_than(before))
    await team.start("second")
    after = await asyncio.wait_for(waiting, 10)
    assert after.members == {"first", "second"}
    assert after.mine < before.mine
    await asyncio.wait_for(first.confirmed(), 10)


async def test_of_different_numbers_of_shares_the_largest_counts(team: Team) -> None:
    """While replicas are replaced, one after the other, by ones with another number."""
    first = await team.start("first", shares=2)
    second = await team.start("second", shares=6)
    await divided(first, second, shares=6)
    assert first.division.shares == 6
    await team.stop("second")
    await divided(first, shares=2)


async def test_who_stops_leaves_when_nothing_is_held(nats_team: NatsTeam) -> None:
    """Others take its shares at once, and not before."""
    first, second = await nats_team.start("first"), await nats_team.start("second")
    await divided(first, second)
    before = first.division
    with second.holding():
        stopping = asyncio.ensure_future(nats_team.stop("second"))
        await asyncio.wait_for(first.confirmed(), 10)
        assert first.division == before
    await stopping
    await divided(first)


async def test_whose_connection_is_closed_is_dead_before_patience_ends(
    patient_team: NatsTeam,
) -> None:
    first, second = await patient_team.start("first"), await patient_team.start("second")
    await divided(first, second)
    await patient_team.kill("second")
    await divided(first)


async def test_who_hangs_is_waited_for_as_long_as_it_is_connected(
    patient_team: NatsTeam, nats_url: str
) -> None:
    first = await patient_team.start("first")
    await divided(first)
    async with connect_bus(nats_url, name="hangs") as bus, bus.subscribe_live("hangs.here"):
        before = first.division
        await patient_team.say(b'{"shares":4,"listens_on":"hangs.here"}')
        both = await asyncio.wait_for(first.other_than(before), 10)
        for _ in range(4):
            await asyncio.wait_for(first.confirmed(), 10)
        assert first.division.members == both.members == {"first", "stranger"}
    await divided(first)


async def test_what_is_no_beat_counts_nothing(nats_team: NatsTeam) -> None:
    first = await nats_team.start("first")
    await divided(first)
    for payload in (b"", b"{}", b'{"shares":0}', b'{"shares":1000000000}', b'{"shares":"4"}'):
        await nats_team.say(payload)
    await asyncio.wait_for(first.confirmed(), 10)
    assert first.division.members == {"first"}


async def test_alone_everything_is_ones_own_at_once() -> None:
    alone = Alone(3)
    assert alone.division.mine == {0, 1, 2}
    await alone.confirmed()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(alone.other_than(alone.division), 0.01)

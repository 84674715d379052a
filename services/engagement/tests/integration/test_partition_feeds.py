"""What a replica folds as its division changes (NF7): all of it, nothing else, by one consumer."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.membership import Division
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.replicas import MemoryReplicas
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived
from services.engagement.domain.surplus.detection import Candidate
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.inbound.events.partitions import NAME, PartitionFeeds
from services.engagement.inbound.events.readings import ReadingsInbox
from services.engagement.tests.engine import ALL, Engine, at, community, facility


def _community_of(partition: int) -> UUID:
    return next(
        each
        for number in range(10_000)
        if subjects.partition_of(each := UUID(int=0xC0FFEE + number)) == partition
    )


COMMUNITIES = [_community_of(partition) for partition in range(subjects.PARTITION_COUNT)]


@dataclass
class Stage:
    """A replica, of which the test says what is its own; a community in each partition."""

    bus: Bus
    engine: Engine = field(default_factory=Engine)
    replicas: MemoryReplicas = field(
        default_factory=lambda: MemoryReplicas(subjects.PARTITION_COUNT)
    )
    readiness: Readiness = field(default_factory=Readiness)
    second: int = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        for partition, community_id in enumerate(COMMUNITIES):
            self.engine.project.apply(
                [
                    community(community_id=community_id),
                    facility(partition, community_id=community_id),
                ]
            )
        inbox = ReadingsInbox(self.engine.fold, self.engine.record, self.engine.clock)
        feeds = PartitionFeeds(
            self.bus,
            self.replicas,
            self.engine.hold,
            inbox,
            lambda _: None,
            one_feed_after_s=0.0,
        )
        worker, stop = feeds.worker(self.readiness, after=[]), asyncio.Event()
        self.readiness.expect(NAME)
        running = worker.run(WorkerContext(NAME, stop, self.readiness))
        task = asyncio.ensure_future(running)
        try:
            yield
        finally:
            stop.set()
            await task

    def divide(self, *mine: int) -> None:
        self.replicas.divisions.tell(
            Division(
                members=frozenset({"me"}), shares=subjects.PARTITION_COUNT, mine=frozenset(mine)
            )
        )

    async def measure(self, partitions: Sequence[int]) -> None:
        """A second later."""
        self.second += 1
        for partition in partitions:
            event = ReadingReceived(
                device_id=f"device-{partition}",
                measured_at=at(self.second),
                received_at=at(self.second),
                power_w=-2000,
                facility_id=uuid4(),
                community_id=COMMUNITIES[partition],
            )
            subject = subjects.reading(event.community_id, event.device_id)
            await self.bus.publish(subject, encode(event), message_id=uuid4().hex)

    async def settled(self, *mine: int) -> None:
        """What is its own is there up to the last second, nothing else, and one consumer."""

        async def is_so() -> bool:
            shown = {
                partition: balance.as_of
                for partition, each in enumerate(COMMUNITIES)
                if (balance := self.engine.publish.balance(each)) is not None
            }
            info = await self.bus.js.stream_info(streams.READINGS.name)
            assert shown == dict.fromkeys(mine, at(self.second))
            assert info.state.consumer_count == bool(mine)
            return True

        await eventually(is_so, timeout_s=20)


@pytest.fixture
async def stage(nats_url: str) -> AsyncIterator[Stage]:
    async with connect_bus(nats_url, name="stage") as bus:
        await bus.declare([streams.READINGS])
        stage = Stage(bus)
        await stage.measure(range(subjects.PARTITION_COUNT))
        async with stage.running():
            yield stage


async def test_the_fold_follows_the_division(stage: Stage) -> None:
    for mine in (ALL, range(32), range(16, 48), [5], [], [5, 63], ALL):
        stage.divide(*mine)
        await stage.settled(*mine)
        await stage.measure(range(subjects.PARTITION_COUNT))
        await stage.settled(*mine)


async def test_also_when_it_changes_again_before_it_has_caught_up(stage: Stage) -> None:
    chance = random.Random(6)
    for _ in range(40):
        stage.divide(*chance.sample(range(subjects.PARTITION_COUNT), chance.randint(0, 64)))
        await stage.measure([chance.randrange(64)])
    stage.divide(*range(16, 48))
    await stage.measure(range(subjects.PARTITION_COUNT))
    await stage.settled(*range(16, 48))


async def test_balances_do_not_wait_for_the_states_and_decisions_do(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.engine.books.available = False
    original, asked = stage.engine.books.load_checkpoints, []

    async def load_checkpoints() -> Sequence[SurplusCheckpoint]:
        asked.append(stage.second)
        return await original()

    monkeypatch.setattr(stage.engine.books, "load_checkpoints", load_checkpoints)
    stage.divide(7)
    await stage.measure([7])
    await eventually(lambda: len(asked) == 2)
    await stage.settled(7)
    assert not stage.engine.balances.holding.is_complete(COMMUNITIES[7])
    assert stage.readiness.not_ready() == [NAME]
    stage.engine.books.available = True
    await eventually(lambda: stage.engine.balances.holding.is_complete(COMMUNITIES[7]))
    assert stage.readiness.not_ready() == []


async def test_who_stops_saves_what_it_saw_first(stage: Stage) -> None:
    other = Stage(stage.bus, second=stage.second)
    async with other.running():
        other.divide(7)
        await other.settled(7)
        await other.measure([7])
        await other.settled(7)
    [saved] = await other.engine.books.load_checkpoints()
    assert saved.seen_until == at(other.second)
    assert saved.state.phase == Candidate(at(1))

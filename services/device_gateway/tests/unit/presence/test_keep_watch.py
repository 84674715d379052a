"""The watch of one and of several replicas, with a clock that the tests move (FR10.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.presence.listening import (
    GIVEN_UP_AFTER,
    Hearing,
    HeldSession,
)
from services.device_gateway.domain.presence.presence import Change, Condition, Status
from services.device_gateway.domain.presence.silence import SilenceRules
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.usecases.presence.keep_watch import JUDGED_TOGETHER, KeepWatch
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus

ROUND_S = 2
DEVICES = tuple(f"meter-{number}" for number in range(5))


class AwayError(Exception):
    """The database is away."""


class Database(MemoryPresences):
    """The twin, when it can be reached."""

    is_away = False

    async def put_heard(
        self, heard: Mapping[str, datetime], sessions: Sequence[HeldSession]
    ) -> None:
        if self.is_away:
            raise AwayError
        await super().put_heard(heard, sessions)


@dataclass
class OneReplica:
    """A gateway: what it hears, and its part of the watch."""

    number: int
    database: Database
    clock: FakeClock
    heard: LastHeard = field(default_factory=LastHeard)
    since: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connect()
        self.watch = KeepWatch(
            presences=self.database,
            heard=self.heard,
            hearers=self,
            rules=SilenceRules(),
            clock=self.clock,
        )

    def connect(self, *more: int) -> None:
        for number in (self.number, *more):
            self.since.setdefault(f"gateway-{number}", self.clock.now())

    def disconnect(self) -> None:
        self.since.clear()

    def hearings(self) -> dict[str, Hearing]:
        return {each: Hearing(since, self.clock.now()) for each, since in self.since.items()}


@dataclass
class Scene:
    """Replicas that share a database and a clock."""

    database: Database = field(default_factory=Database)
    clock: FakeClock = field(default_factory=FakeClock)
    replicas: list[OneReplica] = field(default_factory=list)

    def start(self) -> OneReplica:
        replica = OneReplica(len(self.replicas), self.database, self.clock)
        self.replicas.append(replica)
        return replica

    async def pass_time(self, seconds: float, *speaking: str) -> None:
        """Round by round; who speaks is heard each 10 s, by one replica after the other."""
        for elapsed_s in range(0, int(seconds), ROUND_S):
            listening = [replica for replica in self.replicas if replica.since]
            if elapsed_s % 10 == 0 and listening:
                replica = listening[elapsed_s // 10 % len(listening)]
                replica.heard.note(speaking, self.clock.now())
            await self.round()
            self.clock.advance(seconds=ROUND_S)

    async def round(self) -> None:
        for replica in self.replicas:
            try:
                await replica.watch.write_down()
            except AwayError:
                continue
            while len(await replica.watch.judge_some()) >= JUDGED_TOGETHER:
                pass

    async def say(self, device_id: str, connection: int, *, is_will: bool = False) -> None:
        status = Status(is_will=is_will, connection=connection, condition=Condition(cadence_s=None))
        await ReceiveStatus(self.database)(device_id, status, self.clock.now())

    def told(self, change: Change) -> list[str]:
        return sorted(each.device_id for each in self.database.told if each.change is change)


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_readings_alone_make_a_device_online_and_their_end_offline(scene: Scene) -> None:
    """The payload of the thesis is all that some devices send."""
    scene.start()
    await scene.pass_time(60, *DEVICES)
    assert scene.told(Change.ONLINE) == list(DEVICES)

    await scene.pass_time(168, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == []
    await scene.pass_time(10, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == [DEVICES[0]]

    await scene.pass_time(10, *DEVICES)
    assert scene.told(Change.ONLINE) == sorted([*DEVICES, DEVICES[0]])
    await scene.pass_time(1_000, *DEVICES)
    assert len(scene.database.told) == len(DEVICES) + 2


async def test_a_will_counts_within_seconds_unless_the_device_comes_back(scene: Scene) -> None:
    scene.start()
    for device_id in DEVICES:
        await scene.say(device_id, 1)
    await scene.pass_time(100, *DEVICES)
    for device_id in DEVICES:
        await scene.say(device_id, 1, is_will=True)
    for device_id in DEVICES[:-1]:
        await scene.say(device_id, 2)

    await scene.pass_time(2 * ROUND_S)
    assert scene.told(Change.OFFLINE) == [DEVICES[-1]]


async def test_a_start_makes_nobody_offline(scene: Scene) -> None:
    scene.start()
    await scene.pass_time(30, *DEVICES)
    scene.replicas.clear()
    scene.clock.advance(seconds=3_600)

    scene.start()
    await scene.pass_time(170)
    assert scene.told(Change.OFFLINE) == []
    await scene.pass_time(1_000, *DEVICES)
    assert scene.told(Change.OFFLINE) == []


@pytest.mark.parametrize("away_s", [20, 400])
async def test_a_broker_that_was_away_makes_nobody_offline(scene: Scene, away_s: int) -> None:
    """Also when it says goodbye with the last wills of all."""
    for _ in range(2):
        scene.start()
    for device_id in DEVICES:
        await scene.say(device_id, 1)
    await scene.pass_time(100, *DEVICES)

    for device_id in DEVICES:
        await scene.say(device_id, 1, is_will=True)
    for replica in scene.replicas:
        replica.disconnect()
    await scene.pass_time(away_s)
    for replica in scene.replicas:
        replica.connect()
    await scene.pass_time(50)
    for device_id in DEVICES:
        await scene.say(device_id, 2)
    await scene.pass_time(400, *DEVICES)
    assert scene.told(Change.OFFLINE) == []


async def test_who_does_not_come_back_to_the_broker_is_offline_in_the_end(scene: Scene) -> None:
    scene.start()
    await scene.say(DEVICES[0], 1)
    await scene.pass_time(100, *DEVICES)
    await scene.say(DEVICES[0], 1, is_will=True)
    scene.replicas[0].disconnect()
    await scene.pass_time(30)
    scene.replicas[0].connect()

    await scene.pass_time(70, *DEVICES[2:])
    assert scene.told(Change.OFFLINE) == [DEVICES[0]]
    await scene.pass_time(130, *DEVICES[2:])
    assert scene.told(Change.OFFLINE) == list(DEVICES[:2])


async def test_a_database_that_was_away_makes_nobody_offline(scene: Scene) -> None:
    """Whichever replica is the first to reach it again, and though they heard different devices."""
    for _ in range(2):
        scene.start()
    await scene.pass_time(100, *DEVICES)
    scene.database.is_away = True
    await scene.pass_time(900, *DEVICES)
    scene.database.is_away = False
    await scene.pass_time(300, *DEVICES)
    assert scene.told(Change.OFFLINE) == []
    assert scene.told(Change.ONLINE) == list(DEVICES)


async def test_a_replica_that_dies_makes_nobody_offline(scene: Scene) -> None:
    """What the broker deals to it is read when it is back."""
    for _ in range(2):
        scene.start()
    await scene.pass_time(100, *DEVICES)
    dead = scene.replicas.pop()
    await scene.pass_time(800, *DEVICES[1:])
    scene.replicas.append(OneReplica(dead.number, scene.database, scene.clock))
    await scene.pass_time(170, *DEVICES[1:])
    await scene.pass_time(600, *DEVICES)
    assert scene.told(Change.OFFLINE) == []


async def test_a_will_counts_also_while_a_replica_is_dead(scene: Scene) -> None:
    for _ in range(2):
        scene.start()
    await scene.say(DEVICES[0], 1)
    await scene.pass_time(100, *DEVICES)
    scene.replicas.pop()
    await scene.pass_time(40, *DEVICES)
    await scene.say(DEVICES[0], 1, is_will=True)
    await scene.pass_time(2 * ROUND_S)
    assert scene.told(Change.OFFLINE) == [DEVICES[0]]


@pytest.mark.parametrize("is_polite", [True, False])
async def test_a_replica_whose_session_another_takes_up_is_missed_by_nobody(
    scene: Scene, is_polite: bool
) -> None:
    """From then on silence counts, and none before: what the broker had meanwhile was read late."""
    survivor, gone = scene.start(), scene.start()
    await scene.pass_time(100, *DEVICES)
    scene.replicas.remove(gone)
    if is_polite:
        await gone.watch.write_down()
    else:
        await scene.pass_time(6, *DEVICES[1:])
    survivor.connect(gone.number)
    await scene.pass_time(178, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == []
    await scene.pass_time(2 * ROUND_S, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == [DEVICES[0]]


async def test_while_nobody_holds_a_session_nobody_is_offline(scene: Scene) -> None:
    for _ in range(2):
        scene.start()
    await scene.pass_time(100, *DEVICES)
    await scene.replicas.pop().watch.write_down()
    await scene.pass_time(600, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == []


async def test_a_dead_replica_does_not_hide_a_silent_device_for_ever(scene: Scene) -> None:
    for _ in range(2):
        scene.start()
    await scene.pass_time(100, *DEVICES)
    scene.replicas.pop()
    await scene.pass_time(GIVEN_UP_AFTER.total_seconds() + 180, *DEVICES[1:])
    assert scene.told(Change.OFFLINE) == [DEVICES[0]]


async def test_a_process_that_stood_still_makes_nobody_offline(scene: Scene) -> None:
    """A laptop that slept: the clock is far ahead before anything is read again."""
    scene.start()
    await scene.pass_time(100, *DEVICES)
    scene.clock.advance(seconds=7_200)
    await scene.pass_time(300, *DEVICES)
    assert scene.told(Change.OFFLINE) == []


async def test_what_could_not_be_written_down_is_written_later(scene: Scene) -> None:
    replica = scene.start()
    first = scene.clock.now()
    replica.heard.note(DEVICES[:2], first)
    scene.database.is_away = True
    with pytest.raises(AwayError):
        await replica.watch.write_down()
    scene.clock.advance(seconds=5)
    replica.heard.note(DEVICES[:1], scene.clock.now())
    scene.database.is_away = False
    assert await replica.watch.write_down()

    newer, older = [await scene.database.device(device_id) for device_id in DEVICES[:2]]
    assert newer is not None
    assert older is not None
    assert newer.presence.heard_at == first + timedelta(seconds=5)
    assert older.presence.heard_at == first

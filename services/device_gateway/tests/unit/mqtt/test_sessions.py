"""NF3, NF7: sessions are held while they are this replica's, and none is held twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import Gauge

from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.replicas import Replicas
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.replicas import MemoryReplicas, ReplicaTeam
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError
from services.device_gateway.inbound.mqtt.receiver import Gauges, MqttReceiver, Note, Pace
from services.device_gateway.inbound.mqtt.sessions import MqttSessions
from services.device_gateway.tests.examples import NOW

SHARES = 4
_SOMETHING = Delivery(Submission("energy-data/meter-1", b"{}", 2, NOW), 1)
_GAUGES = Gauges(
    connected=Gauge("test_sessions_connected", "-"), inflight=Gauge("test_sessions_inflight", "-")
)


class Link:
    """Hands out what it is given: deliveries, or an error."""

    def __init__(self) -> None:
        self.unacknowledged = 0
        self.heard_until: datetime = NOW
        self.is_emptied = False
        self.is_finished = False
        self.is_empty = asyncio.Event()
        self._given: asyncio.Queue[list[Delivery] | LinkLostError] = asyncio.Queue()
        self.give = self._given.put_nowait

    async def receive(self, max_messages: int) -> list[Delivery]:
        given = await self._given.get()
        if isinstance(given, LinkLostError):
            raise given
        return given

    def acknowledge(self, deliveries: Sequence[Delivery], notes: Sequence[Note]) -> None:
        pass

    async def empty(self) -> None:
        await self.is_empty.wait()
        self.is_emptied = True

    def finish(self) -> None:
        self.is_finished = True
        self.give([])


@dataclass
class Broker:
    """Whose connection each session is at present; how each began and ended."""

    connections: dict[str, Link] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def connect(self, session: str) -> AsyncIterator[Link]:
        assert session not in self.connections, "connected twice"
        link = self.connections[session] = Link()
        self.log.append(f"+{session}")
        try:
            yield link
        finally:
            del self.connections[session]
            self.log.append(f"-{session}")


class Confirming(MemoryReplicas):
    """Knows who lives when the test says so."""

    def __init__(self) -> None:
        super().__init__(SHARES)
        self.asked = asyncio.Event()
        self.known = asyncio.Event()

    async def confirmed(self) -> None:
        self.asked.set()
        await self.known.wait()


class Replica:
    """The sessions of one replica, at a broker of its own: the test sees what it would do."""

    def __init__(self, replicas: Replicas, *, former: Sequence[str] = ()) -> None:
        self.broker = Broker()
        self.handled = asyncio.Event()
        self.may_finish = asyncio.Event()
        self.may_finish.set()
        self.stop = asyncio.Event()
        self.readiness = Readiness()
        self._replicas = replicas
        sessions = MqttSessions(
            replicas,
            receiver_of=lambda share: self._receiver(str(share)),
            former=lambda shares: [self._receiver(f"{each}>{shares}") for each in former],
        )
        self._worker = sessions.worker(self.readiness, name="mqtt", after=["registry"])
        self.readiness.expect("mqtt")

    def _receiver(self, session: str) -> MqttReceiver:
        return MqttReceiver(
            connect=lambda: self.broker.connect(session),
            handle=self._handle,
            pace=Pace(reconnect_first_s=0.001, reconnect_longest_s=0.001),
            gauges=_GAUGES,
            confirmed=self._replicas.confirmed,
            chance=lambda: 1.0,
        )

    async def _handle(self, submissions: Sequence[Submission]) -> list[Note]:
        self.handled.set()
        await self.may_finish.wait()
        return []

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Replica"]:
        self.readiness.mark_ready("registry")
        context = WorkerContext("mqtt", self.stop, self.readiness)
        task = asyncio.ensure_future(self._worker.run(context))
        try:
            yield self
        finally:
            self.stop.set()
            await asyncio.wait_for(task, 5)

    async def holds(self, *sessions: str) -> None:
        await eventually(lambda: self.broker.connections.keys() == set(sessions))


def mine(replicas: MemoryReplicas) -> list[str]:
    return [str(share) for share in replicas.division.mine]


async def test_sessions_come_and_go_with_the_shares() -> None:
    team = ReplicaTeam()
    first = team.join("first", shares=SHARES)
    async with Replica(first).running() as one:
        await one.holds("0", "1", "2", "3")
        await one.readiness.wait_for("mqtt")
        team.join("second", shares=SHARES)
        assert len(mine(first)) == 2
        await one.holds(*mine(first))
        team.leave("second")
        await one.holds("0", "1", "2", "3")
    assert one.broker.connections == {}


async def test_a_share_that_comes_back_is_taken_up_when_the_last_of_it_is_done() -> None:
    """Under one client id there is one connection."""
    team = ReplicaTeam()
    first = team.join("first", shares=1)
    async with Replica(first).running() as one:
        await one.holds("0")
        one.may_finish.clear()
        link = one.broker.connections["0"]
        link.give([_SOMETHING])
        await one.handled.wait()
        for number in range(20):  # until the share goes to the other one
            team.join(f"other-{number}", shares=1)
            if not first.division.mine:
                break
        await eventually(lambda: link.is_finished)
        for other in range(number + 1):
            team.leave(f"other-{other}")
        assert first.division.mine == {0}
        assert one.broker.log == ["+0"]
        one.may_finish.set()
        await eventually(lambda: one.broker.log == ["+0", "-0", "+0"])


async def test_a_replica_in_reserve_is_ready() -> None:
    team = ReplicaTeam()
    others = [team.join(f"other-{number}", shares=1) for number in range(20)]
    spare = next(each for each in others if not each.division.mine)
    async with Replica(spare).running() as one:
        await asyncio.wait_for(one.readiness.wait_for("mqtt"), 5)
        assert one.broker.log == []


async def test_nothing_is_held_before_it_is_known_who_lives() -> None:
    nobody = MemoryReplicas(SHARES)
    async with Replica(nobody).running() as one:
        await asyncio.sleep(0)
        assert one.broker.log == []
        assert one.readiness.not_ready() == ["mqtt"]


async def test_whose_link_is_lost_looks_who_lives_before_it_comes_back() -> None:
    replicas = Confirming()
    replicas.divisions.tell(ReplicaTeam().join("only", shares=1).division)
    async with Replica(replicas).running() as one:
        await one.holds("0")
        one.broker.connections["0"].give(LinkLostError("cut, or taken over: who knows"))
        await asyncio.wait_for(replicas.asked.wait(), 5)
        assert one.broker.connections == {}
        replicas.known.set()
        await one.holds("0")


async def test_former_sessions_are_emptied_one_by_one_by_whoever_has_the_first_share() -> None:
    """Once that one is subscribed: what is sent meanwhile has to go somewhere."""
    team = ReplicaTeam()
    async with Replica(team.join("first", shares=1), former=["a", "b"]).running() as one:
        await one.holds("0", "a>1")
        assert one.broker.log == ["+0", "+a>1"]
        one.broker.connections["a>1"].give(LinkLostError("cut"))
        await eventually(lambda: one.broker.log[2:] == ["-a>1", "+a>1"])
        one.broker.connections["a>1"].is_empty.set()
        await one.holds("0", "b>1")
        one.broker.connections["b>1"].is_empty.set()
        await one.holds("0")


async def test_what_is_a_session_again_is_not_emptied_any_more() -> None:
    """A replica with a larger number came."""
    team = ReplicaTeam()
    first = team.join("first", shares=1)
    async with Replica(first, former=["a"]).running() as one:
        await one.holds("0", "a>1")
        team.join("second", shares=SHARES)
        rest = ["a>4"] if 0 in first.division.mine else []
        await one.holds(*mine(first), *rest)

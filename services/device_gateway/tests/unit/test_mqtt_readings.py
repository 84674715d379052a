"""Batches between the broker and the use case, on a link and a log that do as they are told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import msgspec
import pytest

from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.replicas import Alone
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.inbound.mqtt.readings import ReadingsHandler
from services.device_gateway.inbound.mqtt.receiver import Gauges, MqttReceiver, Pace
from services.device_gateway.inbound.mqtt.sessions import MqttSessions
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.readings.memory import DeadLetterList, DeviceRegistry
from services.device_gateway.tests.examples import NOW, activity_log, facility, payload, submission
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_readings import ReceiveReadings
from services.device_gateway.usecases.refusals import Refusals

_PACE = Pace(handled_together=10, batches_in_flight=2, reconnect_first_s=0.001, drain_s=0.05)


class ScriptedLink:
    """Hands out what the test gives it; None stands for a lost connection."""

    def __init__(self) -> None:
        self.script: asyncio.Queue[list[Delivery] | None] = asyncio.Queue()
        self.acknowledged: list[int] = []
        self.notes: list[tuple[str, bytes]] = []
        self.unacknowledged = 0
        self.heard_until = NOW
        self.is_emptied = False

    async def receive(self, max_messages: int) -> list[Delivery]:
        deliveries = await self.script.get()
        if deliveries is None:
            raise LinkLostError("cut")
        return deliveries

    def acknowledge(
        self, deliveries: Sequence[Delivery], notes: Sequence[tuple[str, bytes]]
    ) -> None:
        self.acknowledged += [delivery.packet_id for delivery in deliveries]
        self.notes += notes

    async def empty(self) -> None:
        self.is_emptied = True

    def finish(self) -> None:
        self.script.put_nowait([])


class ScriptedLog:
    """Keeps nothing until the test says so, batch by batch, identified by the first sequence."""

    def __init__(self) -> None:
        self.waiting: dict[int, asyncio.Future[None]] = {}

    async def keep(self, readings: Sequence[Reading]) -> None:
        assert readings[0].sequence is not None
        future = asyncio.get_running_loop().create_future()
        self.waiting[readings[0].sequence] = future
        await future

    async def durable(self, sequence: int) -> None:
        await eventually(lambda: sequence in self.waiting)
        self.waiting.pop(sequence).set_result(None)


class World:
    def __init__(self) -> None:
        self.links = [ScriptedLink()]
        self.connections = 0
        self.refusals = 0
        self.log = ScriptedLog()
        self.stop = asyncio.Event()
        self.readiness = Readiness()
        clock = FakeClock(NOW)
        devices = DeviceRegistry()
        devices.put(facility("meter-1", "meter-2"))
        receive_readings = ReceiveReadings(
            Intake(
                admission=Admission(),
                placements=devices,
                standings=StandingsProjection(),
                readings=self.log,
                activity=activity_log(clock),
            ),
            decode=decode_readings,
            signs_of_life=LastHeard(),
            refusals=Refusals(DeadLetterList(), clock),
        )
        receiver = MqttReceiver(
            connect=self._connect,
            handle=ReadingsHandler(receive_readings, clock).handle,
            pace=_PACE,
            gauges=Gauges(connected=metrics.MQTT_CONNECTED, inflight=metrics.INFLIGHT),
            confirmed=Alone().confirmed,
            chance=lambda: 1.0,
        )
        self.worker: Worker = MqttSessions(Alone(), receiver_of=lambda _: receiver).worker(
            self.readiness, name="mqtt", after=["registry"]
        )
        self.readiness.expect("registry")

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator[ScriptedLink]:
        if self.refusals:
            self.refusals -= 1
            raise LinkLostError("refused")
        link = self.links[min(self.connections, len(self.links) - 1)]
        self.connections += 1
        yield link

    @asynccontextmanager
    async def running(self, *, caught_up: bool = True) -> AsyncIterator[ScriptedLink]:
        if caught_up:
            self.readiness.mark_ready("registry")
        context = WorkerContext("mqtt", self.stop, self.readiness)
        task: asyncio.Future[None] = asyncio.ensure_future(self.worker.run(context))
        try:
            yield self.links[0]
        finally:
            self.stop.set()
            await asyncio.wait_for(task, 5)


def delivery(packet_id: int, device_id: str = "meter-1") -> Delivery:
    return Delivery(
        submission(payload(device_id, sequence=packet_id), f"energy-data/{device_id}"), packet_id
    )


async def test_acknowledged_only_when_durable() -> None:
    """What must hold: an accepted reading is never lost, so the broker forgets it last."""
    world = World()
    async with world.running() as link:
        link.script.put_nowait([delivery(1), delivery(2)])
        await eventually(lambda: world.log.waiting)
        assert link.acknowledged == []
        assert link.notes == []

        await world.log.durable(1)
        await eventually(lambda: link.acknowledged == [1, 2])


async def test_one_note_a_device_and_batch() -> None:
    world = World()
    async with world.running() as link:
        link.script.put_nowait([delivery(1), delivery(2, "meter-2"), delivery(3)])
        await world.log.durable(1)
        await eventually(lambda: link.notes)
    notes = {topic: msgspec.json.decode(body) for topic, body in link.notes}
    assert len(link.notes) == 2
    time = "2026-06-21T10:00:00Z"
    assert notes == {
        "device/meter-1/ack": {"acknowledged": [1, 3], "time": time},
        "device/meter-2/ack": {"acknowledged": [2], "time": time},
    }


async def test_no_note_without_a_sequence_and_none_in_the_name_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    async with world.running() as link:
        silent = Delivery(submission(payload("meter-1")), 1)
        refused = Delivery(submission(payload("meter-2", sequence=9)), 2)  # meter-1's topic
        monkeypatch.setattr(world.log, "keep", _keep_at_once)
        link.script.put_nowait([silent, refused])
        await eventually(lambda: link.acknowledged == [1, 2])
        assert link.notes == []


async def _keep_at_once(readings: Sequence[Reading]) -> None:
    return


async def test_acknowledgements_leave_in_the_order_of_arrival() -> None:
    """MQTT-4.6.0-2, though batches become durable in any order."""
    world = World()
    async with world.running() as link:
        link.script.put_nowait([delivery(1)])
        link.script.put_nowait([delivery(2)])
        await world.log.durable(2)
        await eventually(lambda: 2 not in world.log.waiting)
        assert link.acknowledged == []
        await world.log.durable(1)
        await eventually(lambda: link.acknowledged == [1, 2])


async def test_batches_in_flight_are_bounded() -> None:
    world = World()
    async with world.running() as link:
        for packet_id in range(1, 6):
            link.script.put_nowait([delivery(packet_id)])
        await eventually(lambda: len(world.log.waiting) == 2)
        assert link.script.qsize() == 3, "the others stay outside"
        for packet_id in range(1, 6):
            await world.log.durable(packet_id)
        await eventually(lambda: link.acknowledged == [1, 2, 3, 4, 5])


async def test_garbage_alone_needs_no_log() -> None:
    world = World()
    async with world.running() as link:
        link.script.put_nowait([Delivery(submission(b"x"), 7)])
        await eventually(lambda: link.acknowledged == [7])


async def test_lost_link_drops_what_is_in_hand_and_comes_back() -> None:
    """The broker gives unacknowledged messages again: keeping them would double them each time."""
    world = World()
    world.links = [ScriptedLink(), ScriptedLink()]
    async with world.running() as first:
        first.script.put_nowait([delivery(1)])
        await eventually(lambda: world.log.waiting)
        abandoned = world.log.waiting.pop(1)
        world.refusals = 3
        first.script.put_nowait(None)
        await eventually(lambda: world.connections == 2)
        assert abandoned.cancelled()

        world.links[1].script.put_nowait([delivery(1)])
        await world.log.durable(1)
        await eventually(lambda: world.links[1].acknowledged == [1])
    assert first.acknowledged == []


async def test_waits_for_the_registry() -> None:
    world = World()
    async with world.running(caught_up=False) as link:
        link.script.put_nowait([delivery(1)])
        await asyncio.sleep(0)
        assert world.connections == 0
        assert "mqtt" not in world.readiness._ready
        world.readiness.mark_ready("registry")
        await world.log.durable(1)
        assert world.readiness.not_ready() == []


async def test_stop_before_the_registry_is_there() -> None:
    world = World()
    async with world.running(caught_up=False):
        pass
    assert world.connections == 0


async def test_stop_finishes_what_is_in_flight() -> None:
    world = World()
    async with world.running() as link:
        link.script.put_nowait([delivery(1)])
        await eventually(lambda: world.log.waiting)
        world.stop.set()
        await world.log.durable(1)
    assert link.acknowledged == [1]
    assert not link.is_emptied, "what is at the broker waits for whoever is next"


async def test_stop_gives_up_when_the_log_does_not_answer() -> None:
    """Unacknowledged, it stays in the broker's session for the next start."""
    world = World()
    async with world.running() as link:
        link.script.put_nowait([delivery(1)])
        await eventually(lambda: world.log.waiting)
    assert link.acknowledged == []


async def test_a_bug_ends_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()

    async def broken(readings: Sequence[Reading]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(world.log, "keep", broken)
    world.readiness.mark_ready("registry")
    world.links[0].script.put_nowait([delivery(1)])
    with pytest.raises(ExceptionGroup) as caught:
        await world.worker.run(WorkerContext("mqtt", world.stop, world.readiness))
    assert caught.group_contains(ZeroDivisionError)

"""Notes to devices: sent when there is a broker, within limits, and never waited for."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

import aiomqtt

from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.testing.eventually import eventually
from services.device_gateway.outbound.notes import MqttNotes


class Broker:
    """Takes notes down; the test says when it is away."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, int]] = []
        self.connections = 0
        self.is_away = False
        self.breaks_on: str | None = None
        self._lost = asyncio.Event()

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[aiomqtt.Client]:
        self.connections += 1
        if self.is_away:
            raise aiomqtt.MqttError("away")
        self._lost.clear()
        yield cast("aiomqtt.Client", self)

    async def publish(self, topic: str, payload: bytes, qos: int) -> None:
        if topic == self.breaks_on:
            raise aiomqtt.MqttError("broken")
        self.sent.append((topic, payload, qos))

    def cut(self) -> None:
        self._lost.set()

    @property
    async def messages(self) -> AsyncIterator[object]:
        await self._lost.wait()
        raise aiomqtt.MqttError("cut")
        yield


class Desk:
    def __init__(self, max_waiting: int = 10_000) -> None:
        self.broker = Broker()
        self.notes = MqttNotes(self.broker.connect, chance=lambda: 0.0, max_waiting=max_waiting)
        self.stop = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Broker]:
        context = WorkerContext("notes", self.stop, Readiness())
        task: asyncio.Future[None] = asyncio.ensure_future(self.notes.worker().run(context))
        try:
            yield self.broker
        finally:
            self.stop.set()
            await asyncio.wait_for(task, 5)


def notes(*numbers: int) -> Sequence[tuple[str, bytes]]:
    return [(f"device/m-{number}/x", b"") for number in numbers]


def numbers_in(broker: Broker) -> list[str]:
    return [topic.split("/")[1] for topic, _, _ in broker.sent]


async def test_sent_in_order_with_qos_0() -> None:
    desk = Desk()
    async with desk.running() as broker:
        desk.notes.send(notes(1, 2))
        desk.notes.send(notes(3))
        await eventually(lambda: len(broker.sent) == 3)
    assert broker.sent == [(f"device/m-{number}/x", b"", 0) for number in (1, 2, 3)]


async def test_what_finds_no_room_is_forgotten_the_newest_first() -> None:
    desk = Desk(max_waiting=2)
    desk.notes.send(notes(1))
    desk.notes.send(notes(2, 3))
    desk.notes.send(notes(4))
    async with desk.running() as broker:
        await eventually(lambda: len(broker.sent) == 2)
        desk.notes.send(notes(5))
        await eventually(lambda: len(broker.sent) == 3)
    assert numbers_in(broker) == ["m-1", "m-2", "m-5"]


async def test_waits_for_the_broker() -> None:
    desk = Desk()
    desk.broker.is_away = True
    async with desk.running() as broker:
        desk.notes.send(notes(1))
        await eventually(lambda: broker.connections >= 3)
        broker.is_away = False
        await eventually(lambda: numbers_in(broker) == ["m-1"])


async def test_a_note_on_which_the_connection_breaks_is_sent_again() -> None:
    desk = Desk()
    async with desk.running() as broker:
        broker.breaks_on = "device/m-2/x"
        desk.notes.send(notes(1, 2, 3))
        await eventually(lambda: broker.connections >= 2)
        broker.breaks_on = None
        await eventually(lambda: numbers_in(broker) == ["m-1", "m-2", "m-3"])


async def test_comes_back_when_the_connection_is_lost_while_there_is_nothing_to_send() -> None:
    desk = Desk()
    async with desk.running() as broker:
        await eventually(lambda: broker.connections == 1)
        broker.cut()
        await eventually(lambda: broker.connections == 2)
        desk.notes.send(notes(1))
        await eventually(lambda: numbers_in(broker) == ["m-1"])

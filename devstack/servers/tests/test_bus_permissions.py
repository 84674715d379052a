"""Each service may do on the bus what is its own, and nothing else (NF11)."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import nats
import pytest
from nats.aio.client import Client

from devstack.servers.nats import NatsServer
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus, inbox_of
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import Rejection, consume
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.testing.eventually import eventually
from libs.contracts import access, consumers, streams
from libs.contracts.access import BusAccess
from libs.contracts.consumers import ConsumerSpec
from libs.contracts.streams import StreamSpec
from libs.jetstream.declare import declare

pytestmark = pytest.mark.parametrize(
    "service", access.ALL, ids=[each.service for each in access.ALL]
)
_PATIENCE_S = 20


class _Caller:
    """A service's connection, and what the server refused it."""

    def __init__(self, client: Client, refused: list[str]) -> None:
        self.client = client
        self._refused = refused

    async def refusals(self) -> Sequence[str]:
        """Of all that has been tried; the last thing is what nobody may do."""
        last = f"nobodys.{uuid4().hex}"
        await self.client.publish(last, b"")
        await eventually(lambda: any(last in each for each in self._refused))
        return [each for each in self._refused if last not in each]


@pytest.fixture
async def operator(nats_of_services: NatsServer) -> AsyncIterator[Bus]:
    """Has declared all streams."""
    async with connect_bus(nats_of_services.url, name="operator") as bus:
        await declare(bus)
        yield bus


@pytest.fixture
async def caller(
    nats_of_services: NatsServer,
    operator: Bus,
    service: BusAccess,
) -> AsyncIterator[_Caller]:
    del operator  # what matters is that the streams are there
    async with _calling(nats_of_services.url_of(service.service), service.service) as caller:
        yield caller


@asynccontextmanager
async def _calling(url: str, name: str) -> AsyncIterator[_Caller]:
    refused: list[str] = []

    async def note(error: Exception) -> None:
        refused.append(str(error).lower())

    client = await nats.connect(url, inbox_prefix=inbox_of(name), error_cb=note)
    try:
        yield _Caller(client, refused)
    finally:
        await client.close()


def _example(subject: str) -> str:
    return subject.replace("*", "x").replace(">", "1.x.y")


async def test_a_service_publishes_what_is_its_own(caller: _Caller, service: BusAccess) -> None:
    for subject in (*service.writes, *service.speaks):
        await caller.client.publish(_example(subject), b"{}")
    assert await caller.refusals() == []


async def test_nobody_elses_subjects_are_published(caller: _Caller, service: BusAccess) -> None:
    foreign = {
        subject
        for other in access.ALL
        if other is not service
        for subject in (*other.writes, *other.speaks)
    }
    for subject in foreign:
        await caller.client.publish(_example(subject), b"{}")
    refused = await caller.refusals()
    assert len(refused) == len(foreign) >= 7
    assert all("permissions violation for publish" in each for each in refused)


async def test_nobody_elses_answers_are_heard(caller: _Caller, service: BusAccess) -> None:
    others = [f"{inbox_of(other.service)}.>" for other in access.ALL if other is not service]
    for subject in (*others, "_INBOX.>", ">", "$JS.>", "user.v1.*", "reading.v1.>"):
        await caller.client.subscribe(subject)
    refused = await caller.refusals()
    assert len(refused) == len(others) + 5
    assert all("permissions violation for subscription" in each for each in refused)


async def test_a_durable_consumer_is_its_readers_alone(caller: _Caller, service: BusAccess) -> None:
    foreign = [spec for spec in consumers.ALL if spec not in service.shares]
    for spec in foreign:
        place = f"{spec.stream}.{spec.durable}"
        for verb in ("MSG.NEXT", "DELETE", "CREATE", "DURABLE.CREATE"):
            await caller.client.publish(f"$JS.API.CONSUMER.{verb}.{place}", b"{}")
        await caller.client.publish(f"$JS.ACK.{place}.1.1.1.1.0", b"+ACK")
    assert len(await caller.refusals()) == 5 * len(foreign)


async def test_no_service_empties_or_deletes_a_stream(caller: _Caller, service: BusAccess) -> None:
    del service
    for spec in streams.ALL:
        for verb in ("PURGE", "DELETE", "MSG.DELETE", "RESTORE", "SNAPSHOT"):
            await caller.client.publish(f"$JS.API.STREAM.{verb}.{spec.name}", b"{}")
    assert len(await caller.refusals()) == 5 * len(streams.ALL)


async def test_what_a_service_reads_it_can_read(
    operator: Bus, nats_of_services: NatsServer, service: BusAccess
) -> None:
    """Its own consumers and those it shares, on streams that it has asked for at its start."""
    async with (
        connect_bus(nats_of_services.url_of(service.service), name=service.service) as bus,
        asyncio.timeout(_PATIENCE_S),
    ):
        await bus.declare(service.declares)
        for stream in service.follows:
            await _follows(operator, bus, stream)
        for consumer in service.shares:
            await _shares(operator, bus, consumer)


async def _follows(operator: Bus, bus: Bus, stream: StreamSpec) -> None:
    async def reading(
        context: WorkerContext, heard: Callable[[Sequence[BusMessage]], None]
    ) -> None:
        async def apply(messages: Sequence[BusMessage]) -> None:
            heard(messages)

        await follow(
            bus,
            stream=stream.name,
            subjects=list(stream.subjects),
            apply=apply,
            caught_up=context.ready,
            context=context,
        )

    await _hears(operator, stream.subjects[0], reading)


async def _shares(operator: Bus, bus: Bus, spec: ConsumerSpec) -> None:
    async def reading(
        context: WorkerContext, heard: Callable[[Sequence[BusMessage]], None]
    ) -> None:
        async def handle(messages: Sequence[BusMessage]) -> Sequence[Rejection]:
            heard(messages)
            return []

        await consume(
            bus,
            stream=spec.stream,
            durable=spec.durable,
            subjects=spec.subjects,
            handle=handle,
            dead_letters=_NONE,
            context=context,
            batch_size=spec.batch_size,
        )

    await _hears(operator, spec.subjects[0], reading)


class _NoDeadLetters:
    async def keep(self, message: BusMessage, **_: Any) -> None:
        raise AssertionError(message.subject)


_NONE = _NoDeadLetters()
_Reading = Callable[
    [WorkerContext, Callable[[Sequence[BusMessage]], None]], Coroutine[Any, Any, None]
]


async def _hears(operator: Bus, subject: str, reading: _Reading) -> None:
    """What is published now comes to the reader."""
    payload, stop, found = uuid4().hex.encode(), asyncio.Event(), asyncio.Event()

    def heard(messages: Sequence[BusMessage]) -> None:
        if payload in [message.data for message in messages]:
            found.set()

    await operator.publish(_example(subject), payload, message_id=uuid4().hex)
    running = asyncio.create_task(reading(WorkerContext("reader", stop, Readiness()), heard))
    try:
        await found.wait()
    finally:
        stop.set()
        await running

"""The messages of a backlog read by a consumer like the service's, and not folded."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

import uvloop
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from benchmarks.baselines.timing import Stopwatch
from benchmarks.child import child_process, received
from benchmarks.engagement.servers import EngagementServers
from benchmarks.results import Baseline
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.pull import pull_reader
from libs.chassis.telemetry import configure_telemetry
from libs.contracts import streams, subjects
from services.engagement.inbound.events.readings import decode

_BATCH_SIZE: Final = 1000
_LINGER_S: Final = 0.005
"""Both as the service does it."""
_INACTIVE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Read:
    """Read so many messages, and decode them or not; answered with how many."""

    messages: int
    decodes: bool


async def read_only(servers: EngagementServers, messages: int) -> list[Baseline]:
    """Fetched only, and decoded too. Raises LoadError."""
    found = []
    async with child_process(_serve, servers.nats.url, name="reader") as child:
        await child.hear(str)
        for name, decodes in (("fetched only", False), ("fetched and decoded", True)):
            with Stopwatch({"reader": child.pid, "nats": servers.pids["nats"]}) as watch:
                count = await child.ask(Read(messages, decodes), int)
            found.append(watch.baseline(name, count))
    return found


def _serve(connection: Connection, url: str) -> None:
    # Standard output is the report's.
    configure_telemetry(
        service="reader", log_level="error", log_format="console", otlp_endpoint=None
    )
    uvloop.run(_answer(connection, url))


async def _answer(connection: Connection, url: str) -> None:
    async with connect_bus(url, name="reader") as bus:
        connection.send("connected")
        while True:
            question = await received(connection)
            assert isinstance(question, Read)
            handle: Callable[[Sequence[BusMessage]], Sequence[object]] = (
                decode if question.decodes else _counted
            )
            connection.send(await _read(bus, question.messages, handle))


def _counted(messages: Sequence[BusMessage]) -> Sequence[object]:
    return messages


async def _read(
    bus: Bus, messages: int, handle: Callable[[Sequence[BusMessage]], Sequence[object]]
) -> int:
    consumer = await bus.js.add_consumer(
        streams.READINGS.name,
        ConsumerConfig(
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=AckPolicy.NONE,
            filter_subjects=[subjects.READINGS],
            inactive_threshold=_INACTIVE_S,
            mem_storage=True,
        ),
    )
    count = 0
    async with pull_reader(
        bus,
        stream=streams.READINGS.name,
        consumer=consumer.name,
        batch_size=_BATCH_SIZE,
        stop=asyncio.Event(),
    ) as reader:
        while count < messages:
            count += len(handle(await reader.next_batch(linger_s=_LINGER_S)))
    await bus.js.delete_consumer(streams.READINGS.name, consumer.name)
    return count

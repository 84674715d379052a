"""The same payloads into a stream like READINGS, in atomic batches: no MQTT, no validation."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig

from benchmarks.baselines.alone import alone
from benchmarks.baselines.timing import Stopwatch
from benchmarks.results import Baseline
from devstack.servers.nats import NatsServer
from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.contracts import streams

NAME: Final = "JetStream atomic batches of the payloads"
_BATCH_MESSAGES: Final = 500
_IN_FLIGHT: Final = 4
"""Both as the gateway does it."""
_STREAM: Final = replace(streams.READINGS, name="BENCHMARK", subjects=("benchmark.>",))

Message = tuple[str, bytes]


async def publish_batches(server: NatsServer, folder: Path, *, messages: int) -> Baseline:
    """The rate of durable publishing. Raises ServerError, PublishFailedError."""
    async with alone(server, folder) as process, connect_bus(server.url, name="baseline") as bus:
        payloads = await _payloads(bus, messages)
        await bus.declare([_STREAM])
        waiting = _batches(payloads)
        publisher = AtomicBatchPublisher(bus)

        async def publish() -> None:
            for batch in waiting:
                await publisher.publish(batch)

        with Stopwatch({"nats": process.pid, "nats-py": os.getpid()}) as watch:
            await asyncio.gather(*(publish() for _ in range(_IN_FLIGHT)))
        await bus.js.delete_stream(_STREAM.name)
    return watch.baseline(NAME, len(payloads))


def _batches(payloads: list[Message]) -> Iterator[list[Message]]:
    for start in range(0, len(payloads), _BATCH_MESSAGES):
        yield payloads[start : start + _BATCH_MESSAGES]


async def _payloads(bus: Bus, count: int) -> list[Message]:
    """The first readings of the stream; fewer when it has fewer."""
    subscription = await bus.js.pull_subscribe(
        streams.READINGS.subjects[0],
        stream=streams.READINGS.name,
        config=ConsumerConfig(ack_policy=AckPolicy.NONE),
    )
    info = await bus.js.stream_info(streams.READINGS.name)
    wanted = min(count, info.state.messages)
    found: list[Msg] = []
    while len(found) < wanted:
        found += await subscription.fetch(min(500, wanted - len(found)), timeout=5)
    await subscription.unsubscribe()
    return [(f"benchmark.{message.subject}", message.data) for message in found]

"""Readings from MQTT: receive in batches, one use case, then acknowledge to broker and devices."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from libs.chassis.backoff import full_jitter_s
from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.device_gateway import metrics
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError
from services.device_gateway.inbound.mqtt.reading_payload import encode_acknowledgement
from services.device_gateway.usecases.readings.receive_readings import Receipt, ReceiveReadings

TOPICS = ("energy-data/+", "energy-data")
"""The bare topic too where it is refused: its senders get a reason, not silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many messages are handled at a time, and how patiently the broker is called again."""

    handled_together: int = 5_000
    """Many, for in a flood few of them are readings: those must not queue behind garbage."""
    batches_in_flight: int = 4
    reconnect_first_s: float = 0.2
    reconnect_longest_s: float = 5.0
    drain_s: float = 5.0


class Link(Protocol):
    """A subscribed connection; see link.MqttLink."""

    @property
    def unacknowledged(self) -> int: ...

    async def receive(self, max_messages: int) -> list[Delivery]: ...

    def acknowledge(
        self, deliveries: Sequence[Delivery], notes: Sequence[tuple[str, bytes]]
    ) -> None: ...

    def finish(self) -> None: ...


class MqttReadings:
    """Receives for as long as the process lives, whatever the broker does."""

    def __init__(
        self,
        *,
        connect: Callable[[], AbstractAsyncContextManager[Link]],
        receive_readings: ReceiveReadings,
        pace: Pace,
        clock: Clock,
        chance: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._receive_readings = receive_readings
        self._pace = pace
        self._clock = clock
        self._chance = chance

    def worker(self, readiness: Readiness, *, after: str) -> Worker:
        """The worker; it does not connect before the part named `after` is ready."""

        async def run(context: WorkerContext) -> None:
            if await _is_ready(readiness, after, context):
                await self._run(context)

        return Worker("mqtt", run)

    async def _run(self, context: WorkerContext) -> None:
        attempt = 0
        while not context.stop.is_set():
            try:
                async with self._connect() as link:
                    attempt = 0
                    get_logger().info("mqtt_connected")
                    context.ready()
                    await self._serve(link, context)
            except* LinkLostError as errors:
                get_logger().warning("mqtt_link_lost", error=_first_of(errors))
                await context.pause(self._reconnect_pause_s(attempt))
                attempt += 1

    def _reconnect_pause_s(self, attempt: int) -> float:
        return full_jitter_s(
            attempt,
            first_s=self._pace.reconnect_first_s,
            longest_s=self._pace.reconnect_longest_s,
            chance=self._chance(),
        )

    async def _serve(self, link: Link, context: WorkerContext) -> None:
        """Until the link is lost (LinkLostError in a group) or `stop`; then drains."""
        metrics.MQTT_CONNECTED.set(1)
        metrics.INFLIGHT.set_function(lambda: link.unacknowledged)
        try:
            async with asyncio.timeout(None) as deadline:
                stopper = asyncio.create_task(self._finish_on_stop(link, context, deadline))
                try:
                    await self._receive_all(link)
                finally:
                    stopper.cancel()
        except TimeoutError:
            get_logger().warning("mqtt_drain_gave_up", after_s=self._pace.drain_s)
        finally:
            metrics.MQTT_CONNECTED.set(0)
            metrics.INFLIGHT.set_function(lambda: 0)

    async def _finish_on_stop(
        self, link: Link, context: WorkerContext, deadline: asyncio.Timeout
    ) -> None:
        await context.stop.wait()
        link.finish()
        deadline.reschedule(asyncio.get_running_loop().time() + self._pace.drain_s)

    async def _receive_all(self, link: Link) -> None:
        slots = asyncio.Semaphore(self._pace.batches_in_flight)
        previous: asyncio.Task[None] | None = None
        async with asyncio.TaskGroup() as group:
            while deliveries := await link.receive(self._pace.handled_together):
                await slots.acquire()
                previous = group.create_task(self._handle(link, deliveries, previous, slots))

    async def _handle(
        self,
        link: Link,
        deliveries: Sequence[Delivery],
        previous: asyncio.Task[None] | None,
        slots: asyncio.Semaphore,
    ) -> None:
        receipt = await self._receive_readings.receive(
            [delivery.submission for delivery in deliveries]
        )
        self._measure(receipt, len(deliveries))
        if previous is not None:
            await previous  # PUBACKs leave in the order in which the messages came (MQTT-4.6.0-2)
        link.acknowledge(deliveries, _notes(receipt.kept))
        slots.release()

    def _measure(self, receipt: Receipt, received_count: int) -> None:
        metrics.RECEIVED.inc(received_count)
        metrics.ACCEPTED.inc(len(receipt.kept))
        for reason, count in receipt.refused.items():
            metrics.REJECTED.labels(reason).inc(count)
        now = self._clock.now()
        for reading in receipt.kept:
            waited_s = (now - reading.received_at).total_seconds()
            metrics.RECEIVE_TO_KEPT_SECONDS.observe(waited_s)


def _first_of(errors: BaseExceptionGroup[LinkLostError]) -> str:
    """The message of the first error in a group of groups."""
    first: BaseException = errors
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return str(first)


async def _is_ready(readiness: Readiness, name: str, context: WorkerContext) -> bool:
    """Wait until that part is ready (True) or the process stops (False)."""
    stopping = asyncio.create_task(context.stop.wait())
    waiting = asyncio.create_task(readiness.wait_for(name))
    try:
        await asyncio.wait([stopping, waiting], return_when=asyncio.FIRST_COMPLETED)
        return not context.stop.is_set()
    finally:
        stopping.cancel()
        waiting.cancel()


def _notes(kept: Sequence[Reading]) -> list[tuple[str, bytes]]:
    """Per device one note with the sequence numbers that are durable now."""
    sequences: defaultdict[str, list[int]] = defaultdict(list)
    for reading in kept:
        if reading.sequence is not None:
            sequences[reading.device_id].append(reading.sequence)
    return [
        (f"device/{device_id}/ack", encode_acknowledgement(numbers))
        for device_id, numbers in sequences.items()
    ]

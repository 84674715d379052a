"""A connection to the broker for as long as the process lives: receive, handle, acknowledge."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from prometheus_client import Gauge

from libs.chassis.backoff import Backoff
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.ears import Ear
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError

Note = tuple[str, bytes]
"""Topic and payload of a message to a device."""
Handle = Callable[[Sequence[Submission]], Awaitable[Sequence[Note]]]
"""Returns, with notes for the senders, when none of the submissions is needed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many messages are handled at a time, and how patiently the broker is called again."""

    handled_together: int = 5_000
    """Many, for in a flood few of them are readings: those must not queue behind garbage."""
    batches_in_flight: int = 4
    reconnect_first_s: float = 0.2
    reconnect_longest_s: float = 5.0
    drain_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """Where it is shown how the connection is."""

    connected: Gauge
    inflight: Gauge


class Link(Protocol):
    """A subscribed connection; see link.MqttLink."""

    @property
    def unacknowledged(self) -> int: ...

    @property
    def heard_until(self) -> datetime: ...

    async def receive(self, max_messages: int) -> list[Delivery]: ...

    def acknowledge(self, deliveries: Sequence[Delivery], notes: Sequence[Note]) -> None: ...

    async def leave(self) -> None: ...

    def finish(self) -> None: ...


class MqttReceiver:
    """Receives for as long as the process lives, whatever the broker does."""

    def __init__(
        self,
        *,
        connect: Callable[[], AbstractAsyncContextManager[Link]],
        handle: Handle,
        pace: Pace,
        gauges: Gauges,
        ear: Ear | None = None,
        chance: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._handle = handle
        self._pace = pace
        self._gauges = gauges
        self._ear = ear or Ear()
        self._backoff = Backoff(
            first_s=pace.reconnect_first_s, longest_s=pace.reconnect_longest_s, chance=chance
        )

    def worker(self, readiness: Readiness, *, name: str, after: Sequence[str]) -> Worker:
        """The worker; it does not connect before the parts named `after` are ready."""

        async def run(context: WorkerContext) -> None:
            if await _are_ready(readiness, after, context):
                await self._run(context)

        return Worker(name, run)

    async def _run(self, context: WorkerContext) -> None:
        attempt = 0
        while not context.stop.is_set():
            try:
                async with self._connect() as link:
                    attempt = 0
                    get_logger().info("mqtt_connected", worker=context.name)
                    context.ready()
                    await self._serve(link, context)
            except* LinkLostError as errors:
                get_logger().warning("mqtt_link_lost", worker=context.name, error=_first_of(errors))
                await context.pause(self._backoff.wait_s(attempt))
                attempt += 1

    async def _serve(self, link: Link, context: WorkerContext) -> None:
        """Until the link is lost (LinkLostError in a group) or `stop`; then drains."""
        self._gauges.connected.set(1)
        self._ear.open(lambda: link.heard_until)
        self._gauges.inflight.set_function(lambda: link.unacknowledged)
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
            self._ear.close()
            self._gauges.connected.set(0)
            self._gauges.inflight.set_function(lambda: 0)

    async def _finish_on_stop(
        self, link: Link, context: WorkerContext, deadline: asyncio.Timeout
    ) -> None:
        await context.stop.wait()
        deadline.reschedule(asyncio.get_running_loop().time() + self._pace.drain_s)
        await link.leave()
        link.finish()

    async def _receive_all(self, link: Link) -> None:
        slots = asyncio.Semaphore(self._pace.batches_in_flight)
        previous: asyncio.Task[None] | None = None
        async with asyncio.TaskGroup() as group:
            await slots.acquire()  # first: what is received is handed to its handler at once
            while deliveries := await link.receive(self._pace.handled_together):
                previous = group.create_task(self._answer(link, deliveries, previous, slots))
                await slots.acquire()

    async def _answer(
        self,
        link: Link,
        deliveries: Sequence[Delivery],
        previous: asyncio.Task[None] | None,
        slots: asyncio.Semaphore,
    ) -> None:
        notes = await self._handle([delivery.submission for delivery in deliveries])
        if previous is not None:
            await previous  # PUBACKs leave in the order in which the messages came (MQTT-4.6.0-2)
        link.acknowledge(deliveries, notes)
        slots.release()


def _first_of(errors: BaseExceptionGroup[LinkLostError]) -> str:
    """The message of the first error in a group of groups."""
    first: BaseException = errors
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return str(first)


async def _are_ready(readiness: Readiness, names: Sequence[str], context: WorkerContext) -> bool:
    """Wait until these parts are ready (True) or the process stops (False)."""
    stopping = asyncio.create_task(context.stop.wait())
    waiting = asyncio.create_task(readiness.wait_for(*names))
    try:
        await asyncio.wait([stopping, waiting], return_when=asyncio.FIRST_COMPLETED)
        return not context.stop.is_set()
    finally:
        stopping.cancel()
        waiting.cancel()

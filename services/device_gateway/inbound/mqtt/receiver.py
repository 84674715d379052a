"""One session at the broker, whatever the broker does: receive, handle, acknowledge."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from prometheus_client import Gauge

from libs.chassis.backoff import Backoff
from libs.chassis.lifecycle import WorkerContext
from libs.chassis.telemetry import get_logger
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt.ears import Ear
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError

Note = tuple[str, bytes]
"""Topic and payload of a message to a device."""
Handle = Callable[[Sequence[Submission]], Awaitable[Sequence[Note]]]
"""Returns, with notes for the senders, when none of the submissions is needed any more."""


Until = Callable[["Link"], Awaitable[None]]
"""Returns when the link is to be finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many messages are handled at a time, and how patiently the broker is called again."""

    handled_together: int = 5_000
    """Many, for in a flood few of them are readings: those must not queue behind garbage."""
    batches_in_flight: int = 4
    reconnect_first_s: float = 0.2
    reconnect_longest_s: float = 5.0
    drain_s: float = 5.0


class Gauges:
    """Where it is shown how the connections are: those that are subscribed, and what they hold."""

    def __init__(self, *, connected: Gauge, inflight: Gauge) -> None:
        self._links: list[Link] = []
        connected.set_function(lambda: len(self._links))
        inflight.set_function(lambda: sum(link.unacknowledged for link in self._links))

    @contextmanager
    def showing(self, link: "Link") -> Iterator[None]:
        """It is subscribed."""
        self._links.append(link)
        try:
            yield
        finally:
            self._links.remove(link)


class Link(Protocol):
    """A subscribed connection; see link.MqttLink."""

    @property
    def unacknowledged(self) -> int: ...

    @property
    def is_emptied(self) -> bool: ...

    @property
    def heard_until(self) -> datetime: ...

    async def receive(self, max_messages: int) -> list[Delivery]: ...

    def acknowledge(self, deliveries: Sequence[Delivery], notes: Sequence[Note]) -> None: ...

    async def empty(self) -> None: ...

    def finish(self) -> None: ...


class MqttReceiver:
    """Receives from one session as long as it is ours."""

    def __init__(
        self,
        *,
        connect: Callable[[], AbstractAsyncContextManager[Link]],
        handle: Handle,
        pace: Pace,
        gauges: Gauges,
        ear: Ear | None = None,
        confirmed: Callable[[], Awaitable[None]],
        chance: Callable[[], float],
    ) -> None:
        """`confirmed`: returns when it is known who holds the session now, see Replicas."""
        self._connect = connect
        self._handle = handle
        self._pace = pace
        self._gauges = gauges
        self._ear = ear or Ear()
        self._confirmed = confirmed
        self._backoff = Backoff(
            first_s=pace.reconnect_first_s, longest_s=pace.reconnect_longest_s, chance=chance
        )

    async def hold(self, context: WorkerContext) -> None:
        """Receive until `stop`; what is in hand then is finished, the rest stays at the broker."""

        async def until(_: Link) -> None:
            get_logger().info("mqtt_connected", worker=context.name)
            context.ready()
            await context.stop.wait()

        await self._serve_once(context, until)

    async def empty(self, context: WorkerContext) -> None:
        """Receive until the session is empty and nothing more can come, or `stop`."""

        async def until(link: Link) -> None:
            await context.unless_stopped(link.empty())
            if not link.is_emptied:
                await context.stop.wait()  # or for what receiving says of a lost link

        await self._serve_once(context, until)

    async def _serve_once(self, context: WorkerContext, until: Until) -> None:
        """Until `until`, on as many connections as it takes."""
        attempt = 0
        while not context.stop.is_set():
            try:
                async with self._connect() as link:
                    attempt = 0
                    await self._serve(link, until)
            except* LinkLostError as errors:
                get_logger().warning("mqtt_link_lost", worker=context.name, error=_first_of(errors))
                await context.pause(self._backoff.wait_s(attempt))
                attempt += 1
                # Perhaps another replica has the session now; mosquitto 2.0 just closes the other.
                await context.unless_stopped(self._confirmed())
            else:
                return

    async def _serve(self, link: Link, until: Until) -> None:
        """Until the link is lost (LinkLostError in a group) or `until`; then drains."""
        self._ear.open(lambda: link.heard_until)
        try:
            with self._gauges.showing(link):
                async with asyncio.timeout(None) as deadline:
                    finisher = asyncio.create_task(self._finish(link, until, deadline))
                    try:
                        await self._receive_all(link)
                    finally:
                        finisher.cancel()
        except TimeoutError:
            get_logger().warning("mqtt_drain_gave_up", after_s=self._pace.drain_s)
        finally:
            self._ear.close()

    async def _finish(self, link: Link, until: Until, deadline: asyncio.Timeout) -> None:
        await until(link)
        deadline.reschedule(asyncio.get_running_loop().time() + self._pace.drain_s)
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

"""NATS JetStream: streams declared, publishing that tells the truth."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Final, NamedTuple

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from opentelemetry.trace import SpanKind

from libs.chassis import bus_streams, tracing
from libs.chassis.bus_message import BusMessage
from libs.chassis.bus_streams import StreamDeclaration
from libs.chassis.pull_lane import PullLane
from libs.chassis.telemetry import get_logger

PUBLISH_TIMEOUT_S: Final = 5.0
_LIVE_QUEUE_MESSAGES: Final = 10_000
_ROUND_TRIP_ATTEMPTS: Final = 20
_ROUND_TRIP_TIMEOUT_S: Final = 2


class PublishFailedError(Exception):
    """JetStream did not confirm; the message may or may not be stored. Publish again."""


class Stored(NamedTuple):
    """Where JetStream has put a message."""

    stream: str
    sequence: int


class Bus:
    """A connection to NATS with its JetStream context."""

    def __init__(self, connection: Client) -> None:
        self.nc = connection
        self.name: str = connection.options.get("name") or ""
        """Of the service that is connected."""
        self.pull_lane = PullLane.open(connection)
        self.js: JetStreamContext = connection.jetstream(timeout=PUBLISH_TIMEOUT_S)

    async def declare(
        self,
        specs: Iterable[StreamDeclaration],
        *,
        replicas: int | None = None,
        max_bytes: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Create the streams or bring their limits up to date; waits for a starting JetStream.

        `replicas`: copies of each in a cluster; None leaves what the operator has chosen, and
        gives a new stream one. `max_bytes`: of streams by name, in place of what is declared; one
        that the operator has made larger stays so.
        """
        for spec in specs:
            await bus_streams.declare(self.js, spec, replicas, max_bytes.get(spec.name))

    async def publish(
        self, subject: str, payload: bytes, *, message_id: str, traceparent: str | None = None
    ) -> Stored:
        """Store one message; a repeated `message_id` within the stream's window is stored once.

        `traceparent`: of what it comes from, unless that is what is being done now. Raises
        PublishFailedError when the stream did not confirm.
        """
        headers = {"Nats-Msg-Id": message_id}
        destination = ".".join(subject.split(".", 2)[:2])  # what follows are ids
        with tracing.child_span(
            f"publish {destination}",
            kind=SpanKind.PRODUCER,
            parent=tracing.parse(traceparent),
            attributes=tracing.messaging("nats", destination, "publish"),
        ) as span:
            if (told := tracing.traceparent_of(span)) is not None:
                headers[tracing.TRACEPARENT] = told
            try:
                kept = await self.js.publish(
                    subject, payload, timeout=PUBLISH_TIMEOUT_S, headers=headers
                )
            except (nats.errors.Error, TimeoutError) as error:
                raise PublishFailedError(repr(error)) from error
        return Stored(kept.stream, kept.seq)

    async def answer(self, messages: Iterable[BusMessage], verdict: bytes) -> None:
        """Tell JetStream the same about each message: one write instead of one for each.

        Raises nats.errors.Error when the connection is closed for good.
        """
        if self.nc.is_closed:
            raise nats.errors.ConnectionClosedError
        line = b" %d\r\n%b\r\n" % (len(verdict), verdict)
        commands = b"".join([b"PUB %b%b" % (message.reply, line) for message in messages])
        await self.nc._send_command(commands)  # noqa: SLF001  see batch_publisher.py
        await self.nc._flush_pending()  # noqa: SLF001  same

    async def publish_live(self, subject: str, payload: bytes) -> None:
        """Tell whoever listens now; lost when nobody does or the server is away."""
        try:
            await self.nc.publish(subject, payload)
        except nats.errors.Error as error:
            get_logger().warning("live_message_dropped", subject=subject, error=repr(error))

    @asynccontextmanager
    async def subscribe_live(self, subject: str) -> AsyncIterator[AsyncIterator[BusMessage]]:
        """Messages of core NATS from now on; a listener that falls behind loses the newest.

        Raises nats.errors.FlushTimeoutError when the server stays away.
        """
        subscription = await self.nc.subscribe(subject, pending_msgs_limit=_LIVE_QUEUE_MESSAGES)
        await self._round_trip()
        try:
            yield _as_bus_messages(subscription.messages)
        finally:
            if not self.nc.is_closed:
                await subscription.unsubscribe()

    async def is_listened_to(self, subject: str, *, timeout_s: float) -> bool:
        """False when the server knows of nobody who listens there; True when in doubt.

        Whoever listens need not answer. To see whether a process is connected: the server knows at
        once when the connection of one that died is closed.
        """
        try:
            await self.nc.request(subject, b"", timeout=timeout_s)
        except nats.errors.NoRespondersError:
            return False
        except (nats.errors.Error, TimeoutError):
            return True
        return True

    async def _round_trip(self) -> None:
        """Return when the server has what was said before.

        A connection that breaks swallows the question, so it is asked again; subscriptions the
        client repeats by itself.
        """
        for attempt in range(1, _ROUND_TRIP_ATTEMPTS + 1):
            try:
                await self.nc.flush(timeout=_ROUND_TRIP_TIMEOUT_S)
            except nats.errors.FlushTimeoutError:
                if attempt == _ROUND_TRIP_ATTEMPTS:
                    raise
                get_logger().warning("bus_does_not_answer", attempt=attempt)
            else:
                return


async def _as_bus_messages(messages: AsyncIterator[Msg]) -> AsyncIterator[BusMessage]:
    async for message in messages:
        yield BusMessage(message.subject, message.data)

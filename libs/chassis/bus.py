"""NATS JetStream: one connection a process, streams declared, publishing that tells the truth."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Final, NamedTuple, Protocol

import nats
import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig

from libs.chassis.pull_lane import PullLane
from libs.chassis.telemetry import get_logger

PUBLISH_TIMEOUT_S: Final = 5.0
_ADMIN_ATTEMPTS: Final = 40
_ADMIN_PAUSE_S: Final = 0.5
_LIVE_QUEUE_MESSAGES: Final = 10_000
_DROPPED_TOLD_EVERY_S: Final = 10.0
_SHORT_REPLY_TOKENS: Final = 9
_ROUND_TRIP_ATTEMPTS: Final = 20
_ROUND_TRIP_TIMEOUT_S: Final = 2


class PublishFailedError(Exception):
    """JetStream did not confirm; the message may or may not be stored. Publish again."""


class StreamDeclaration(Protocol):
    """A stream and its limits, as libs.contracts.streams states them."""

    @property
    def name(self) -> str: ...
    @property
    def subjects(self) -> tuple[str, ...]: ...
    @property
    def max_age_s(self) -> int: ...
    @property
    def max_bytes(self) -> int: ...
    @property
    def max_messages_per_subject(self) -> int: ...
    @property
    def max_message_bytes(self) -> int: ...
    @property
    def discard_new(self) -> bool: ...
    @property
    def atomic_batches(self) -> bool: ...
    @property
    def duplicate_window_s(self) -> int: ...


class BusMessage(NamedTuple):
    """A message as a handler sees it. A tuple, because tens of thousands a second are made.

    `reply` is where JetStream waits for the acknowledgement. It tells what else is known, see
    JetStream's ADR-15: $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer
    sequence>.<time>.<pending>, on some servers with <domain>.<account hash> after ACK and a
    token at the end. A message of core NATS has no reply, and 0 for all of it.
    """

    subject: str
    data: bytes
    reply: bytes = b""

    @property
    def deliveries(self) -> int:
        """How often it was delivered, this time included."""
        return self._number(0)

    @property
    def sequence(self) -> int:
        """Its position in the stream."""
        return self._number(1)

    @property
    def delivery(self) -> int:
        """Its position among all deliveries to the consumer."""
        return self._number(2)

    @property
    def pending(self) -> int:
        """How many of the stream's messages come after it for the consumer."""
        return self._number(4)

    def _number(self, place: int) -> int:
        if not self.reply:
            return 0
        tokens = self.reply.split(b".")
        return int(tokens[place + (4 if len(tokens) == _SHORT_REPLY_TOKENS else 6)])


class Bus:
    """A connection to NATS with its JetStream context."""

    def __init__(self, connection: Client) -> None:
        self.nc = connection
        self.pull_lane = PullLane.open(connection)
        self.js: JetStreamContext = connection.jetstream(timeout=PUBLISH_TIMEOUT_S)

    async def declare(self, specs: Iterable[StreamDeclaration], *, replicas: int = 1) -> None:
        """Create the streams or bring their limits up to date; waits for a starting JetStream."""
        for spec in specs:
            await self._declare(spec, replicas)

    async def _declare(self, spec: StreamDeclaration, replicas: int) -> None:
        config = _stream_config(spec, replicas)
        for attempt in range(1, _ADMIN_ATTEMPTS + 1):
            try:
                try:
                    await self.js.update_stream(config)
                except nats.js.errors.NotFoundError:
                    await self.js.add_stream(config)
            except (nats.errors.Error, TimeoutError) as error:
                if attempt == _ADMIN_ATTEMPTS:
                    raise
                get_logger().warning("stream_not_declared", stream=spec.name, error=repr(error))
                await asyncio.sleep(_ADMIN_PAUSE_S)
            else:
                return

    async def publish(self, subject: str, payload: bytes, *, message_id: str) -> None:
        """Store one message; a repeated `message_id` within the stream's window is stored once.

        Raises PublishFailedError when the stream did not confirm.
        """
        try:
            await self.js.publish(
                subject,
                payload,
                timeout=PUBLISH_TIMEOUT_S,
                headers={"Nats-Msg-Id": message_id},
            )
        except (nats.errors.Error, TimeoutError) as error:
            raise PublishFailedError(repr(error)) from error

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


class _Dropped:
    """Live messages lost because their listener is behind: a line each would keep it there."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._quiet_until_s = float("-inf")
        self._count = 0

    def one(self, subject: str) -> None:
        """One more; told at once, then with how many at most every ten seconds."""
        self._count += 1
        now_s = self._monotonic_s()
        if now_s >= self._quiet_until_s:
            get_logger().warning("live_messages_dropped", count=self._count, subject=subject)
            self._quiet_until_s, self._count = now_s + _DROPPED_TOLD_EVERY_S, 0


@asynccontextmanager
async def connect_bus(url: str, *, name: str) -> AsyncIterator[Bus]:
    """A connection that comes back by itself for as long as the process lives."""
    dropped = _Dropped()

    async def on_error(error: Exception) -> None:
        if isinstance(error, nats.errors.SlowConsumerError):
            dropped.one(error.subject)
        else:
            get_logger().warning("bus_error", error=repr(error))

    async def on_disconnect() -> None:
        get_logger().warning("bus_disconnected")

    async def on_reconnect() -> None:
        get_logger().info("bus_reconnected")

    connection = await nats.connect(
        url,
        name=name,
        error_cb=on_error,
        disconnected_cb=on_disconnect,
        reconnected_cb=on_reconnect,
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.25,
        connect_timeout=5,
        ping_interval=5,
        max_outstanding_pings=2,
    )
    try:
        yield Bus(connection)
    finally:
        try:
            async with asyncio.timeout(5):
                await connection.drain()
        except (nats.errors.Error, TimeoutError):
            await connection.close()


async def _as_bus_messages(messages: AsyncIterator[Msg]) -> AsyncIterator[BusMessage]:
    async for message in messages:
        yield BusMessage(message.subject, message.data)


def _stream_config(spec: StreamDeclaration, replicas: int) -> StreamConfig:
    return StreamConfig(
        name=spec.name,
        subjects=list(spec.subjects),
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW if spec.discard_new else DiscardPolicy.OLD,
        max_age=spec.max_age_s,
        max_bytes=spec.max_bytes,
        max_msgs_per_subject=spec.max_messages_per_subject,
        max_msg_size=spec.max_message_bytes,
        duplicate_window=spec.duplicate_window_s,
        num_replicas=replicas,
        allow_direct=True,
        allow_atomic=spec.atomic_batches,
    )

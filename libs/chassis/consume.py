"""Work that must happen: batches of a stream, shared by replicas, acknowledged after the commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

import nats.errors
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from libs.chassis import bus_metrics
from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.bus_metrics import Backlog, asked_about, backlog_of
from libs.chassis.bus_spans import processing
from libs.chassis.lifecycle import WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.pull import ConsumerLostError, PullReader, pull_reader
from libs.chassis.telemetry import get_logger

ACK_WAIT_S: Final = 10.0
MAX_DELIVERIES: Final = 10
"""A message whose handling killed the process this often is dead-lettered."""
_IN_PROGRESS_EVERY_S: Final = 3.0
_BACKOFF_S: Final = (0.1, 0.25, 0.5, 1.0, 2.0)
_RETRY_PAUSE_S: Final = 0.25


@dataclass(frozen=True)
class Rejection:
    """One message of the batch can never be handled: `reason` is a stable code."""

    index: int
    reason: str
    detail: str


Handle = Callable[[Sequence[BusMessage]], Awaitable[Sequence[Rejection]]]


class DeadLetterOffice(Protocol):
    """Keeps what was refused."""

    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        """Store the refused message with its reason."""
        ...


async def consume(
    bus: Bus,
    *,
    stream: str,
    durable: str,
    subjects: Sequence[str],
    handle: Handle,
    dead_letters: DeadLetterOffice,
    context: WorkerContext,
    batch_size: int = 500,
    linger_s: float = 0.02,
) -> None:
    """Give `handle` batches until `context.stop`; acknowledge a batch after it returned.

    While `handle` raises a transient error (see postgres.is_transient) the same batch is tried
    again and the server told that work is in progress. Any other exception ends the worker; the
    batch is delivered again, to whichever replica asks first.
    """
    with backlog_of(stream, durable) as backlog:
        consumer = _Consumer(
            bus=bus,
            stream=stream,
            durable=durable,
            subjects=list(subjects),
            handle=handle,
            dead_letters=dead_letters,
            batch_size=batch_size,
            linger_s=linger_s,
            backlog=backlog,
        )
        while not context.stop.is_set():
            try:
                await consumer.run(context)
            except (nats.errors.Error, ConsumerLostError, TimeoutError, OSError) as error:
                get_logger().warning("consume_restarts", stream=stream, error=repr(error))
                await context.pause(_RETRY_PAUSE_S)


def consumer_config(durable: str, subjects: Sequence[str], batch_size: int) -> ConsumerConfig:
    """Of a durable consumer as `consume` makes it."""
    return ConsumerConfig(
        durable_name=durable,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT_S,
        filter_subjects=list(subjects),
        max_ack_pending=10 * batch_size,
    )


class _Consumer:
    def __init__(
        self,
        *,
        bus: Bus,
        stream: str,
        durable: str,
        subjects: list[str],
        handle: Handle,
        dead_letters: DeadLetterOffice,
        batch_size: int,
        linger_s: float,
        backlog: Backlog,
    ) -> None:
        self._bus = bus
        self._backlog = backlog
        self._key = (stream, durable)
        self._stream = stream
        self._durable = durable
        self._subjects = subjects
        self._handle = handle
        self._dead_letters = dead_letters
        self._batch_size = batch_size
        self._linger_s = linger_s
        self._first_delivery = b".%b.1." % durable.encode()
        """Stands in the reply subject of nearly every message; else its numbers are read."""

    async def run(self, context: WorkerContext) -> None:
        await self._bus.js.add_consumer(
            self._stream, consumer_config(self._durable, self._subjects, self._batch_size)
        )
        async with (
            asked_about(self._bus, self._backlog, self._stream, self._durable),
            pull_reader(
                self._bus,
                stream=self._stream,
                consumer=self._durable,
                batch_size=self._batch_size,
                stop=context.stop,
            ) as reader,
        ):
            try:
                await self._read(reader, context)
            finally:
                await self._give_back(reader)
        if self._bus.nc.is_connected:
            await self._bus.nc.flush(timeout=2)

    async def _read(self, reader: PullReader, context: WorkerContext) -> None:
        while not context.stop.is_set():
            batch = await reader.next_batch(linger_s=self._linger_s)
            if batch:
                await self._process(batch, context)

    async def _process(self, batch: list[BusMessage], context: WorkerContext) -> None:
        self._backlog.takes(batch)
        messages = await self._put_worn_out_aside(batch)
        if not messages:
            self._backlog.has_handled(batch)
            return
        done = False
        try:
            with processing(self._stream, self._durable, messages):
                rejections = await self._handle_until_done(messages, context)
                for rejection in rejections or ():
                    message = messages[rejection.index]
                    await self._reject(message, rejection.reason, rejection.detail)
                done = rejections is not None
            if done:
                self._backlog.has_handled(batch)
        finally:
            await self._bus.answer(messages, b"+ACK" if done else b"-NAK")

    async def _put_worn_out_aside(self, batch: list[BusMessage]) -> list[BusMessage]:
        """Dead-letter what has been delivered too often; the rest of the batch."""
        again = [
            message
            for message in batch
            if self._first_delivery not in message.reply and message.deliveries > 1
        ]
        if not again:
            return batch
        bus_metrics.REDELIVERED.labels(*self._key).inc(len(again))
        worn_out = [message for message in again if message.deliveries > MAX_DELIVERIES]
        for message in worn_out:
            detail = f"delivered {message.deliveries} times"
            await self._reject(message, "too_many_deliveries", detail)
            await self._bus.answer([message], b"+TERM")
        if not worn_out:
            return batch
        return [message for message in batch if message.deliveries <= MAX_DELIVERIES]

    async def _handle_until_done(
        self, messages: list[BusMessage], context: WorkerContext
    ) -> Sequence[Rejection] | None:
        """The handler's answer, or None when asked to stop before it succeeded."""
        loop = asyncio.get_running_loop()
        told_at = loop.time()
        attempt = 0
        while True:
            try:
                return await self._handle(messages)
            except Exception as error:
                if not is_transient(error):
                    raise
                bus_metrics.RETRIED.labels(*self._key).inc()
                pause_s = _BACKOFF_S[min(attempt, len(_BACKOFF_S) - 1)]
                get_logger().warning(
                    "batch_retried", durable=self._durable, error=repr(error), pause_s=pause_s
                )
            if context.stop.is_set():
                return None
            attempt += 1
            await context.pause(pause_s)
            if loop.time() - told_at > _IN_PROGRESS_EVERY_S:
                told_at = loop.time()
                await self._bus.answer(messages, b"+WPI")

    async def _reject(self, message: BusMessage, reason: str, detail: str) -> None:
        await self._dead_letters.keep(
            message, reason=reason, detail=detail, received_at=datetime.now(UTC)
        )
        bus_metrics.DEAD_LETTERS.labels(*self._key, reason).inc()

    async def _give_back(self, reader: PullReader) -> None:
        if not self._bus.nc.is_connected:
            return
        await self._bus.answer(reader.unread(), b"-NAK")

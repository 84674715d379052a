"""Reading a JetStream consumer in batches, with pulls kept open ahead of the reader.

nats-py's own `fetch` costs a timer and a task switch per message (about 100 microseconds); here a
message costs one call, past nats-py (see pull_lane.py), and a batch one wait. A heartbeat tells a
quiet consumer from a lost one.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import msgspec
import nats.errors

from libs.chassis import tracing
from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage

_EXPIRES_S: Final = 30
_HEARTBEAT_S: Final = 1
_LOST_AFTER_S: Final = 3.0
_NANOSECONDS: Final = 1_000_000_000
_STATUS_LINE: Final = b"NATS/1.0 "
_UNSENT: Final = re.compile(rb"\r\nNats-Pending-Messages: *([0-9]+)\r\n", re.IGNORECASE)
_IDLE_HEARTBEAT: Final = b"100"
_TRACE_HEADER: Final = b"\r\ntraceparent:"
_PULL_ENDED: Final = frozenset({b"404", b"408"})
_PULL_DONE: Final = frozenset({b"409 Message Size Exceeds MaxBytes", b"409 Batch Completed"})
"""By its bytes, or by its messages with bytes to spare."""
MAX_BYTES: Final = 4 * 1024**2
"""Of a pull, however many messages were asked for: 5,000 readings, one a message, take half."""


class ConsumerLostError(Exception):
    """The server no longer answers for this consumer; make or bind it again."""


class PullReader:
    """One consumer's messages, at most `2 * batch_size` and `2 * MAX_BYTES` of them in memory."""

    def __init__(
        self, bus: Bus, *, stream: str, consumer: str, batch_size: int, stop: asyncio.Event
    ) -> None:
        self._bus = bus
        self._stop = stop
        self._next_subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = bus.nc.new_inbox()
        self._batch_size = batch_size
        self._buffer: list[BusMessage] = []
        self._requested = 0
        self._arrived = asyncio.Event()
        self._failure: str | None = None
        self._now = asyncio.get_running_loop().time
        self._last_heard = self._now()
        self._connection_number = bus.nc.stats["reconnects"]
        self._is_traced = tracing.is_on()

    async def next_batch(self, *, linger_s: float = 0.0) -> list[BusMessage]:
        """1 to batch_size messages, or none after a quiet second or at `stop`.

        Waits `linger_s` for more once the first is there. Raises ConsumerLostError when the
        server is silent or says that the consumer is gone.
        """
        await self._ask_ahead()
        if not self._buffer:
            await self._wait_for_arrival(_HEARTBEAT_S)
        if linger_s and 0 < len(self._buffer) < self._batch_size:
            await asyncio.sleep(linger_s)
        if not self._buffer:
            self._check()
            return []
        batch = self._buffer[: self._batch_size]
        del self._buffer[: self._batch_size]
        return batch

    def take(self, subject: bytes, reply: bytes, headers: bytes, data: bytes) -> None:
        """A message, or a word about the pull, has arrived."""
        self._last_heard = self._now()
        if headers.startswith(_STATUS_LINE):
            self._take_status(headers)
            return
        self._requested -= 1
        if self._is_traced and _TRACE_HEADER in headers:
            message = BusMessage(subject.decode(), data, reply, _traceparent(headers))
        else:
            message = BusMessage(subject.decode(), data, reply)
        self._buffer.append(message)
        self._arrived.set()

    def unread(self) -> list[BusMessage]:
        """What has arrived and was not handed out; the reader forgets it."""
        messages, self._buffer = self._buffer, []
        return messages

    async def wake_at_stop(self) -> None:
        """Let nobody wait for a message once `stop` is set."""
        await self._stop.wait()
        self._arrived.set()

    @property
    def inbox(self) -> str:
        """Where the server sends this reader's messages."""
        return self._inbox

    def _take_status(self, headers: bytes) -> None:
        said = headers[len(_STATUS_LINE) : headers.index(b"\r\n")].strip()
        status = said[:3]
        if status == _IDLE_HEARTBEAT:
            return
        if status in _PULL_ENDED or said in _PULL_DONE:
            unsent = _UNSENT.search(headers)
            self._requested -= int(unsent[1]) if unsent else self._requested
        else:
            self._failure = said.decode(errors="replace")
        self._arrived.set()

    async def _ask_ahead(self) -> None:
        if self._requested + len(self._buffer) > self._batch_size:
            return
        self._requested += self._batch_size
        request = {
            "batch": self._batch_size,
            "max_bytes": MAX_BYTES,
            "expires": _EXPIRES_S * _NANOSECONDS,
            "idle_heartbeat": _HEARTBEAT_S * _NANOSECONDS,
        }
        await self._bus.nc.publish(
            self._next_subject, msgspec.json.encode(request), reply=self._inbox
        )

    async def _wait_for_arrival(self, timeout_s: float) -> None:
        self._arrived.clear()
        if self._stop.is_set():
            return
        try:
            async with asyncio.timeout(timeout_s):
                await self._arrived.wait()
        except TimeoutError:
            return

    def _check(self) -> None:
        if self._failure is not None:
            raise ConsumerLostError(self._failure)
        if self._bus.nc.stats["reconnects"] != self._connection_number:
            raise ConsumerLostError("reconnected: the server has forgotten our pulls")
        silent_s = self._now() - self._last_heard
        if silent_s > _LOST_AFTER_S:
            raise ConsumerLostError(f"silent for {silent_s:.1f} s")


def _traceparent(headers: bytes) -> bytes:
    _, _, rest = headers.partition(_TRACE_HEADER)
    return rest.partition(b"\r\n")[0].strip()


@asynccontextmanager
async def pull_reader(
    bus: Bus, *, stream: str, consumer: str, batch_size: int, stop: asyncio.Event
) -> AsyncIterator[PullReader]:
    """A reader of an existing consumer, for the length of the block."""
    reader = PullReader(bus, stream=stream, consumer=consumer, batch_size=batch_size, stop=stop)
    subscription = await bus.nc.subscribe(reader.inbox)
    waking = asyncio.create_task(reader.wake_at_stop())
    bus.pull_lane.divert(subscription._id, reader.take)  # noqa: SLF001  nats-py tells it nowhere else
    try:
        yield reader
    finally:
        waking.cancel()
        bus.pull_lane.leave(subscription._id)  # noqa: SLF001  same
        if not bus.nc.is_closed:
            # A connection that is going takes its subscriptions with it.
            with contextlib.suppress(nats.errors.Error):
                await subscription.unsubscribe()

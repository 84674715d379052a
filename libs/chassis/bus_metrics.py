"""How far each reader of the bus has come: what waits, for how long, what came again or never.

What a batch tells costs a look at its first and last message; what the server knows besides is
asked for now and then: a reader to which nothing comes is not one to which nothing is sent.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

import nats.errors
from prometheus_client import Counter, Gauge

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage

_OF_A_READER: Final = ["stream", "consumer"]
PENDING: Final = Gauge(
    "meriggio_bus_pending_messages", "Messages that were not delivered yet.", _OF_A_READER
)
UNACKNOWLEDGED: Final = Gauge(
    "meriggio_bus_unacknowledged_messages",
    "Messages delivered to any replica and not acknowledged yet.",
    _OF_A_READER,
)
OLDEST_AGE: Final = Gauge(
    "meriggio_bus_oldest_age_seconds",
    "For how long the oldest message that is not handled yet has been in the stream, at most.",
    _OF_A_READER,
)
HANDLED: Final = Counter("meriggio_bus_messages_handled_total", "Messages handled.", _OF_A_READER)
REDELIVERED: Final = Counter(
    "meriggio_bus_messages_redelivered_total",
    "Messages delivered that had been delivered before.",
    _OF_A_READER,
)
RETRIED: Final = Counter(
    "meriggio_bus_batches_retried_total",
    "Attempts to handle a batch that failed because something is away; each is repeated.",
    _OF_A_READER,
)
DEAD_LETTERS: Final = Counter(
    "meriggio_bus_dead_letters_total",
    "Messages that can never be handled, written to the dead letters.",
    [*_OF_A_READER, "reason"],
)
_ASKED_EVERY_S: Final = 15.0
_NANOSECONDS: Final = 1_000_000_000


class Backlog:
    """What one consumer has before it."""

    def __init__(self, stream: str, consumer: str) -> None:
        self._key = (stream, consumer)
        self._pending = 0
        self._oldest_ns: int | None = None
        """When the stream took the oldest message that waits; None while none does."""

    @property
    def pending(self) -> int:
        """Messages that are not delivered yet."""
        return self._pending

    @property
    def age_s(self) -> float:
        """How old the oldest message that waits is, at most."""
        oldest_ns = self._oldest_ns
        return 0.0 if oldest_ns is None else max(0.0, time.time() - oldest_ns / _NANOSECONDS)

    def takes(self, batch: Sequence[BusMessage]) -> None:
        """A batch is in hand from now on."""
        self._oldest_ns = batch[0].stored_ns or None

    def has_handled(self, batch: Sequence[BusMessage]) -> None:
        """It is done: what waits still is younger than its last message."""
        last = batch[-1]
        self._pending = last.pending
        self._oldest_ns = (last.stored_ns or None) if self._pending else None
        HANDLED.labels(*self._key).inc(len(batch))

    def server_says(self, *, pending: int, unacknowledged: int) -> None:
        """What no message told."""
        self._pending = pending
        UNACKNOWLEDGED.labels(*self._key).set(unacknowledged)
        if not pending and not unacknowledged:
            self._oldest_ns = None
        elif self._oldest_ns is None:
            self._oldest_ns = time.time_ns()  # something waits, and does not come here


_BACKLOGS: Final[defaultdict[tuple[str, str], list[Backlog]]] = defaultdict(list)
"""Several of one reader while its partitions change hands."""


@contextmanager
def backlog_of(stream: str, consumer: str) -> Iterator[Backlog]:
    """Shown for the length of the block."""
    key, backlog = (stream, consumer), Backlog(stream, consumer)
    shown = _BACKLOGS[key]
    shown.append(backlog)
    PENDING.labels(*key).set_function(lambda: sum(each.pending for each in shown))
    OLDEST_AGE.labels(*key).set_function(lambda: max((each.age_s for each in shown), default=0.0))
    try:
        yield backlog
    finally:
        shown.remove(backlog)


@asynccontextmanager
async def asked_about(bus: Bus, backlog: Backlog, stream: str, durable: str) -> AsyncIterator[None]:
    """The server is asked, every now and then, for the length of the block."""

    async def ask() -> None:
        while True:
            await asyncio.sleep(_ASKED_EVERY_S)
            with suppress(nats.errors.Error, TimeoutError):
                info = await bus.js.consumer_info(stream, durable)
                backlog.server_says(
                    pending=info.num_pending or 0, unacknowledged=info.num_ack_pending or 0
                )

    asking = asyncio.create_task(ask())
    try:
        yield
    finally:
        asking.cancel()

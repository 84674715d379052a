"""State from a stream: the last message of every subject first, then everything new.

For projections and folds. Nothing is acknowledged: when the server forgets the consumer (restart,
inactivity) it is made again from the last messages, so `apply` must be idempotent.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import nats.errors
from nats.js.api import AckPolicy, ConsumerConfig, ConsumerInfo, DeliverPolicy

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.bus_metrics import Backlog, backlog_of
from libs.chassis.bus_spans import processing
from libs.chassis.lifecycle import WorkerContext
from libs.chassis.pull import ConsumerLostError, pull_reader
from libs.chassis.telemetry import get_logger

Apply = Callable[[Sequence[BusMessage]], Awaitable[None]]

_INACTIVE_THRESHOLD_S: Final = 60.0
_RETRY_PAUSE_S: Final = 0.25


async def follow(
    bus: Bus,
    *,
    stream: str,
    subjects: Sequence[str],
    apply: Apply,
    caught_up: Callable[[], None],
    context: WorkerContext,
    batch_size: int = 500,
    linger_s: float = 0.0,
) -> None:
    """Give `apply` batches in stream order until `context.stop`.

    `caught_up` is called each time the present end of the stream has been applied after a
    (re)start. What `apply` raises ends the worker.
    """
    with backlog_of(stream, bus.name) as backlog:
        follower = _Follower(
            bus=bus,
            stream=stream,
            subjects=list(subjects),
            apply=apply,
            caught_up=caught_up,
            batch_size=batch_size,
            linger_s=linger_s,
            backlog=backlog,
        )
        while not context.stop.is_set():
            try:
                await follower.run_one_consumer(context)
            except (nats.errors.Error, ConsumerLostError, TimeoutError, OSError) as error:
                get_logger().warning("follow_restarts", stream=stream, error=repr(error))
                await context.pause(_RETRY_PAUSE_S)


class _Follower:
    def __init__(
        self,
        *,
        bus: Bus,
        stream: str,
        subjects: list[str],
        apply: Apply,
        caught_up: Callable[[], None],
        batch_size: int,
        linger_s: float,
        backlog: Backlog,
    ) -> None:
        self._bus = bus
        self._backlog = backlog
        self._stream = stream
        self._subjects = subjects
        self._apply = apply
        self._caught_up = caught_up
        self._batch_size = batch_size
        self._linger_s = linger_s

    async def run_one_consumer(self, context: WorkerContext) -> None:
        consumer = await self._create_consumer()
        try:
            await self._read(consumer, context)
        finally:
            await self._delete_consumer(consumer.name)

    async def _read(self, consumer: ConsumerInfo, context: WorkerContext) -> None:
        behind = consumer.num_pending or 0
        if behind == 0:
            self._caught_up()
        expected_position = 1
        async with pull_reader(
            self._bus,
            stream=self._stream,
            consumer=consumer.name,
            batch_size=self._batch_size,
            stop=context.stop,
        ) as reader:
            while not context.stop.is_set():
                batch = await reader.next_batch(linger_s=self._linger_s)
                if not batch:
                    continue
                position = batch[0].delivery
                if position != expected_position:
                    raise ConsumerLostError(f"message {expected_position} missing: {position}")
                expected_position += len(batch)
                self._backlog.takes(batch)
                if behind <= 0:
                    with processing(self._stream, self._bus.name, batch):
                        await self._apply(batch)
                    self._backlog.has_handled(batch)
                    continue
                await self._apply(batch)  # what was: its traces are over
                self._backlog.has_handled(batch)
                behind -= len(batch)
                if behind <= 0:
                    self._caught_up()

    async def _create_consumer(self) -> ConsumerInfo:
        return await self._bus.js.add_consumer(
            self._stream,
            ConsumerConfig(
                deliver_policy=DeliverPolicy.LAST_PER_SUBJECT,
                ack_policy=AckPolicy.NONE,
                filter_subjects=self._subjects,
                inactive_threshold=_INACTIVE_THRESHOLD_S,
                mem_storage=True,
                num_replicas=1,
            ),
        )

    async def _delete_consumer(self, name: str) -> None:
        if not self._bus.nc.is_connected:
            return
        try:
            await self._bus.js.delete_consumer(self._stream, name)
        except (nats.errors.Error, TimeoutError):
            return  # the server drops an idle consumer by itself after _INACTIVE_THRESHOLD_S

"""Readings to the stream READINGS, dead letters to DEAD_LETTERS."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence

from libs.chassis.backoff import Backoff
from libs.chassis.batch_publisher import MAX_BATCH_MESSAGES, BatchPublisher, Traces
from libs.chassis.bus import Bus, PublishFailedError
from libs.chassis.clock import IdFactory
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.dead_letter import MAX_PAYLOAD_EXCERPT_BYTES, DeadLetter
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.readings.messages import messages_of
from services.device_gateway.outbound.readings.traces import ReadingTraces
from services.device_gateway.ports.readings import RefusedSubmission

_SERVICE = "device_gateway"
_RETRY_FIRST_S = 0.1
_RETRY_LONGEST_S = 2.0
_LETTER_ATTEMPTS = 5
_LETTER_PAUSE_S = 0.5


class JetStreamReadings:
    """Publishes atomic batches, each again and again until JetStream confirms it.

    A batch whose confirmation is lost is stored twice; (device_id, measured_at) tells.
    """

    def __init__(
        self,
        batches: BatchPublisher,
        *,
        chance: Callable[[], float],
        batch_max_readings: int = MAX_BATCH_MESSAGES,
    ) -> None:
        self._batches = batches
        self._backoff = Backoff(first_s=_RETRY_FIRST_S, longest_s=_RETRY_LONGEST_S, chance=chance)
        self._batch_max_readings = batch_max_readings
        self._traces = ReadingTraces()

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Return only when every reading is durable, however long that takes."""
        for start in range(0, len(readings), self._batch_max_readings):
            batch = readings[start : start + self._batch_max_readings]
            messages = list(messages_of(batch))
            metrics.BATCH_SIZE.observe(len(batch))
            with self._traces.around(messages, batch) as traces:
                await self._keep_batch(messages, traces)

    async def _keep_batch(self, messages: Sequence[tuple[str, bytes]], traces: Traces) -> None:
        attempt = 0
        while not await self._is_confirmed(messages, traces, attempt):
            await asyncio.sleep(self._backoff.wait_s(attempt))
            attempt += 1

    async def _is_confirmed(
        self, messages: Sequence[tuple[str, bytes]], traces: Traces, attempt: int
    ) -> bool:
        started_at = time.perf_counter()
        try:
            await self._batches.publish(messages, traces)
        except PublishFailedError as error:
            metrics.PUBLISH_FAILURES.inc()
            get_logger().warning(
                "readings_not_confirmed", error=str(error), attempt=attempt, size=len(messages)
            )
            return False
        metrics.PUBLISH_SECONDS.observe(time.perf_counter() - started_at)
        return True


class JetStreamDeadLetters:
    """Keeps letters in a short queue and publishes them beside the readings' path.

    What does not fit in the queue, or is not confirmed after some attempts, is counted and
    forgotten: a letter tells a person about garbage, and readings must not wait for it.
    """

    def __init__(self, bus: Bus, *, ids: IdFactory, max_waiting: int) -> None:
        self._bus = bus
        self._ids = ids
        self._max_waiting = max_waiting
        self._waiting: deque[RefusedSubmission] = deque()
        self._posted = asyncio.Event()

    def post(self, letter: RefusedSubmission) -> None:
        """Queue the letter; when the queue is full it is counted and forgotten."""
        if len(self._waiting) >= self._max_waiting:
            metrics.DEAD_LETTERS.labels("no_room").inc()
            return
        self._waiting.append(letter)
        self._posted.set()

    def worker(self) -> Worker:
        """Publishes what is posted; on stop, what is still there if the bus takes it at once."""
        return Worker("dead_letters", self._run)

    async def _run(self, context: WorkerContext) -> None:
        context.ready()
        stopping = asyncio.create_task(context.stop.wait())
        try:
            while not context.stop.is_set():
                posted = asyncio.create_task(self._posted.wait())
                await asyncio.wait([stopping, posted], return_when=asyncio.FIRST_COMPLETED)
                posted.cancel()
                self._posted.clear()
                while self._waiting:
                    await self._publish(self._waiting.popleft(), context)
        finally:
            stopping.cancel()

    async def _publish(self, letter: RefusedSubmission, context: WorkerContext) -> None:
        subject = subjects.dead_letter(_SERVICE, letter.refusal.reason)
        payload = encode(_dead_letter(letter))
        message_id = str(self._ids.new_id())
        for _ in range(_LETTER_ATTEMPTS):
            try:
                await self._bus.publish(subject, payload, message_id=message_id)
            except PublishFailedError as error:
                get_logger().warning("dead_letter_not_confirmed", error=str(error))
                if context.stop.is_set():
                    break
                await context.pause(_LETTER_PAUSE_S)
            else:
                metrics.DEAD_LETTERS.labels("kept").inc()
                return
        metrics.DEAD_LETTERS.labels("lost").inc()


def _dead_letter(letter: RefusedSubmission) -> DeadLetter:
    submission = letter.submission
    return DeadLetter(
        reason=letter.refusal.reason,
        detail=letter.refusal.detail,
        source=submission.topic,
        received_at=submission.received_at,
        payload_excerpt=submission.payload[:MAX_PAYLOAD_EXCERPT_BYTES],
        payload_size_bytes=submission.size_bytes,
    )

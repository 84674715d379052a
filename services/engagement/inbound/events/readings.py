"""READINGS into the fold: the last reading of every device first, then everything new."""

from collections.abc import Sequence
from typing import Final

from libs.chassis.bus import Bus, BusMessage
from libs.chassis.clock import Clock
from libs.chassis.follow import follow
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import READING_DECODER
from services.engagement.domain.balance.reading import Reading
from services.engagement.metrics import balance as metrics
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.surplus.record_surplus import RecordSurplus

NAME: Final = "readings"
_BATCH_SIZE: Final = 1000
_LINGER_S: Final = 0.005
"""A few milliseconds make batches of single messages; most of what one costs is its batch."""
_MILLIWATTS: Final = 1000
_RETRY_PAUSE_S: Final = 0.5


def subjects_of(partitions: frozenset[int]) -> list[str]:
    """What a replica with these partitions follows; partition 0 brings what has no community."""
    if len(partitions) == subjects.PARTITION_COUNT:
        return [subjects.READINGS]
    followed = [subjects.readings_of_partition(partition) for partition in sorted(partitions)]
    if 0 in partitions:
        followed.append(f"reading.v1.{subjects.NO_COMMUNITY}.>")
    return followed


def readings_worker(
    bus: Bus,
    fold: FoldReadings,
    record: RecordSurplus,
    clock: Clock,
    readiness: Readiness,
    *,
    partitions: frozenset[int],
    after: Sequence[str],
) -> Worker:
    """Folds once the projections named in `after` are complete and the states restored."""

    async def run(context: WorkerContext) -> None:
        await readiness.wait_for(*after)
        await _restore(record, context)
        inbound = _Inbound(fold, record, clock, context)
        await follow(
            bus,
            stream=streams.READINGS.name,
            subjects=subjects_of(partitions),
            apply=inbound.apply,
            caught_up=inbound.caught_up,
            context=context,
            batch_size=_BATCH_SIZE,
            linger_s=_LINGER_S,
        )

    return Worker(NAME, run)


async def _restore(record: RecordSurplus, context: WorkerContext) -> None:
    while not context.stop.is_set():
        try:
            await record.restore()
        except StoreUnavailableError as error:
            get_logger().warning("surplus_states_wait_for_store", error=str(error))
            await context.pause(_RETRY_PAUSE_S)
        else:
            return


class _Inbound:
    def __init__(
        self, fold: FoldReadings, record: RecordSurplus, clock: Clock, context: WorkerContext
    ) -> None:
        self._fold = fold
        self._record = record
        self._clock = clock
        self._context = context
        self._dropped_seen = 0

    async def apply(self, messages: Sequence[BusMessage]) -> None:
        while self._record.is_full and not self._context.stop.is_set():
            await self._context.pause(_RETRY_PAUSE_S)
        readings = decode(messages)
        self._fold.fold(readings)
        self._measure(readings, messages[-1].pending)

    def caught_up(self) -> None:
        self._fold.caught_up()
        self._context.ready()

    def _measure(self, readings: Sequence[Reading], pending: int) -> None:
        metrics.READINGS_FOLDED.inc(len(readings))
        metrics.FOLD_LAG.set(pending)
        metrics.DROPPED.inc(self._fold.dropped_count - self._dropped_seen)
        self._dropped_seen = self._fold.dropped_count
        if not self._fold.is_live:
            return  # what was folded at the start says nothing about latency
        now = self._clock.now()
        metrics.RECEIVED_TO_FOLDED.observe_all(
            [(now - reading.received_at).total_seconds() for reading in readings]
        )
        metrics.MEASURED_TO_FOLDED.observe_all(
            [(now - reading.measured_at).total_seconds() for reading in readings]
        )


def decode(messages: Sequence[BusMessage]) -> list[Reading]:
    """The readings in the messages; what is none is counted and skipped."""
    readings: list[Reading] = []
    for message in messages:
        try:
            event = READING_DECODER.decode(message.data)
            power_mw = round(event.power_w * _MILLIWATTS)
        except (MalformedEventError, OverflowError) as error:
            skip(streams.READINGS.name, message, error)
            continue
        readings.append(Reading(event.device_id, event.measured_at, event.received_at, power_mw))
    return readings


def skip(stream: str, message: BusMessage, error: Exception) -> None:
    """Count and log a message that cannot be read; the rest flows on."""
    metrics.MALFORMED.labels(stream).inc()
    get_logger().warning(
        "malformed_event", stream=stream, subject=message.subject, error=str(error)[:200]
    )

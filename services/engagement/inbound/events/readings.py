"""READINGS into the fold: which of them come, partitions.py says."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from libs.chassis.bus import BusMessage
from libs.chassis.clock import Clock
from libs.chassis.telemetry import get_logger
from libs.contracts import streams
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import READING_DECODER
from services.engagement.domain.balance.reading import Reading
from services.engagement.metrics import balance as metrics
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.surplus.record_surplus import RecordSurplus

_MILLIWATTS: Final = 1000
_RETRY_PAUSE_S: Final = 0.5


class ReadingsInbox:
    """Folds batches of readings, wherever they come from."""

    def __init__(self, fold: FoldReadings, record: RecordSurplus, clock: Clock) -> None:
        self._fold = fold
        self._record = record
        self._clock = clock
        self._dropped_seen = 0

    async def apply(
        self, messages: Sequence[BusMessage], *, is_live: bool, stop: asyncio.Event
    ) -> None:
        """Fold one batch; not `is_live` while it tells what has been before.

        Waits while too many decisions wait for the store, but not once `stop` is set.
        """
        while self._record.is_full and not stop.is_set():
            await _pause(stop)
        readings = decode(messages)
        self._fold.fold(readings)
        self._measure(readings, messages[-1].pending, is_live=is_live)

    def _measure(self, readings: Sequence[Reading], pending: int, *, is_live: bool) -> None:
        metrics.READINGS_FOLDED.inc(len(readings))
        metrics.FOLD_LAG.set(pending)
        metrics.DROPPED.inc(self._fold.dropped_count - self._dropped_seen)
        self._dropped_seen = self._fold.dropped_count
        if not is_live:
            return  # what was folded at the start says nothing about latency
        now = self._clock.now()
        metrics.RECEIVED_TO_FOLDED.observe_all(
            [(now - reading.received_at).total_seconds() for reading in readings]
        )
        metrics.MEASURED_TO_FOLDED.observe_all(
            [(now - reading.measured_at).total_seconds() for reading in readings]
        )


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_RETRY_PAUSE_S):
            await stop.wait()


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

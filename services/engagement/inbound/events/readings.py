"""READINGS into the fold: which of them come, partitions.py says."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from libs.chassis.bus_message import BusMessage
from libs.chassis.clock import Clock
from libs.chassis.telemetry import get_logger
from libs.chassis.tracing import is_on
from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import decode_readings
from services.engagement.domain.balance.reading import Reading
from services.engagement.metrics import balance as metrics
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.surplus.record_surplus import RecordSurplus

_MILLIWATTS: Final = 1000
_FOLDED_AT_ONCE: Final = 2_000
"""Some 20 ms; what devices kept while they were away comes by the hundred in a message."""
_RETRY_PAUSE_S: Final = 0.5
_COMMUNITY: Final = 3
"""Token of a reading's subject."""


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
        if is_live and is_on():
            self._note_traces(messages)
        readings = decode(messages)
        for start in range(0, max(1, len(readings)), _FOLDED_AT_ONCE):
            if start:
                await asyncio.sleep(0)
            self._fold_some(readings[start : start + _FOLDED_AT_ONCE], is_live=is_live)
        metrics.FOLD_LAG.set(messages[-1].pending)

    def _fold_some(self, readings: Sequence[Reading], *, is_live: bool) -> None:
        self._fold.fold(readings)
        metrics.READINGS_FOLDED.inc(len(readings))
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

    def _note_traces(self, messages: Sequence[BusMessage]) -> None:
        """Before they are folded: what is decided then goes on in these traces."""
        now = self._clock.now()
        for message in messages:
            if message.trace:
                community = message.subject.split(".")[_COMMUNITY]
                if community != subjects.NO_COMMUNITY:
                    self._record.causes.saw(UUID(community), message.trace.decode(), now)


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_RETRY_PAUSE_S):
            await stop.wait()


def decode(messages: Sequence[BusMessage]) -> list[Reading]:
    """The readings in the messages; what is none is counted and skipped."""
    readings: list[Reading] = []
    for message in messages:
        try:
            readings += [
                Reading(
                    event.device_id,
                    event.measured_at,
                    event.received_at,
                    round(event.power_w * _MILLIWATTS),
                )
                for event in decode_readings(message.data)
            ]
        except (MalformedEventError, OverflowError) as error:
            skip(streams.READINGS.name, message, error)
    return readings


def skip(stream: str, message: BusMessage, error: Exception) -> None:
    """Count and log a message that cannot be read; the rest flows on."""
    metrics.MALFORMED.labels(stream).inc()
    get_logger().warning(
        "malformed_event", stream=stream, subject=message.subject, error=str(error)[:200]
    )

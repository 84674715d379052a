"""Readings from the bus."""

import time
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from libs.chassis.bus import Bus, BusMessage
from libs.chassis.clock import Clock
from libs.chassis.consume import DeadLetterOffice, Rejection, consume
from libs.chassis.errors import InvalidInputError
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import streams, subjects
from libs.contracts.codec import MalformedEventError
from libs.contracts.v1.reading import READING_DECODER
from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.readings import (
    MAXIMUM_REVISION,
    Identified,
    OlderThanKeptError,
    Reading,
    RevisionOutOfRangeError,
    reading_of,
)
from services.energy.metrics import books as metrics
from services.energy.usecases.books.correct_readings import CorrectReadings
from services.energy.usecases.books.store_readings import Stored, StoreReadings

DURABLE: Final = "energy"
MALFORMED: Final = "malformed"


class ReadingsHandler:
    """Decodes a batch, stores what can be stored, and says which messages never can be."""

    def __init__(self, store: StoreReadings, correct: CorrectReadings, clock: Clock) -> None:
        self._store = store
        self._correct = correct
        self._clock = clock

    async def __call__(self, messages: Sequence[BusMessage]) -> Sequence[Rejection]:
        """Raises a transient error when the database is away: all of it is to be done again."""
        readings: list[Reading | UnplacedReading] = []
        corrections: list[Correction] = []
        arrived: list[tuple[int, Identified]] = []
        rejections: list[Rejection] = []
        for index, message in enumerate(messages):
            try:
                reading, revision = decode_reading(message.data)
            except MalformedEventError as error:
                rejections.append(Rejection(index, MALFORMED, str(error)))
            except InvalidInputError as error:
                rejections.append(Rejection(index, error.code, error.detail))
            else:
                arrived.append((index, reading))
                if revision:
                    corrections.append(Correction(reading, revision))
                else:
                    readings.append(reading)
        started_at = time.perf_counter()
        stored = await self._store(readings)
        metrics.STORE_SECONDS.observe(time.perf_counter() - started_at)
        corrected = await self._correct(corrections)
        metrics.CORRECTED.inc(corrected.corrected)
        if stored.too_old or corrected.too_old:
            rejections += _too_old([*stored.too_old, *corrected.too_old], arrived)
        self._count(stored, len(readings), rejections)
        return rejections

    def _count(self, stored: Stored, size: int, rejections: Sequence[Rejection]) -> None:
        metrics.BATCH_SIZE.observe(size)
        metrics.STORED.inc(len(stored.new))
        metrics.UNPLACED.inc(sum(reading.facility_id is None for reading in stored.new))
        metrics.DUPLICATES.inc(stored.duplicates)
        for rejection in rejections:
            metrics.REJECTED.labels(rejection.reason).inc()
        now = self._clock.now()
        metrics.RECEIVED_TO_STORED_SECONDS.observe_all(
            [(now - reading.received_at).total_seconds() for reading in stored.new]
        )
        metrics.MEASURED_TO_STORED_SECONDS.observe_all(
            [(now - reading.measured_at).total_seconds() for reading in stored.new]
        )


def _too_old(
    refused: Collection[Identified], arrived: Iterable[tuple[int, Identified]]
) -> list[Rejection]:
    """The messages with these readings."""
    keys = {(item.device_id, item.measured_at) for item in refused}
    return [
        Rejection(index, OlderThanKeptError.code, f"measured at {item.measured_at.isoformat()}")
        for index, item in arrived
        if (item.device_id, item.measured_at) in keys
    ]


def decode_reading(data: bytes) -> tuple[Reading | UnplacedReading, int]:
    """One message, in the books' units where its place is known, and its revision.

    Raises MalformedEventError, InvalidInputError.
    """
    event = READING_DECODER.decode(data)
    if subjects.DEVICE_ID_PATTERN.fullmatch(event.device_id) is None:
        raise MalformedEventError("not a device id")
    if event.measured_at.tzinfo is None or event.received_at.tzinfo is None:
        raise MalformedEventError("a time without a zone is not an instant")
    reading = reading_of(
        device_id=event.device_id,
        measured_at=event.measured_at,
        facility_id=event.facility_id,
        power_w=event.power_w,
        received_at=event.received_at,
        sequence=event.sequence,
        import_wh=event.import_wh,
        export_wh=event.export_wh,
    )
    if not 0 <= event.revision <= MAXIMUM_REVISION:
        raise RevisionOutOfRangeError(str(event.revision))
    if event.facility_id is not None:
        return reading, event.revision
    unplaced = UnplacedReading(
        reading.device_id,
        reading.measured_at,
        reading.received_at,
        event.power_w,
        event.sequence,
        event.import_wh,
        event.export_wh,
    )
    return unplaced, event.revision


def readings_worker(
    bus: Bus,
    handler: ReadingsHandler,
    dead_letters: DeadLetterOffice,
    *,
    batch_size: int,
    linger_s: float,
) -> Worker:
    """Stores the readings of the bus, sharing them with the other replicas."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        await consume(
            bus,
            stream=streams.READINGS.name,
            durable=DURABLE,
            subjects=[subjects.READINGS],
            handle=handler,
            dead_letters=dead_letters,
            context=context,
            batch_size=batch_size,
            linger_s=linger_s,
        )

    return Worker("readings", run)

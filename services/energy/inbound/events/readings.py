"""Readings from the bus."""

import time
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from libs.chassis.bus import Bus, BusMessage
from libs.chassis.clock import Clock
from libs.chassis.consume import DeadLetterOffice, Rejection, consume
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import streams, subjects
from services.energy.domain.books.reading_columns import NONE
from services.energy.domain.books.readings import Identified, OlderThanKeptError
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import all_epoch_us
from services.energy.inbound.events.arrivals import Arrivals, decode_arrivals
from services.energy.metrics import books as metrics
from services.energy.usecases.books.correct_readings import CorrectReadings
from services.energy.usecases.books.store_readings import Stored, StoreReadings

DURABLE: Final = "energy"
_MICROSECONDS: Final = 1_000_000


class ReadingsHandler:
    """Decodes a batch, stores what can be stored, and says which messages never can be."""

    def __init__(self, store: StoreReadings, correct: CorrectReadings, clock: Clock) -> None:
        self._store = store
        self._correct = correct
        self._clock = clock

    async def __call__(self, messages: Sequence[BusMessage]) -> Sequence[Rejection]:
        """Raises a transient error when the database is away: all of it is to be done again."""
        arrivals = decode_arrivals([message.data for message in messages])
        started_at = time.perf_counter()
        stored = await self._store(arrivals.first_said)
        metrics.STORE_SECONDS.observe(time.perf_counter() - started_at)
        corrected = await self._correct([correction for _, correction in arrivals.corrections])
        metrics.CORRECTED.inc(corrected.corrected)
        rejections = list(arrivals.rejections)
        if stored.too_old or corrected.too_old:
            rejections += _too_old([*stored.too_old, *corrected.too_old], arrivals)
        self._count(stored, len(arrivals.places), rejections)
        return rejections

    def _count(self, stored: Stored, size: int, rejections: Sequence[Rejection]) -> None:
        metrics.BATCH_SIZE.observe(size)
        metrics.STORED.inc(len(stored.new))
        metrics.UNPLACED.inc(int((stored.new.facility == NONE).sum()))
        metrics.DUPLICATES.inc(stored.duplicates)
        for rejection in rejections:
            metrics.REJECTED.labels(rejection.reason).inc()
        (now_us,) = all_epoch_us([self._clock.now()]).tolist()
        metrics.RECEIVED_TO_STORED_SECONDS.observe_all(_seconds(now_us - stored.new.received_us))
        metrics.MEASURED_TO_STORED_SECONDS.observe_all(_seconds(now_us - stored.new.measured_us))


def _seconds(durations_us: Integers) -> list[float]:
    """In order, which makes them quick to count."""
    seconds: list[float] = (np.sort(durations_us) / _MICROSECONDS).tolist()
    return seconds


def _too_old(refused: Collection[Identified], arrivals: Arrivals) -> list[Rejection]:
    """The messages with these readings."""
    keys = {(item.device_id, item.measured_at) for item in refused}
    came: list[tuple[int, Identified]] = [
        *zip(arrivals.places, arrivals.first_said.readings, strict=True),
        *((place, correction.reading) for place, correction in arrivals.corrections),
    ]
    return [
        Rejection(place, OlderThanKeptError.code, f"measured at {item.measured_at.isoformat()}")
        for place, item in came
        if (item.device_id, item.measured_at) in keys
    ]


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

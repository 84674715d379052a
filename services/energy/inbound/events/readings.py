"""Readings from the bus."""

import asyncio
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np

from libs.chassis.bus import Bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.clock import Clock
from libs.chassis.consume import DeadLetterOffice, Rejection, consume
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts import consumers, streams, subjects
from services.energy.domain.books.corrections import Correction
from services.energy.domain.books.placing import Arrived
from services.energy.domain.books.reading_columns import NONE
from services.energy.domain.books.readings import Identified, OlderThanKeptError, Reading
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import all_epoch_us
from services.energy.inbound.events.arrivals import arrivals_of
from services.energy.inbound.events.ordinary import Placed
from services.energy.metrics import books as metrics
from services.energy.usecases.books.correct_readings import CorrectReadings
from services.energy.usecases.books.store_readings import StoreReadings

DURABLE: Final = consumers.BOOKS.durable
READINGS_AT_ONCE: Final = 5_000
"""Larger transactions win little, and the process answers nobody for longer (ADR 0039)."""
TRANSACTIONS_AT_ONCE: Final = 4
"""While the database works at some, and waits for its disk, the next is made ready. Each takes one
of the pool's connections, so half of them are left for questions."""
_MICROSECONDS: Final = 1_000_000


class ReadingsHandler:
    """Decodes a batch, stores what can be stored, and says which messages never can be.

    `readings_at_once`: in a transaction, and a message's more; a few messages may bring many.
    """

    def __init__(
        self,
        store: StoreReadings,
        correct: CorrectReadings,
        clock: Clock,
        *,
        readings_at_once: int = READINGS_AT_ONCE,
    ) -> None:
        self._store = store
        self._correct = correct
        self._clock = clock
        self._readings_at_once = readings_at_once

    async def __call__(self, messages: Sequence[BusMessage]) -> Sequence[Rejection]:
        """Raises a transient error when the database is away: all of it is to be done again."""
        refused, corrections = await self._store_devices(by_device(messages))
        corrected = await self._correct([correction for _, correction in corrections])
        metrics.CORRECTED.inc(corrected.corrected)
        came = [(place, correction.reading) for place, correction in corrections]
        refused += _too_old(corrected.too_old, came)
        for rejection in refused:
            metrics.REJECTED.labels(rejection.reason).inc()
        return one_a_message(refused)

    async def _store_devices(
        self, devices: Iterator[Sequence[Placed]]
    ) -> tuple[list[Rejection], list[tuple[int, Correction]]]:
        """A few at once, each device in one of them, in its order: none waits for another's lock.

        Answers what is refused, and the corrections, which are not made yet.
        """
        refused: list[Rejection] = []
        corrections: list[tuple[int, Correction]] = []

        async def store_the_next() -> None:
            for part in arrivals_of(chain.from_iterable(devices), self._readings_at_once):
                refused.extend(part.rejections)
                corrections.extend(part.corrections)
                too_old = await self._store_part(part.first_said)
                refused.extend(
                    _too_old(too_old, zip(part.places, part.first_said.readings, strict=True))
                )

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(TRANSACTIONS_AT_ONCE):
                    group.create_task(store_the_next())
        except ExceptionGroup as failures:  # the other transaction was rolled back
            raise failures.exceptions[0] from failures
        return refused, corrections

    async def _store_part(self, part: Arrived) -> Collection[Reading]:
        """In one transaction; answers what is too old."""
        started_at = time.perf_counter()
        stored = await self._store(part)
        metrics.STORE_SECONDS.observe(time.perf_counter() - started_at)
        metrics.BATCH_SIZE.observe(len(part.readings))
        metrics.STORED.inc(len(stored.new))
        metrics.UNPLACED.inc(int((stored.new.facility == NONE).sum()))
        metrics.DUPLICATES.inc(stored.duplicates)
        (now_us,) = all_epoch_us([self._clock.now()]).tolist()
        metrics.RECEIVED_TO_STORED_SECONDS.observe_all(_seconds(now_us - stored.new.received_us))
        metrics.MEASURED_TO_STORED_SECONDS.observe_all(_seconds(now_us - stored.new.measured_us))
        return stored.too_old


def by_device(messages: Sequence[BusMessage]) -> Iterator[Sequence[Placed]]:
    """Each device's messages, wherever it was, with their indexes: the subject ends with it."""
    found: dict[str, list[Placed]] = {}
    for place, message in enumerate(messages):
        found.setdefault(message.subject.rpartition(".")[2], []).append((place, message.data))
    return iter(found.values())


def _seconds(durations_us: Integers) -> list[float]:
    """In order, which makes them quick to count."""
    seconds: list[float] = (np.sort(durations_us) / _MICROSECONDS).tolist()
    return seconds


def _too_old(
    refused: Collection[Identified], came: Iterable[tuple[int, Identified]]
) -> list[Rejection]:
    """The messages with these readings."""
    if not refused:  # as almost always
        return []
    keys = {(item.device_id, item.measured_at) for item in refused}
    return [
        Rejection(place, OlderThanKeptError.code, f"measured at {item.measured_at.isoformat()}")
        for place, item in came
        if (item.device_id, item.measured_at) in keys
    ]


def one_a_message(refused: Sequence[Rejection]) -> list[Rejection]:
    """A message of several readings is put aside once, for the first that was refused of it."""
    by_message: dict[int, list[Rejection]] = {}
    for rejection in refused:
        by_message.setdefault(rejection.index, []).append(rejection)
    return [
        first if not others else replace(first, detail=f"{first.detail}; and {len(others)} more")
        for first, *others in by_message.values()
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

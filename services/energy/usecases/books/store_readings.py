"""Put a batch of readings into the books."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.energy.domain.books.placing import Arrived, UnplacedReading
from services.energy.domain.books.quarter_hours import (
    books_change,
    late_ones,
    past_days,
    restated_days,
)
from services.energy.domain.books.reading_columns import NONE, ReadingColumns
from services.energy.domain.books.readings import Identified, Reading
from services.energy.domain.quantities import all_epoch_us
from services.energy.domain.retention.policy import counts_from
from services.energy.ports.books import Books, OpenBooks
from services.energy.usecases.books.places import Places


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch."""

    new: ReadingColumns
    duplicates: int
    too_old: Collection[Reading] = ()
    """Not stored: the books no longer have the readings around them (see counts_from)."""


class StoreReadings:
    """Each reading once, and its energy with it, in one transaction a batch.

    Repeating a batch, or parts of it in any order, changes nothing. What came without a place gets
    it here when the registry has told of it meanwhile, and else waits for it (see PlaceReadings).
    """

    def __init__(self, books: Books, places: Places, clock: Clock) -> None:
        self._books = books
        self._places = places
        self._clock = clock

    async def __call__(self, arrived: Arrived) -> Stored:
        """Store the batch. Raises a transient error when the database is away: nothing happened."""
        readings = arrived.readings
        if not len(readings):
            return Stored(readings, 0)
        is_old = readings.measured_us < all_epoch_us([counts_from(await self._books.kept_from())])
        too_old = list(readings.take(is_old))
        readings = readings.take(~is_old)
        distinct = readings.without_repeats()
        if not len(distinct):
            return Stored(distinct, 0, too_old)
        async with self._books.open(distinct.measuring_devices(), distinct.days()) as books:
            # Asked while the devices are locked: what is told later finds these readings stored.
            settled, waiting = self._settle(distinct, arrived.said)
            new = await self._keep(books, settled)
            if waiting := _new_ones(waiting, new):
                await books.keep_unplaced(waiting)
        return Stored(new, len(readings) - len(new), too_old)

    def _settle(
        self, distinct: ReadingColumns, said: Sequence[UnplacedReading]
    ) -> tuple[ReadingColumns, Sequence[UnplacedReading]]:
        """The readings with the places that are known, and what waits for one."""
        if not said:  # as almost always
            return distinct, ()
        first = {_key(item): item for item in reversed(said)}
        homeless = distinct.take(distinct.facility == NONE)
        settled = self._places.settle([first[key] for key in map(_key, homeless) if key in first])
        placed = ReadingColumns.of(settled.placed)
        return placed.joined(distinct).without_repeats(), settled.waiting

    async def _keep(self, books: OpenBooks, readings: ReadingColumns) -> ReadingColumns:
        """Store what is new, with all that it changes; answers that."""
        is_late = late_ones(readings, books.newest)
        is_new = ~is_late
        if is_new.any():
            await books.keep(readings.take(is_new))
        if is_late.any():
            is_new[is_late] = await books.keep_missing(readings.take(is_late))
        new, late = readings.take(is_new), list(readings.take(is_new & is_late))
        neighbours = await books.neighbours(late) if late else ()
        if len(new):
            change = books_change(new, books.newest, neighbours)
            restated = past_days(change.energy, self._clock.now())
            if late:
                restated |= restated_days(late, neighbours)
            await books.change(change._replace(restated=restated))
        return new


def _new_ones(waiting: Sequence[UnplacedReading], new: ReadingColumns) -> list[UnplacedReading]:
    if not waiting:
        return []
    keys = {_key(reading) for reading in new}
    return [said for said in waiting if _key(said) in keys]


def _key(item: Identified) -> tuple[str, datetime]:
    return item.device_id, item.measured_at

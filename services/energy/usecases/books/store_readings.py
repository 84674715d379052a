"""Put a batch of readings into the books."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from libs.chassis.clock import Clock
from services.energy.domain.books.placing import Settled, UnplacedReading, kept_without_place
from services.energy.domain.books.quarter_hours import (
    books_change,
    late_ones,
    past_days,
    restated_days,
)
from services.energy.domain.books.readings import Identified, Reading, without_repeats
from services.energy.domain.retention.policy import counts_from
from services.energy.ports.books import Books
from services.energy.usecases.books.places import Places

_BY_DEVICE_AND_TIME: Final = attrgetter("device_id", "measured_at")


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch."""

    new: Sequence[Reading]
    duplicates: int
    too_old: Collection[Identified] = ()
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

    async def __call__(self, arrived: Sequence[Reading | UnplacedReading]) -> Stored:
        """Store the batch. Raises a transient error when the database is away: nothing happened."""
        if not arrived:
            return Stored((), 0)
        counts = counts_from(await self._books.kept_from())
        too_old = [item for item in arrived if item.measured_at < counts]
        if too_old:
            arrived = [item for item in arrived if item.measured_at >= counts]
            if not arrived:
                return Stored((), 0, too_old)
        distinct = without_repeats(arrived)
        readings = [item for item in distinct if isinstance(item, Reading)]
        unplaced = [item for item in distinct if isinstance(item, UnplacedReading)]
        async with self._books.open(distinct) as books:
            # Asked while the devices are locked: what is told later finds these readings stored.
            settled = self._places.settle(unplaced)
            if unplaced:
                readings = _all_kept(readings, settled)
            new = await books.keep(readings)
            late = late_ones(new, books.newest)
            neighbours = await books.neighbours(late) if late else ()
            if new:
                change = books_change(new, books.newest, neighbours)
                restated = past_days(change.energy, self._clock.now())
                if late:
                    restated |= restated_days(late, neighbours)
                await books.change(change._replace(restated=restated))
            if waiting := _new_ones(settled.waiting, new):
                await books.keep_unplaced(waiting)
        return Stored(new, len(arrived) - len(new), too_old)


def _all_kept(readings: Sequence[Reading], settled: Settled) -> list[Reading]:
    homeless = (kept_without_place(said) for said in [*settled.waiting, *settled.refused])
    return sorted([*readings, *settled.placed, *homeless], key=_BY_DEVICE_AND_TIME)


def _new_ones(
    waiting: Sequence[UnplacedReading], new: Sequence[Reading]
) -> Sequence[UnplacedReading]:
    if not waiting:  # as almost always
        return ()
    keys = {(reading.device_id, reading.measured_at) for reading in new}
    return [said for said in waiting if (said.device_id, said.measured_at) in keys]

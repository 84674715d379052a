"""Put corrected readings in place of what was said before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.energy.domain.books.corrections import Correction, correction_change
from services.energy.domain.books.placing import UnplacedReading, arrived, kept_without_place
from services.energy.domain.books.readings import Identified, NewestReading, Reading
from services.energy.ports.books import Books, OpenBooks
from services.energy.usecases.books.places import Places
from services.energy.usecases.books.store_readings import StoreReadings


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of corrections."""

    corrected: int = 0
    repeated: int = 0
    """The same or a higher revision is stored."""
    too_old: Collection[Identified] = ()
    """See Stored.too_old."""


class CorrectReadings:
    """The highest revision of a reading counts, with its energy, in one transaction a batch.

    A correction of what has not come yet is stored as if it had; that is a duplicate when it comes.
    """

    def __init__(self, books: Books, places: Places, store: StoreReadings) -> None:
        self._books = books
        self._places = places
        self._store = store

    async def __call__(self, corrections: Sequence[Correction]) -> Corrected:
        """Raises a transient error when the database is away: to be done again, all of it."""
        if not corrections:  # as almost always
            return Corrected()
        stored = await self._store(arrived([correction.reading for correction in corrections]))
        too_old = {_key(item) for item in stored.too_old}
        left = sorted((c for c in corrections if _key(c.reading) not in too_old), key=_order)
        corrected = 0
        if left:
            devices = {correction.reading.device_id for correction in left}
            days = {correction.reading.measured_at.date() for correction in left}
            async with self._books.open(devices, days) as books:
                newest = {known.reading.device_id: known for known in books.newest}
                for correction in left:
                    corrected += await self._correct(books, newest, correction)
        return Corrected(corrected, len(left) - corrected, stored.too_old)

    async def _correct(
        self, books: OpenBooks, newest: dict[str, NewestReading], correction: Correction
    ) -> bool:
        reading, waiting = self._placed(correction.reading)
        former = await books.revise(reading, correction.revision)
        if former is None:
            return False
        if former.facility_id is None:  # what was said before must not get its place later
            await books.take_unplaced([_said(former)])
        if waiting is not None:
            await books.keep_unplaced([waiting])
        neighbours = await books.neighbours([reading])
        change = correction_change(former, reading, neighbours, newest[reading.device_id])
        newest.update((changed.reading.device_id, changed) for changed in change.newest)
        await books.change(change)
        return True

    def _placed(self, said: Reading | UnplacedReading) -> tuple[Reading, UnplacedReading | None]:
        """In its place; or without one, and what waits for it."""
        if isinstance(said, Reading):
            return said, None
        settled = self._places.settle([said])
        if settled.placed:
            return settled.placed[0], None
        return kept_without_place(said), said if settled.waiting else None


def _said(reading: Reading) -> UnplacedReading:
    return UnplacedReading(reading.device_id, reading.measured_at, reading.received_at, 0.0)


def _key(item: Identified) -> tuple[str, datetime]:
    return item.device_id, item.measured_at


def _order(correction: Correction) -> tuple[str, datetime, int]:
    return *_key(correction.reading), correction.revision

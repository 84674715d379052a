"""Put a batch of readings into the books."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.energy.domain.quarter_hours import books_change, late_ones
from services.energy.domain.readings import Reading, without_repeats
from services.energy.ports import Books


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch."""

    new: Sequence[Reading]
    duplicates: int


class StoreReadings:
    """Each reading once, and its energy with it, in one transaction a batch.

    Repeating a batch, or parts of it in any order, changes nothing.
    """

    def __init__(self, books: Books) -> None:
        self._books = books

    async def __call__(self, readings: Sequence[Reading]) -> Stored:
        """Store the batch. Raises a transient error when the database is away: nothing happened."""
        if not readings:
            return Stored((), 0)
        distinct = without_repeats(readings)
        async with self._books.open(distinct) as books:
            new = await books.keep(distinct)
            late = late_ones(new, books.newest)
            neighbours = await books.neighbours(late) if late else ()
            if new:
                await books.change(books_change(new, books.newest, neighbours))
        return Stored(new, len(readings) - len(new))

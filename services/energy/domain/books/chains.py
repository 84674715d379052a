"""New readings among the old ones around them, device by device, in order of time."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.reading_columns import NONE, NewestColumns, ReadingColumns
from services.energy.domain.books.readings import Reading
from services.energy.domain.exact import Integers


class Pairs(NamedTuple):
    """Neighbouring readings of a device, by their indexes."""

    before: Integers
    after: Integers


class Chains(NamedTuple):
    """Readings by device and time, each once; masks of the same length.

    `follows`: the one before it is of the same device.
    """

    readings: ReadingColumns
    is_new: NDArray[np.bool_]
    follows: NDArray[np.bool_]

    def made(self) -> Pairs:
        """Pairs that are there now: of a new reading and the one before it, or after it."""
        (after,) = np.nonzero(self.follows & (self.is_new | self._follows_new()))
        return Pairs(after - 1, after)

    def parted(self) -> Pairs:
        """Pairs that are no longer: old readings with nothing but new ones between them."""
        index = np.arange(len(self.is_new))
        last_old = np.maximum.accumulate(np.where(self.is_new, -1, index))
        before = np.roll(last_old, 1)  # the first one follows nothing, whatever stands there
        device = self.readings.device
        (after,) = np.nonzero(
            ~self.is_new & self._follows_new() & (before >= 0) & (device[before] == device)
        )
        return Pairs(before[after], after)

    def last(self) -> Integers:
        """The index of each device's last reading."""
        (last,) = np.nonzero(~np.roll(self.follows, -1))  # the first one of all follows nothing
        return last

    def _follows_new(self) -> NDArray[np.bool_]:
        return self.follows & np.roll(self.is_new, 1)


def chains_of(
    new: ReadingColumns, newest: NewestColumns, neighbours: Collection[Reading]
) -> Chains:
    """`new`: without repeats. `newest`: of their devices before them. `neighbours`: around them."""
    links = new.joined(newest.readings)
    if neighbours:
        links = links.joined(ReadingColumns.of(list(neighbours)))
    chosen = links.first_in_order()  # of equal ones the new one
    follows = np.diff(links.device[chosen], prepend=NONE) == 0
    return Chains(links.take(chosen), chosen < len(new), follows)

"""Readings at rest, in the domain's words."""

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import BooksChange
from services.energy.domain.books.reading_columns import NewestColumns, ReadingColumns
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import Period


class ReadingsTakenOutError(ConnectionError):
    """What this needs has left the books since `kept_from` was asked: ask again.

    A transient error: the same work is done, or refused, the next time.
    """


class OpenBooks(Protocol):
    """The books within one transaction; the devices it was opened for are nobody else's."""

    newest: NewestColumns
    """The newest reading of each of those devices that has one, as of the opening."""

    async def keep(self, readings: ReadingColumns) -> None:
        """Store what is not stored yet: each is newer than its device's newest.

        `readings`: without repeats, ordered by device and time. Raises ReadingsTakenOutError when
        the books no longer keep that time.
        """
        ...

    async def keep_missing(self, readings: ReadingColumns) -> NDArray[np.bool_]:
        """Store what is not stored yet, and answer which these are. Otherwise as `keep`."""
        ...

    async def neighbours(self, readings: Sequence[Reading]) -> list[Reading]:
        """For each of them the stored readings next to it on either side.

        Those of the same device within NEIGHBOURHOOD, what this transaction kept included; one
        may come several times. To be asked after `keep` or `place`. Raises ReadingsTakenOutError
        when neighbours may have left the books.
        """
        ...

    async def keep_unplaced(self, readings: Sequence[UnplacedReading]) -> None:
        """Remember what was said of readings that have just been kept without a place."""
        ...

    async def take_unplaced(self, readings: Sequence[UnplacedReading]) -> list[UnplacedReading]:
        """Those of them that still wait, which from now on wait no more."""
        ...

    async def place(self, readings: Sequence[Reading]) -> None:
        """Put these, taken from the waiting ones, in place of what is stored of them."""
        ...

    async def revise(self, reading: Reading, revision: int) -> Reading | None:
        """Put it in place of the stored one, which is answered and stays among its revisions.

        None, and nothing happens, where that revision or a higher one is stored already.
        """
        ...

    async def change(self, change: BooksChange) -> None:
        """Add the energies and put the newest readings in place."""
        ...


class Books(Protocol):
    """Readings at rest and the quarter-hour energy they amount to.

    Its methods raise a transient error when the database is away.
    """

    def open(
        self, device_ids: Collection[str], days: Collection[date]
    ) -> AbstractAsyncContextManager[OpenBooks]:
        """A transaction for what these devices measured on these days (UTC): all of it or nothing.

        Waits while another transaction has one of the devices. Raises a transient error (see
        libs.chassis.postgres.is_transient) when the database is away.
        """
        ...

    async def kept_from(self) -> datetime:
        """Since when the books keep readings; they have let go of what was measured before.

        May be an earlier answer, until that leads to a ReadingsTakenOutError.
        """
        ...

    async def unplaced(
        self, device_id: str, periods: Sequence[Period], *, limit: int
    ) -> list[UnplacedReading]:
        """The first readings of the device, by time, that wait for a place in these periods."""
        ...

    async def devices_with_unplaced(self, *, after: str, limit: int) -> list[str]:
        """The first ids, in order, above `after`, of devices with readings that wait."""
        ...

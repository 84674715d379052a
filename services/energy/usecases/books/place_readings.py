"""Give stored readings the place that the registry told of after they had come (R8, R9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.energy.domain.books.placing import UnplacedReading
from services.energy.domain.books.quarter_hours import placing_change, restated_days
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.retention.policy import counts_from
from services.energy.ports.books import Books
from services.energy.usecases.books.places import Places

DEVICES_AT_ONCE: Final = 500
"""How many devices with waiting readings are looked up together."""
_INSTANT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """What one step did. Refused: a place is known, but the power is not believed with its K."""

    placed: int = 0
    refused: int = 0


class PlaceReadings:
    """Works through the readings that wait, a bounded number in one transaction a step.

    What waits is in the books, so a step that is repeated, done by two replicas or cut off by a
    crash changes nothing that is not committed. Kept here is only which devices to look at next:
    those whose facility changed and, after `look_everywhere`, all with readings that wait.
    """

    def __init__(self, books: Books, places: Places, *, readings_at_once: int) -> None:
        self._books = books
        self._places = places
        self._readings_at_once = readings_at_once
        self._since: dict[str, datetime] = {}
        self._devices_after: str | None = None
        self._all_is_known = False

    def look_at(self, device_ids: Iterable[str]) -> None:
        """The registry has told something new of where these devices measured."""
        if self._all_is_known:  # else they are looked at with all others
            self._since.update(dict.fromkeys(device_ids, EARLIEST))

    def look_everywhere(self) -> None:
        """All of the registry is known: any reading that waits may have its place in it."""
        self._all_is_known = True
        self._devices_after = ""

    def look_again(self) -> None:
        """Look everywhere, unless that was never asked for."""
        if self._all_is_known:
            self._devices_after = ""

    async def step(self) -> Placed | None:
        """Place some readings of one device; None when there is nothing left to look at.

        Raises a transient error when the database is away: the step is still to be done.
        """
        if not self._since and not await self._find_devices():
            return None
        device_id, since = next(iter(self._since.items()))
        del self._since[device_id]  # to be told of it anew counts from here on
        try:
            waiting = await self._waiting(device_id, since)
            placed = await self._place(waiting) if waiting else Placed()
        except BaseException:
            self._since.setdefault(device_id, since)
            raise
        if len(waiting) == self._readings_at_once:  # behind the other devices: all get their turn
            self._since.setdefault(device_id, waiting[-1].measured_at + _INSTANT)
        return placed

    async def _find_devices(self) -> bool:
        after, self._devices_after = self._devices_after, None
        if after is None:
            return False
        try:
            found = await self._books.devices_with_unplaced(after=after, limit=DEVICES_AT_ONCE)
        except BaseException:
            if self._devices_after is None:
                self._devices_after = after
            raise
        if len(found) == DEVICES_AT_ONCE and self._devices_after is None:
            self._devices_after = found[-1]
        self._since.update(dict.fromkeys(found, EARLIEST))
        return bool(found)

    async def _waiting(self, device_id: str, since: datetime) -> list[UnplacedReading]:
        counts = counts_from(await self._books.kept_from())
        left = Period(max(since, counts), LATEST)
        overlaps = (period.overlap(left) for period in self._places.periods_of(device_id))
        periods = [overlap for overlap in overlaps if overlap is not None]
        if not periods:
            return []
        return await self._books.unplaced(device_id, periods, limit=self._readings_at_once)

    async def _place(self, waiting: Sequence[UnplacedReading]) -> Placed:
        devices = {said.device_id for said in waiting}
        async with self._books.open(
            devices, {said.measured_at.date() for said in waiting}
        ) as books:
            settled = self._places.settle(await books.take_unplaced(waiting))
            if settled.waiting:  # the registry has changed its mind meanwhile
                await books.keep_unplaced(settled.waiting)
            if settled.placed:
                await books.place(settled.placed)
                neighbours = await books.neighbours(settled.placed)
                change = placing_change(ReadingColumns.of(settled.placed), books.newest, neighbours)
                restated = restated_days(settled.placed, neighbours)
                await books.change(change._replace(restated=restated))
        return Placed(len(settled.placed), len(settled.refused))

"""What the books say."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, Protocol

from services.energy.domain.basis import Basis
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.history.interval_energies import IntervalEnergies
from services.energy.domain.registry import (
    DevicePeriod,
    FacilityPeriod,
)


class BooksState(NamedTuple):
    """By which one knows whether an earlier answer still holds."""

    restated: int
    kept_from: datetime


class History(Protocol):
    """What the books say. Its methods raise a transient error when the database is away."""

    async def newest(self, devices: Collection[DevicePeriod]) -> list[NewestReading]:
        """The newest reading of each device at each of these facilities.

        Where the device has measured elsewhere since, without its interval.
        """
        ...

    async def energy(
        self,
        counted: Collection[FacilityPeriod],
        resolution: Resolution,
        basis: Basis = Basis.MEASURED,
    ) -> IntervalEnergies:
        """Sums of the quarter-hours that begin in these periods, by interval, in order of time.

        For quarter-hours and coarser. Intervals of which nothing is known are left out. An official
        quarter-hour is covered in full; a direction of which no file speaks adds nothing.
        """
        ...

    async def state(self, counted: Collection[FacilityPeriod], basis: Basis) -> BooksState:
        """How often the past in these periods was changed, and since when readings are kept.

        Two equal states, of the same periods and newest readings: the books say the same. Cheap:
        it reads no quarter-hours.
        """
        ...

    async def readings(
        self, device_ids: Collection[str], period: Period, *, limit: int
    ) -> list[Reading]:
        """At most `limit` readings of the devices in the period, by device and time."""
        ...

    async def page(self, device_id: str, period: Period, *, limit: int) -> list[Reading]:
        """The first readings of one device in the period, by time, however many there are."""
        ...

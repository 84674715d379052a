"""What the use cases need of the outside, in the domain's words."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.history import IntervalEnergy
from services.energy.domain.placing import UnplacedReading
from services.energy.domain.quarter_hours import BooksChange
from services.energy.domain.readings import Identified, NewestReading, Reading
from services.energy.domain.registry import (
    Community,
    DevicePeriod,
    Facility,
    FacilityPeriod,
    Membership,
)


class OpenBooks(Protocol):
    """The books within one transaction; the devices it was opened for are nobody else's."""

    newest: Mapping[str, NewestReading]
    """The newest reading of each of those devices that has one, as of the opening."""

    async def keep(self, readings: Sequence[Reading]) -> list[Reading]:
        """Store what is not stored yet, and return that, in any order.

        `readings`: without repeats, ordered by device and time.
        """
        ...

    async def neighbours(self, readings: Sequence[Reading]) -> list[Reading]:
        """For each of them the stored readings next to it on either side.

        Those of the same device within NEIGHBOURHOOD, what this transaction kept included; one
        may come several times.
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

    async def change(self, change: BooksChange) -> None:
        """Add the energies and put the newest readings in place."""
        ...


class Books(Protocol):
    """Readings at rest and the quarter-hour energy they amount to.

    Its methods raise a transient error when the database is away.
    """

    def open(self, readings: Sequence[Identified]) -> AbstractAsyncContextManager[OpenBooks]:
        """A transaction in which these can be stored or placed: all of it happens, or nothing.

        Waits while another transaction has one of their devices. Raises a transient error (see
        libs.chassis.postgres.is_transient) when the database is away.
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


class History(Protocol):
    """What the books say. Its methods raise a transient error when the database is away."""

    async def newest(self, devices: Collection[DevicePeriod]) -> list[NewestReading]:
        """The newest reading of each device at each of these facilities.

        Where the device has measured elsewhere since, without its interval.
        """
        ...

    async def energy(
        self, counted: Collection[FacilityPeriod], resolution: Resolution
    ) -> list[IntervalEnergy]:
        """Sums of the quarter-hours that begin in these periods, by interval, in order of time.

        For quarter-hours and coarser. Intervals of which nothing is known are left out.
        """
        ...

    async def readings(
        self, device_ids: Collection[str], period: Period, *, limit: int
    ) -> list[Reading]:
        """At most `limit` readings of the devices in the period, by device and time."""
        ...


class Registry(Protocol):
    """Facilities and communities as their service last told them."""

    def facility(self, facility_id: UUID) -> Facility | None:
        """A facility, also a removed one."""
        ...

    def facilities_of_device(self, device_id: str) -> Sequence[Facility]:
        """Every facility at which the device ever measured."""
        ...

    def community(self, community_id: UUID) -> Community | None:
        """A community, also a removed one."""
        ...

    def memberships(self, community_id: UUID) -> Sequence[Membership]:
        """All periods of all facilities that ever belonged to the community."""
        ...


class RegistryKeeper(Protocol):
    """Takes in what the community service tells."""

    def put_facility(self, facility: Facility) -> bool:
        """Keep this state, and tell so, unless one of the same or a higher version is known."""
        ...

    def put_community(self, community: Community) -> None:
        """Keep this state unless one of the same or a higher version is known."""
        ...

    def facility_count(self) -> int:
        """How many facilities are known, removed ones included."""
        ...

"""Hours of a community's facilities, and the days that are kept of them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_day import SharedDay


class HourlyBooks(Protocol):
    """The books by hour. Raises a transient error when the database is away."""

    async def facility_hours(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> FacilityHours:
        """The hours of a period (its borders are hours'), a column for each of the facilities.

        `counted`: when each counts, in whole quarter-hours within the period.
        """
        ...

    async def restatements(
        self, facility_ids: Collection[UUID], period: Period, basis: Basis
    ) -> Mapping[date, int]:
        """How often the past of these facilities changed, by day (UTC); days without are left out.

        Between two equal answers nothing has changed but by readings newer than all others of
        their device, of days that were not over.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class KeptDay:
    """A day as it was computed, and how often its past (two days of UTC) had changed by then."""

    day: SharedDay
    restatements: int


class SharedDays(Protocol):
    """Days of communities as they were computed last. Raises a transient error (see above)."""

    def snapshot(self) -> AbstractAsyncContextManager[HourlyBooks]:
        """The books as they are at one moment, for energies and restatements that go together."""
        ...

    async def kept(
        self, community_id: UUID, basis: Basis, period: Period, facts: bytes
    ) -> list[KeptDay]:
        """The days of the period that are kept and were computed by these facts, in order."""
        ...

    async def keep(
        self, community_id: UUID, basis: Basis, days: Sequence[KeptDay], facts: bytes
    ) -> None:
        """Put these in place of what is kept of them."""
        ...

"""Days of facilities that are over, as they are kept so that months and years are read quickly."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period


class FacilityDays(Protocol):
    """A cache of quarter-hours; whoever reads those reads by it, and keeps what it misses.

    Its methods raise a transient error when the database is away.
    """

    def turn(self) -> AbstractAsyncContextManager[bool]:
        """Whether it is this replica's turn; until the end of the context no other has one."""
        ...

    async def fill(self, facility_ids: Sequence[UUID], period: Period, basis: Basis) -> int:
        """Keep what is known of the days of Rome that touch the period, as far as they are over.

        Answers how many were not kept, or no longer held.
        """
        ...

    async def first_quarter(self, facility_ids: Sequence[UUID], basis: Basis) -> datetime | None:
        """When the oldest quarter-hour of any of them begins; None while there is none."""
        ...

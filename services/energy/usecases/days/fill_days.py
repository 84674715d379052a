"""Days that are over are kept before anybody asks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, interval_start
from services.energy.ports.days import FacilityDays
from services.energy.ports.registry import Registry

FILLED_BACK: Final = timedelta(days=400)
"""Days of before are kept when they are read first."""
RECENT: Final = timedelta(days=3)
WHOLE_EVERY: Final = timedelta(days=1)
"""So often all of FILLED_BACK is looked at, for what was changed or imported; else RECENT."""
_DAYS_AT_ONCE: Final = timedelta(days=4)
_FACILITIES_AT_ONCE: Final = 250


@dataclass(frozen=True, slots=True)
class _Step:
    facility_ids: Sequence[UUID]
    period: Period
    basis: Basis


class FillDays:
    """The newest days first, of everybody, as that is how quarter-hours lie on the disk."""

    def __init__(self, registry: Registry, days: FacilityDays, clock: Clock) -> None:
        self._registry = registry
        self._days = days
        self._clock = clock
        self._left: list[_Step] = []
        self._whole_at: datetime | None = None

    @property
    def left(self) -> int:
        """How many steps are left of what was begun."""
        return len(self._left)

    async def begin(self) -> bool:
        """Look at everybody's days again. False while no community has a facility.

        Raises a transient error when the database is away.
        """
        facility_ids = self._facility_ids()
        if not facility_ids:
            return False
        now = self._clock.now()
        is_whole = self._whole_at is None or now >= self._whole_at + WHOLE_EVERY
        earliest = interval_start(now - (FILLED_BACK if is_whole else RECENT), Resolution.DAY)
        steps: list[_Step] = []
        for basis in Basis:
            first = await self._days.first_quarter(facility_ids, basis)
            if first is not None and first < now:
                steps += _steps(facility_ids, Period(max(earliest, first), now), basis)
        self._left = steps
        self._whole_at = now if is_whole else self._whole_at
        return True

    async def step(self) -> int:
        """Some days of some facilities, while any are left; how many of them were not kept.

        Raises a transient error when the database is away: the step is taken again.
        """
        step = self._left[-1]
        filled = await self._days.fill(step.facility_ids, step.period, step.basis)
        self._left.pop()
        return filled

    def _facility_ids(self) -> list[UUID]:
        """By community, so that their days lie together."""
        of_communities = (
            facility.facility_id
            for community in self._registry.communities()
            for facility in self._registry.facilities_of_community(community.community_id)
        )
        return list(dict.fromkeys(of_communities))


def _steps(facility_ids: Sequence[UUID], period: Period, basis: Basis) -> Iterator[_Step]:
    """In order of time: they are taken from the end."""
    start = period.start
    while start < period.end:
        end = min(interval_start(start, Resolution.DAY) + _DAYS_AT_ONCE, period.end)
        for first in range(0, len(facility_ids), _FACILITIES_AT_ONCE):
            some = facility_ids[first : first + _FACILITIES_AT_ONCE]
            yield _Step(some, Period(start, end), basis)
        start = end

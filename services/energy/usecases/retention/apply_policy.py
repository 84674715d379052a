"""Make room for the readings to come, and let go of those that are older than the policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from libs.chassis.clock import Clock
from services.energy.domain.retention.policy import (
    OldReadings,
    kept_from,
    months_ahead,
    start_of,
)
from services.energy.ports.retention import ReadingMonths


@dataclass(frozen=True, slots=True)
class Applied:
    """What one application of the policy did, and what the books have now."""

    made: int
    taken_out: Sequence[date]
    busy: Sequence[date]
    """Months that should have gone: the next time will do."""
    forgotten: int
    """Readings that had waited for a place until they could not count any more."""
    kept_from: datetime
    months: Sequence[date]
    months_ahead: int
    """Months after the present one for which there is room."""


class ApplyPolicy:
    """By the wall clock: what is old by it is let go, whatever time the newest readings tell.

    Repeating it, on any replica, does what is left to do.
    """

    def __init__(
        self,
        months: ReadingMonths,
        clock: Clock,
        *,
        old_readings: OldReadings,
        kept_months: int,
        ahead: int,
    ) -> None:
        self._months = months
        self._clock = clock
        self._old_readings = old_readings
        self._kept_months = kept_months
        self._ahead = ahead

    async def __call__(self) -> Applied:
        """Raises a transient error when the database is away: some of it may be done."""
        now = self._clock.now()
        made = await self._months.make(months_ahead(now, self._ahead))
        forgotten = 0
        gone: list[date] = []
        busy: list[date] = []
        if self._old_readings is not OldReadings.KEEP:
            forgotten = await self._months.close_before(kept_from(now, self._kept_months))
            gone, busy = await self._take_out()
        present = await self._months.present()
        return Applied(
            made=made,
            taken_out=gone,
            busy=busy,
            forgotten=forgotten,
            kept_from=await self._months.kept_from(),
            months=present,
            months_ahead=sum(start_of(month) > now for month in present),
        )

    async def _take_out(self) -> tuple[list[date], list[date]]:
        """The months that went, and those that somebody is using."""
        closed_before = await self._months.kept_from()
        drop = self._old_readings is OldReadings.DROP
        gone: list[date] = []
        busy: list[date] = []
        for month in await self._months.present():
            if start_of(month) < closed_before:
                taken_out = await self._months.take_out(month, drop=drop)
                (gone if taken_out else busy).append(month)
        return gone, busy

"""What facilities draw as a rule, as the energy service tells it: who draws more has shifted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

HOURS: Final = 24
_ZONE: Final = ZoneInfo("Europe/Rome")
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class UsualDay:
    """Mean withdrawal (mW) by hour of the clock; None where too little is known."""

    workday_mw: tuple[int | None, ...]
    weekend_mw: tuple[int | None, ...]


class UsualWithdrawals:
    """The newest word on every facility, in memory."""

    def __init__(self) -> None:
        self._days: dict[UUID, UsualDay] = {}

    def put(self, facility_id: UUID, day: UsualDay) -> None:
        """It takes the place of what was known of the facility."""
        self._days[facility_id] = day

    def usual_mw(self, facility_id: UUID, at: datetime) -> int | None:
        """At that instant of event time; None while it is not known."""
        day = self._days.get(facility_id)
        if day is None:
            return None
        local = at.astimezone(_ZONE)
        hours = day.weekend_mw if local.weekday() >= _SATURDAY else day.workday_mw
        return hours[local.hour]

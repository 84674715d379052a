"""How much is put into the books, and where it is: a year, communities, devices."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from benchmarks.communities import Community, Member
from services.energy.domain.calendar import Period, midnight

YEAR: Final = Period(midnight(date(2025, 1, 1)), midnight(date(2026, 1, 1)))
"""Of Rome: the readings lie in thirteen months of UTC."""
ZONE: Final = "NORD"
DEVICE_ID_BYTES: Final = 12
_NAMESPACE: Final = UUID("7c1f1b5e-2f0e-4f0a-9a55-0d8a1f1c5e20")
_LARGEST_COMMUNITY: Final = 100
_PLANT_EVERY: Final = 5
_INTERVALS_S: Final = (900, 450, 300, 225, 180, 150, 100, 90, 60, 50, 45, 36, 30, 20, 15, 10, 5, 1)
"""Those that fit in quarter-hours, so that SQL can add them up exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksPlan:
    """`readings`: at least so many, one by every device each `interval_s`, a year long.

    `ingested`: readings that the service stores; `asked`: how often each question is asked;
    `scenario_s`, `profile_s`: seconds.
    """

    readings: int
    facilities: int
    ingested: int
    asked: int
    scenario_s: float

    @property
    def interval_s(self) -> int:
        """Between two readings of a device."""
        seconds = round((YEAR.end - YEAR.start).total_seconds())
        enough = (s for s in _INTERVALS_S if self.facilities * (seconds // s) >= self.readings)
        return next(enough, _INTERVALS_S[-1])

    @property
    def ticks(self) -> int:
        """Intervals of the year; a device has one reading more, at the year's start."""
        return (YEAR.end - YEAR.start) // timedelta(seconds=self.interval_s)

    @property
    def stored(self) -> int:
        """Readings of the year."""
        return self.facilities * (self.ticks + 1)

    def communities(self) -> tuple[Community, ...]:
        """Of at most a hundred facilities each; the same ones every time."""
        members = [_member(index) for index in range(self.facilities)]
        starts = range(0, self.facilities, _LARGEST_COMMUNITY)
        return tuple(
            Community(
                number,
                uuid5(_NAMESPACE, f"community {number}"),
                tuple(members[start : start + _LARGEST_COMMUNITY]),
            )
            for number, start in enumerate(starts)
        )


def has_plant(index: int) -> bool:
    """Every fifth facility."""
    return index % _PLANT_EVERY == 0


def commissioned_on(index: int) -> date:
    """Its plant: a day of its own, under the rules in force."""
    return date(2024, 6, 1) + timedelta(days=index % 180)


def _member(index: int) -> Member:
    return Member(
        user_id=uuid5(_NAMESPACE, f"user {index}"),
        facility_id=uuid5(_NAMESPACE, f"facility {index}"),
        device_id=f"books-{index:06}",
    )

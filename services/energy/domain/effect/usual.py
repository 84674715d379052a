"""What a facility draws as a rule: mean withdrawn power by hour of the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

REACH: Final = timedelta(days=28)
"""Before the facility's newest quarter-hour: four of each weekday, and one season."""
LEAST_KNOWN_MS: Final = 3 * 3_600_000
"""Three hours' worth; of less an hour of the clock has no rule."""
HOURS: Final = 24


class HourSum(NamedTuple):
    """All that a facility withdrew in one hour of the clock, on workdays or on weekends."""

    facility_id: UUID
    is_weekend: bool
    hour: int
    import_uj: int
    coverage_ms: int
    newest: datetime
    """Start of the newest quarter-hour in it."""


@dataclass(frozen=True, slots=True)
class UsualWithdrawal:
    """Of 24 hours each; None where too little is known."""

    facility_id: UUID
    as_of: datetime
    workday_mw: tuple[int | None, ...]
    weekend_mw: tuple[int | None, ...]


def usual_withdrawals(sums: Iterable[HourSum]) -> list[UsualWithdrawal]:
    """One a facility of which something is known, by id."""
    by_facility: dict[UUID, list[HourSum]] = {}
    for each in sums:
        by_facility.setdefault(each.facility_id, []).append(each)
    return [_usual(facility_id, by_facility[facility_id]) for facility_id in sorted(by_facility)]


def _usual(facility_id: UUID, sums: list[HourSum]) -> UsualWithdrawal:
    means: dict[bool, list[int | None]] = {kind: [None] * HOURS for kind in (False, True)}
    for each in sums:
        if each.coverage_ms >= LEAST_KNOWN_MS:
            means[each.is_weekend][each.hour] = round(each.import_uj / each.coverage_ms)
    return UsualWithdrawal(
        facility_id,
        as_of=max(each.newest for each in sums),
        workday_mw=tuple(means[False]),
        weekend_mw=tuple(means[True]),
    )

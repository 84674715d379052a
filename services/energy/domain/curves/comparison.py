"""What a new curve means beside the official values that are stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from services.energy.domain.books.quarter_hours import QUARTER_MS, FacilityDay
from services.energy.domain.calendar import ROME, Period
from services.energy.domain.curves.mapping import Direction
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.quantities import instant

HOUR_MS: Final = 4 * QUARTER_MS
TOLERANCE: Final = (11, 10)
"""The power available at a connection (potenza disponibile) is a tenth above the contract's."""
Values = Mapping[int, OfficialEnergy]
"""By a quarter-hour's start, milliseconds since 1970."""


class Conflict(NamedTuple):
    """A stored value and what the file says instead, in microjoules."""

    start_ms: int
    direction: Direction
    old_uj: int
    new_uj: int


class Implausible(NamedTuple):
    """A value above what the facility is said to be able to draw or feed in."""

    start_ms: int
    direction: Direction
    energy_uj: int
    limit_uj: int


@dataclass(frozen=True, slots=True)
class CurveChange:
    """What holds afterwards where that differs from before; None: no value any more."""

    values: Mapping[int, OfficialEnergy | None]

    def months(self) -> list[date]:
        """The first days of the months (Rome's) in which something changes."""
        hours = {start_ms - start_ms % HOUR_MS for start_ms in self.values}  # for speed
        return sorted(
            {instant(hour_ms).astimezone(ROME).date().replace(day=1) for hour_ms in hours}
        )


def with_file(before: Values, file: Values) -> CurveChange:
    """What changes when the file holds: a direction it does not say keeps its value."""
    after = {start_ms: _over(before.get(start_ms), new) for start_ms, new in file.items()}
    return difference(before, after)


def difference(before: Values, after: Mapping[int, OfficialEnergy | None]) -> CurveChange:
    """What changes from one to the other, over the quarter-hours of `after`."""
    return CurveChange(
        {
            start_ms: energy
            for start_ms, energy in sorted(after.items())
            if energy != before.get(start_ms)
        }
    )


def conflicts(before: Values, file: Values) -> list[Conflict]:
    """Where a value is stored and the file has another, in order of time."""
    return [
        Conflict(start_ms, direction, old, new)
        for start_ms, energy in file.items()
        if (stored := before.get(start_ms)) is not None
        for direction, old, new in (
            (Direction.CONSUMED, stored.import_uj, energy.import_uj),
            (Direction.PRODUCED, stored.export_uj, energy.export_uj),
        )
        if old is not None and new is not None and old != new
    ]


def implausible(
    file: Values, max_import_mw: int | None, max_export_mw: int | None
) -> list[Implausible]:
    """Values above the facility's powers and TOLERANCE, in order of time."""
    more, of = TOLERANCE
    limits = [
        None if power_mw is None else power_mw * QUARTER_MS * more // of
        for power_mw in (max_import_mw, max_export_mw)
    ]
    return [
        Implausible(start_ms, direction, amount, limit)
        for start_ms, energy in file.items()
        for direction, amount, limit in zip(Direction, energy, limits, strict=True)
        if amount is not None and limit is not None and amount > limit
    ]


def period_of_values(file: Values) -> Period:
    """From the first quarter-hour's start to the last one's end. The file must have one."""
    return Period(instant(min(file)), instant(max(file) + QUARTER_MS))


def gaps(file: Values, directions: Collection[Direction]) -> list[Period]:
    """What the file leaves out, from its first to its last quarter-hour, of its directions."""
    period = range(min(file), max(file) + QUARTER_MS, QUARTER_MS)
    missing = (start_ms for start_ms in period if not _has_all(file.get(start_ms), directions))
    return list(_stretches(missing))


def _has_all(energy: OfficialEnergy | None, directions: Collection[Direction]) -> bool:
    if energy is None:
        return False
    said = dict(zip(Direction, energy, strict=True))
    return all(said[direction] is not None for direction in directions)


def _stretches(starts: Iterable[int]) -> Iterable[Period]:
    """Quarter-hours that follow one another, as one period."""
    numbered = enumerate(starts)
    for _, run in groupby(numbered, key=lambda item: item[1] - item[0] * QUARTER_MS):
        stretch = [start_ms for _, start_ms in run]
        yield Period(instant(stretch[0]), instant(stretch[-1] + QUARTER_MS))


def _over(before: OfficialEnergy | None, new: OfficialEnergy) -> OfficialEnergy:
    if before is None:
        return new
    return OfficialEnergy(
        before.import_uj if new.import_uj is None else new.import_uj,
        before.export_uj if new.export_uj is None else new.export_uj,
    )


def changed_days(facility_id: UUID, change: CurveChange) -> set[FacilityDay]:
    """The days (UTC) of the facility in which something changes."""
    return {FacilityDay(facility_id, instant(start_ms).date()) for start_ms in change.values}

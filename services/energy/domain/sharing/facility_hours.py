"""Energies of a community's facilities, hour by hour, as arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.calendar import Period
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import FacilityPeriod

HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True, eq=False)
class FacilityHours:
    """Consecutive clock hours (rows) of facilities (columns), while they were members.

    All arrays have the shape (hours, facilities): energy in microjoules, time in milliseconds.
    """

    first_hour_ms: int
    """Start of the first hour, milliseconds since 1970."""
    facility_ids: tuple[UUID, ...]
    withdrawn_uj: Integers
    fed_in_uj: Integers
    coverage_ms: Integers
    """For how long the energy is known."""
    member_ms: Integers
    """For how long the facility was a member, in whole quarter-hours."""

    @property
    def count(self) -> int:
        """How many hours."""
        return len(self.withdrawn_uj)

    @property
    def starts_ms(self) -> Integers:
        """The hours' starts, milliseconds since 1970; shape (hours,)."""
        return self.first_hour_ms + HOUR_MS * np.arange(self.count, dtype=np.int64)

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Of each hour, whether all of its members' energy is known; shape (hours,)."""
        complete: NDArray[np.bool_] = np.all(self.coverage_ms >= self.member_ms, axis=1)
        return complete

    def rows(self, first: int, last: int) -> "FacilityHours":
        """The hours from `first` (included) to `last` (excluded)."""
        part = slice(first, last)
        return FacilityHours(
            self.first_hour_ms + HOUR_MS * first,
            self.facility_ids,
            self.withdrawn_uj[part],
            self.fed_in_uj[part],
            self.coverage_ms[part],
            self.member_ms[part],
        )


def no_energy(period: Period, facility_ids: Sequence[UUID]) -> FacilityHours:
    """Hours of a period, whose borders are hours', of which nothing is known."""
    first_hour_ms = epoch_ms(period.start)
    shape = ((epoch_ms(period.end) - first_hour_ms) // HOUR_MS, len(facility_ids))
    nothing = [np.zeros(shape, dtype=np.int64) for _ in range(4)]
    return FacilityHours(first_hour_ms, tuple(facility_ids), *nothing)


def membership_ms(
    period: Period, facility_ids: Sequence[UUID], counted: Iterable[FacilityPeriod]
) -> Integers:
    """For how much of each hour each facility was a member; shape (hours, facilities).

    `counted`: the memberships in whole quarter-hours within the period (see counted_periods).
    """
    column = {facility_id: index for index, facility_id in enumerate(facility_ids)}
    start_ms = epoch_ms(period.start)
    quarters = (epoch_ms(period.end) - start_ms) // QUARTER_MS
    member_ms = np.zeros((quarters, len(facility_ids)), dtype=np.int64)
    for item in counted:
        first = (epoch_ms(item.period.start) - start_ms) // QUARTER_MS
        last = (epoch_ms(item.period.end) - start_ms) // QUARTER_MS
        member_ms[first:last, column[item.facility_id]] = QUARTER_MS
    by_hour: Integers = member_ms.reshape(quarters // 4, 4, len(facility_ids)).sum(axis=1)
    return by_hour

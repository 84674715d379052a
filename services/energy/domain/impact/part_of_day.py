"""A facility's part of its community's shared energy, from the sums of a day that is kept."""

from typing import NamedTuple

import numpy as np

from services.energy.domain.exact import Integers, multiply_divide
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_day import SharedDay
from services.energy.domain.sharing.shared_energy import SharedEnergy


class PartOfDay(NamedTuple):
    """Of a day's shared energy, in microjoules."""

    as_producer_uj: int
    as_consumer_uj: int

    def plus(self, other: "PartOfDay") -> "PartOfDay":
        """The sum."""
        return PartOfDay(
            self.as_producer_uj + other.as_producer_uj, self.as_consumer_uj + other.as_consumer_uj
        )


def part_of_day(own: SharedEnergy, day: SharedDay) -> PartOfDay:
    """`own`: the facility alone, while it was a member, in hours that hold the day's.

    In proportion to each hour's energy, rounded down: at most a microjoule an hour below
    shared_by_producer and shared_by_consumer, which know everybody's energy.
    """
    first = (epoch_ms(day.start) - own.hours.first_hour_ms) // HOUR_MS
    hours = slice(first, first + len(day.shared_uj))
    return PartOfDay(
        _part(day.shared_uj, own.fed_in_uj[hours], day.fed_in_uj),
        _part(day.shared_uj, own.withdrawn_uj[hours], day.withdrawn_uj),
    )


def _part(shared_uj: Integers, own_uj: Integers, all_uj: Integers) -> int:
    parts, _ = multiply_divide(shared_uj, own_uj, np.maximum(all_uj, 1))
    return int(parts.sum())

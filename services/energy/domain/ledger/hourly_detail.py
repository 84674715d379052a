"""The hours of a settled month: where each nano-euro of it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.calendar import ROME
from services.energy.domain.distribution.distribution import Distribution
from services.energy.domain.distribution.hours import HoursToDivide
from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.exact import Integers
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.quantities import instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_energy import shared_by_consumer, shared_by_producer


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """Why each facility got its part; arrays of shape (hours, facilities)."""

    premium_neur: Integers
    """Earned by the facility's plant: the rest of what it earned is valorization."""
    member_ms: Integers
    is_enterprise: NDArray[np.bool_]
    parts_neur: Mapping[Criterion, Integers]
    """What the facility gets, by the criteria that have a part."""
    excess_neur: Integers
    """What it gets of the premium above the year's threshold."""


@dataclass(frozen=True, slots=True, eq=False)
class HourlyDetail:
    """Consecutive hours (rows) of facilities (columns); energies in uJ, money in nano-euro."""

    first_hour_ms: int
    facility_ids: tuple[UUID, ...]
    withdrawn_uj: Integers
    """As far as it counts."""
    fed_in_uj: Integers
    shared_as_consumer_uj: Integers
    shared_as_producer_uj: Integers
    shared_as_plant_uj: Integers
    earned_neur: Integers
    """By the facility's plant: premium and valorization."""
    amount_neur: Integers
    """What the facility gets."""
    funds_neur: Integers
    """Shape (hours,)."""
    social_neur: Integers
    """Shape (hours,)."""
    grounds: Grounds | None = None
    """None of a version that was kept without them."""

    @property
    def hour_count(self) -> int:
        """How many hours."""
        return len(self.funds_neur)

    def column(self, facility_id: UUID) -> int | None:
        """Where a facility's hours are."""
        ids = self.facility_ids
        return ids.index(facility_id) if facility_id in ids else None

    def divided(self) -> tuple[HoursToDivide, Distribution] | None:
        """What was divided, and how; None where its grounds were not kept."""
        grounds = self.grounds
        if grounds is None:
            return None
        premium = grounds.premium_neur.sum(axis=1)
        hours = HoursToDivide(
            self.first_hour_ms,
            self.facility_ids,
            self.shared_as_consumer_uj.sum(axis=1),
            premium,
            self.earned_neur.sum(axis=1) - premium,
            self.withdrawn_uj,
            self.fed_in_uj,
            grounds.member_ms,
            grounds.is_enterprise,
        )
        return hours, Distribution(
            grounds.parts_neur, grounds.excess_neur, self.funds_neur, self.social_neur
        )

    def days(self) -> list[tuple[date, slice]]:
        """The days of Rome, each with its hours."""
        borders: list[tuple[date, int]] = []
        for hour in range(self.hour_count):
            day = instant(self.first_hour_ms + hour * HOUR_MS).astimezone(ROME).date()
            if not borders or borders[-1][0] != day:
                borders.append((day, hour))
        ends = [hour for _, hour in borders[1:]] + [self.hour_count]
        return [(day, slice(first, last)) for (day, first), last in zip(borders, ends, strict=True)]


FACILITY_COLUMNS = (
    "withdrawn_uj",
    "fed_in_uj",
    "shared_as_consumer_uj",
    "shared_as_producer_uj",
    "shared_as_plant_uj",
    "earned_neur",
    "amount_neur",
)
"""Names of the arrays of shape (hours, facilities)."""


def hourly_detail(
    result: Incentives, hours: HoursToDivide, distribution: Distribution
) -> HourlyDetail:
    """Of a result and what becomes of it. `hours`: the result's, as they were divided."""
    shared = result.shared
    return HourlyDetail(
        shared.hours.first_hour_ms,
        shared.hours.facility_ids,
        shared.counted_uj,
        shared.hours.fed_in_uj,
        shared_by_consumer(shared),
        shared_by_producer(shared),
        result.attributed_uj,
        result.premium_neur + result.valorization_neur,
        distribution.to_facilities_neur,
        distribution.funds_neur,
        distribution.social_neur,
        Grounds(
            result.premium_neur,
            hours.member_ms,
            hours.is_enterprise,
            distribution.parts_neur,
            distribution.excess_neur,
        ),
    )


@dataclass(frozen=True, slots=True)
class DayOfShared:
    """A day's shared energy in microjoules: of a facility as a consumer and as a producer."""

    day: date
    consumer_uj: int
    producer_uj: int


def shared_by_day(
    detail: HourlyDetail, facility_ids: Sequence[UUID] | None = None
) -> list[DayOfShared]:
    """Of these facilities, or of all: then both kinds are the community's shared energy."""
    ids = detail.facility_ids if facility_ids is None else facility_ids
    columns = [c for c in (detail.column(i) for i in ids) if c is not None]
    return [
        DayOfShared(
            day,
            int(np.sum(detail.shared_as_consumer_uj[rows][:, columns])),
            int(np.sum(detail.shared_as_producer_uj[rows][:, columns])),
        )
        for day, rows in detail.days()
    ]

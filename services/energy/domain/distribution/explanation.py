"""Why a facility got what it got: every nano-euro by its hour, its ground and its weights."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.distribution.distribution import Distribution, hour_amounts
from services.energy.domain.distribution.hours import HoursToDivide
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.distribution.weights import criterion_weights, excess_weights
from services.energy.domain.exact import Integers
from services.energy.domain.privacy import summed_hours
from services.energy.domain.sharing.facility_hours import HOUR_MS


class Ground(StrEnum):
    """What gives: a criterion of the policy, or premium above the year's threshold."""

    EQUAL = "equal"
    CONSUMPTION = "consumption"
    PRODUCTION = "production"
    COEFFICIENTS = "coefficients"
    EXCESS = "excess"


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What one ground gave to the facility by hour; shape (hours,).

    given = amount * weight / weights, rounded down, or up where largest remainders made up the
    hour; 0 where `weights` is 0: then it went to the funds, or from the excess to social purposes.
    """

    amount_neur: Integers
    """What the ground had for all facilities."""
    weight: Integers
    """The facility's: microjoules, its coefficient, or 1 (see weights.py)."""
    weights: Integers
    """The sum of all facilities'."""
    given_neur: Integers

    @property
    def total_neur(self) -> int:
        """Over the hours."""
        return int(self.given_neur.sum())


@dataclass(frozen=True, slots=True, eq=False)
class FacilityExplanation:
    """Of consecutive hours."""

    facility_id: UUID
    first_hour_ms: int
    """Start of the first hour, milliseconds since 1970."""
    shared_uj: Integers
    """What the community shared; shape (hours,)."""
    earned_neur: Integers
    """What that earned, premium and valorization; shape (hours,)."""
    by_ground: Mapping[Ground, Given]
    """Criteria that have a part, in the order of Ground, and the excess."""

    @property
    def total_neur(self) -> int:
        """All that the facility got."""
        return sum(given.total_neur for given in self.by_ground.values())


@dataclass(frozen=True, slots=True, eq=False)
class SumsSeen:
    """In which hours a reader may see sums over facilities; arrays of shape (hours,)."""

    community: NDArray[np.bool_]
    """Over all of them."""
    excess: NDArray[np.bool_]
    """Over those that are no enterprises, and so, by subtraction, over those that are."""

    @classmethod
    def whole(cls, hours: HoursToDivide) -> "SumsSeen":
        """Of a representative."""
        always = np.ones(len(hours.shared_uj), dtype=np.bool_)
        return cls(always, always)

    @classmethod
    def of_member(cls, hours: HoursToDivide, own: Collection[UUID]) -> "SumsSeen":
        """Of who has a role on the facilities `own`: see privacy.py."""
        columns = np.array([facility_id in own for facility_id in hours.facility_ids], np.bool_)
        all_of_them = summed_hours(hours.member_ms, columns)
        excess = summed_hours(hours.member_ms * ~hours.is_enterprise, columns)
        enterprises = summed_hours(hours.member_ms * hours.is_enterprise, columns)
        return cls(all_of_them, all_of_them & excess & enterprises)

    def of(self, ground: Ground) -> NDArray[np.bool_]:
        """Where a ground's amount and sum of weights may be seen."""
        return self.excess if ground is Ground.EXCESS else self.community


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """What one ground gave in an hour: amount * weight / weights, and what rounding adds."""

    ground: Ground
    amount_neur: int | None
    """Of all facilities; None where it is not for this reader, as `weights`."""
    weight: int
    weights: int | None
    given_neur: int


@dataclass(frozen=True, slots=True)
class ExplainedHour:
    """What the community shared and earned in an hour, and what the facility got of it."""

    start_ms: int
    shared_uj: int | None
    """None where it is not for this reader."""
    earned_neur: int | None
    """Likewise: premium and valorization, all that there was to divide."""
    parts: tuple[ExplainedPart, ...]
    """Those that gave something."""

    @property
    def given_neur(self) -> int:
        """All it got."""
        return sum(part.given_neur for part in self.parts)


def explain_facility(
    hours: HoursToDivide,
    distribution: Distribution,
    policy: DistributionPolicy,
    excess_ppb: int,
    *,
    facility_id: UUID,
) -> FacilityExplanation:
    """`distribution`: distribute() of the other arguments. Raises ValueError: no such facility.

    The sums over grounds and hours are the facility's column of `to_facilities_neur`.
    """
    column = hours.facility_ids.index(facility_id)
    amounts = hour_amounts(hours, policy, excess_ppb)
    by_ground = {
        Ground(criterion): _given(
            amount,
            criterion_weights(hours, policy, criterion),
            distribution.parts_neur[criterion],
            column,
        )
        for criterion, amount in amounts.parts_neur.items()
    }
    by_ground[Ground.EXCESS] = _given(
        amounts.bound_neur, excess_weights(hours, policy), distribution.excess_neur, column
    )
    return FacilityExplanation(
        facility_id,
        hours.first_hour_ms,
        hours.shared_uj,
        amounts.bound_neur + amounts.free_neur,
        by_ground,
    )


def explained_hours(explanation: FacilityExplanation, seen: SumsSeen) -> Iterator[ExplainedHour]:
    """All hours in order, as a reader may see them."""
    grounds = [
        (
            ground,
            _shown(given.amount_neur, seen.of(ground)),
            given.weight.tolist(),
            _shown(given.weights, seen.of(ground)),
            given.given_neur.tolist(),
        )
        for ground, given in explanation.by_ground.items()
    ]
    sums = zip(
        _shown(explanation.shared_uj, seen.community),
        _shown(explanation.earned_neur, seen.community),
        strict=True,
    )
    for hour, (shared_uj, earned_neur) in enumerate(sums):
        parts = tuple(
            ExplainedPart(ground, amounts[hour], weight[hour], weights[hour], given[hour])
            for ground, amounts, weight, weights, given in grounds
            if given[hour]
        )
        start_ms = explanation.first_hour_ms + hour * HOUR_MS
        yield ExplainedHour(start_ms, shared_uj, earned_neur, parts)


def _given(amount: Integers, weights: Integers, given: Integers, column: int) -> Given:
    return Given(amount, weights[:, column], weights.sum(axis=1), given[:, column])


def _shown(sums: Integers, seen: NDArray[np.bool_]) -> list[int | None]:
    pairs = zip(sums.tolist(), seen.tolist(), strict=True)
    return [value if visible else None for value, visible in pairs]
